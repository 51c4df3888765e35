// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "tests/ui/panel_bench.h"
#include "ui/controls/check_box.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/document/document.h"
#include "ui/panels/control_panel.h"

#include <QLocale>
#include <QTest>

using namespace ui;

class TestControlPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void everySliderShowsTheOpenedScenario();
    void everySliderChangesTheScenarioAndUndoRestoresIt_data();
    void everySliderChangesTheScenarioAndUndoRestoresIt();
    void aDragIsOneUndoStep();
    void valuesPassedInADragLeaveNoTrace();
    void everyTileChangesTheStrategyAndUndoRestoresIt();
    void scheduleIsOfferedForPipelinesOnlyAndWithoutNaive();
    void everyRowOfEveryChooserAppliesAndUndoes();
    void overlapIsShownForReplicasAndTogglesTheScenario();
    void slowingActsOnTheSelectedDeviceElseOnOneInTheMiddle();
    void resetLeadsBackToTheOpenedScenarioAndCanBeUndone();
    void atMostNineSlidersAndListsShowBeforeMore();
    void everyWidgetFitsThePanelAtEveryZoom();
    void aDeviceWithOtherMemoryIsNotShownAsThePreset();
    void aTileReturnsToWhatWasThere();
};

void TestControlPanel::everySliderShowsTheOpenedScenario()
{
    PanelBench bench("1f1b-4-8");
    QCOMPARE(bench.slider("devices").valueText(), QStringLiteral("4"));
    QCOMPARE(bench.slider("microbatches").valueText(), QStringLiteral("8"));
    QCOMPARE(bench.slider("batch").valueText(), QStringLiteral("32"));
    QCOMPARE(bench.slider("microbatchsize").valueText(), QStringLiteral("4"));
    QCOMPARE(bench.slider("memory").valueText(), QStringLiteral("80 GB"));
    QCOMPARE(bench.slider("link").valueText(), QStringLiteral("300 GB/s"));
    QCOMPARE(bench.slider("slow").valueText(), QStringLiteral("off"));
    QVERIFY(bench.tile(QStringLiteral("pipeline")).isChecked());
    QCOMPARE(bench.chooser("schedule").currentId(), QStringLiteral("1f1b"));
    // pp4-straggler: GPU 2 at 70 %
    bench.document.open(PanelBench::builtin("pp4-straggler"), {});
    QCOMPARE(bench.slider("slow").valueText(), QStringLiteral("GPU 2 · 70 %"));
}

void TestControlPanel::everySliderChangesTheScenarioAndUndoRestoresIt_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<double>("value");
    QTest::newRow("GPUs") << QByteArray("devices") << 8.0;
    QTest::newRow("micro-batches") << QByteArray("microbatches") << 16.0;
    QTest::newRow("batch") << QByteArray("batch") << 64.0;
    QTest::newRow("micro-batch size") << QByteArray("microbatchsize") << 8.0;
    QTest::newRow("layers") << QByteArray("layers") << 48.0;
    QTest::newRow("link speed") << QByteArray("link") << 25e9;
    QTest::newRow("memory") << QByteArray("memory") << 40e9;
    QTest::newRow("slow device") << QByteArray("slow") << 30.0;
}

void TestControlPanel::everySliderChangesTheScenarioAndUndoRestoresIt()
{
    QFETCH(QByteArray, id);
    QFETCH(double, value);
    PanelBench bench("1f1b-4-8");
    bench.showMore();
    const core::Scenario before = bench.scenario();
    ValueSlider &slider = bench.slider(id.constData());
    const double shown = slider.value();
    drag(slider, value);
    QCOMPARE(slider.value(), value);
    QVERIFY(!(bench.scenario() == before));
    QVERIFY(bool(core::validate(bench.scenario())));
    const core::Scenario &now = bench.scenario();
    const QHash<QByteArray, double> applied = {
        {"devices", now.cluster.devices},
        {"microbatches", double(core::microBatchCount(now))},
        {"batch", double(now.training.globalBatch)},
        {"microbatchsize", double(now.training.microBatch)},
        {"layers", double(now.model.layerCount())},
        {"link", core::mainLink(now).bandwidth},
        {"memory", double(now.cluster.device.memory.count)},
        {"slow", now.faults.devices.empty() ? 0 : 100 - 100 * now.faults.devices.front().speed}};
    QCOMPARE(applied[id], value);
    QCOMPARE(bench.document.undoStack().count(), 1);
    bench.document.undoStack().undo();
    QVERIFY(bench.scenario() == before);
    QCOMPARE(slider.value(), shown);
    bench.document.undoStack().redo();
    QCOMPARE(slider.value(), value);
}

void TestControlPanel::aDragIsOneUndoStep()
{
    PanelBench bench("1f1b-4-8");
    drag(bench.slider("devices"), 64);
    drag(bench.slider("devices"), 2);
    drag(bench.slider("memory"), 16e9);
    QCOMPARE(bench.document.undoStack().count(), 3);
}

void TestControlPanel::valuesPassedInADragLeaveNoTrace()
{
    // 90 samples on 3 GPUs; on the way to 131,072 GPUs and back the batch is rounded many times.
    PanelBench bench("dp-90-3");
    const core::Scenario before = bench.scenario();
    ValueSlider &slider = bench.slider("devices");
    const QPoint start = slider.handleRect().center().toPoint();
    QTest::mousePress(&slider, Qt::LeftButton, {}, start);
    for (int x = start.x(); x < slider.width() + 20; ++x)
        QTest::mouseMove(&slider, QPoint(x, start.y()));
    QCOMPARE(bench.scenario().cluster.devices, 131072);
    for (int x = slider.width() + 20; x >= start.x(); --x)
        QTest::mouseMove(&slider, QPoint(x, start.y()));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, start);
    QVERIFY(bench.scenario() == before);
}

void TestControlPanel::everyTileChangesTheStrategyAndUndoRestoresIt()
{
    PanelBench bench("llama7b-pp4");
    const core::Scenario before = bench.scenario();
    for (const StrategySpec &spec : strategySpecs()) {
        bench.tile(spec.id).click();
        QCOMPARE(core::strategyOf(bench.scenario()), spec.strategy);
        QVERIFY(bool(core::validate(bench.scenario())));
        while (bench.document.undoStack().canUndo())
            bench.document.undoStack().undo();
        QVERIFY(bench.scenario() == before);
        QVERIFY(bench.tile(QStringLiteral("pipeline")).isChecked());
    }
}

void TestControlPanel::scheduleIsOfferedForPipelinesOnlyAndWithoutNaive()
{
    PanelBench bench("1f1b-4-8");
    QVERIFY(bench.chooser("schedule").isVisible());
    QVERIFY(bench.slider("microbatches").isVisible());
    QCOMPARE(bench.chooser("schedule").findData(QStringLiteral("naive")), -1);
    QVERIFY(bench.chooser("schedule").findData(QStringLiteral("gpipe")) >= 0);
    bench.tile(QStringLiteral("data")).click();
    QVERIFY(!bench.chooser("schedule").isVisible());
    bench.tile(QStringLiteral("layers")).click();
    QVERIFY(!bench.chooser("schedule").isVisible());
}

void TestControlPanel::everyRowOfEveryChooserAppliesAndUndoes()
{
    PanelBench bench("1f1b-4-8");
    bench.panel.findChild<PushButton *>(QStringLiteral("more"))->click();
    const core::Scenario before = bench.scenario();
    for (const ChooserSpec &spec : chooserSpecs()) {
        ChoiceBox &box = bench.chooser(spec.id.toLatin1().constData());
        QCOMPARE(box.isVisible(), spec.visible(before));
        if (!box.isVisible())
            continue;
        QVERIFY(box.count() >= 2);
        for (int row = 0; row < box.count(); ++row) {
            box.setCurrentIndex(row);
            Q_EMIT box.activated(row); // as when a person picks it
            QCOMPARE(box.currentIndex(), row);
            QVERIFY2(bool(core::validate(bench.scenario())), qPrintable(box.currentId()));
        }
        while (bench.document.undoStack().canUndo())
            bench.document.undoStack().undo();
        QVERIFY(bench.scenario() == before);
    }
}

void TestControlPanel::overlapIsShownForReplicasAndTogglesTheScenario()
{
    PanelBench bench("dp-90-3");
    auto *overlap = bench.panel.findChild<CheckBox *>(QStringLiteral("overlap"));
    QVERIFY(!overlap->isVisible());
    bench.panel.findChild<PushButton *>(QStringLiteral("more"))->click();
    QVERIFY(overlap->isVisible());
    const bool before = bench.scenario().parallel.overlap;
    QCOMPARE(overlap->isChecked(), before);
    overlap->click();
    QCOMPARE(bench.scenario().parallel.overlap, !before);
    bench.document.undoStack().undo();
    QCOMPARE(overlap->isChecked(), before);
    bench.tile(QStringLiteral("pipeline")).click();
    QVERIFY(!overlap->isVisible());
}

void TestControlPanel::slowingActsOnTheSelectedDeviceElseOnOneInTheMiddle()
{
    PanelBench bench("1f1b-4-8");
    drag(bench.slider("slow"), 50);
    QCOMPARE(bench.scenario().faults.devices.size(), std::size_t(1));
    QCOMPARE(bench.scenario().faults.devices.front().device, 2);
    QCOMPARE(bench.slider("slow").valueText(), QStringLiteral("GPU 2 · 50 %"));
    // One GPU: the slow one changes places.
    bench.document.select(1);
    drag(bench.slider("slow"), 30);
    QCOMPARE(bench.scenario().faults.devices.size(), std::size_t(1));
    QCOMPARE(bench.scenario().faults.devices.front().device, 1);
    QCOMPARE(bench.slider("slow").valueText(), QStringLiteral("GPU 1 · 70 %"));
    drag(bench.slider("slow"), 0);
    QVERIFY(bench.scenario().faults.devices.empty());
}

void TestControlPanel::resetLeadsBackToTheOpenedScenarioAndCanBeUndone()
{
    PanelBench bench("1f1b-4-8");
    const core::Scenario opened = bench.scenario();
    PushButton *reset = nullptr;
    for (PushButton *button : bench.panel.findChildren<PushButton *>()) {
        if (button->text() == QStringLiteral("Reset"))
            reset = button;
    }
    QVERIFY(reset != nullptr && !reset->isEnabled());
    drag(bench.slider("devices"), 8);
    bench.tile(QStringLiteral("data")).click();
    const core::Scenario changed = bench.scenario();
    QVERIFY(reset->isEnabled());
    reset->click();
    QVERIFY(bench.scenario() == opened);
    QVERIFY(!reset->isEnabled());
    bench.document.undoStack().undo();
    QVERIFY(bench.scenario() == changed);
}

void TestControlPanel::atMostNineSlidersAndListsShowBeforeMore()
{
    for (const char *id : {"1f1b-4-8", "dp-90-3", "naive-4"}) {
        PanelBench bench(id);
        int visible = 0;
        for (const ValueSlider *slider : bench.panel.findChildren<ValueSlider *>())
            visible += slider->isVisible() ? 1 : 0;
        for (const ChoiceBox *box : bench.panel.findChildren<ChoiceBox *>())
            visible += box->isVisible() ? 1 : 0;
        QVERIFY2(visible <= 9, id);
    }
}

void TestControlPanel::everyWidgetFitsThePanelAtEveryZoom()
{
    PanelBench bench("pp4-straggler");
    bench.panel.findChild<PushButton *>(QStringLiteral("more"))->click();
    for (const double scale : {0.75, 1.0, 1.5, 2.5}) {
        Look look;
        look.scale = scale;
        bench.panel.setLook(look);
        bench.panel.resize(bench.panel.sizeHint());
        QCoreApplication::sendPostedEvents();
        for (const QWidget *widget : bench.panel.findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->window() != &bench.panel)
                continue;
            const int left = widget->mapTo(&bench.panel, QPoint()).x();
            QVERIFY(left >= 0);
            QVERIFY(left + widget->width() <= bench.panel.width());
        }
        const QFontMetricsF metrics(look.font(TextRole::Control));
        for (const ValueSlider *slider : bench.panel.findChildren<ValueSlider *>()) {
            const double text = metrics.horizontalAdvance(slider->label());
            QVERIFY2(text < slider->valueRect().left(), qPrintable(slider->label()));
        }
    }
}

void TestControlPanel::aDeviceWithOtherMemoryIsNotShownAsThePreset()
{
    PanelBench bench("1f1b-4-8");
    QCOMPARE(bench.chooser("device").currentId(), QStringLiteral("a100-80g"));
    drag(bench.slider("memory"), 20e9);
    QCOMPARE(bench.chooser("device").currentId(), QString());
    bench.document.undoStack().undo();
    QCOMPARE(bench.chooser("device").currentId(), QStringLiteral("a100-80g"));
}

void TestControlPanel::aTileReturnsToWhatWasThere()
{
    PanelBench bench("llama7b-pp4"); // 8 micro-batches
    const core::Scenario before = bench.scenario();
    bench.tile(QStringLiteral("data")).click();
    bench.tile(QStringLiteral("pipeline")).click();
    QVERIFY(bench.scenario() == before);
    bench.tile(QStringLiteral("layers")).click();
    bench.tile(QStringLiteral("hybrid")).click();
    bench.tile(QStringLiteral("pipeline")).click();
    QVERIFY(bench.scenario() == before);
    // What was changed meanwhile counts.
    bench.tile(QStringLiteral("data")).click();
    drag(bench.slider("devices"), 8);
    bench.tile(QStringLiteral("pipeline")).click();
    QCOMPARE(bench.scenario().cluster.devices, 8);
}

QTEST_MAIN(TestControlPanel)
#include "tst_control_panel.moc"
