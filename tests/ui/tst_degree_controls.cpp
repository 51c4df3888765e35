// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "core/scenario/edits.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/document/document.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/what_if_card.h"

#include <QAccessible>
#include <QLineEdit>
#include <QTest>

#include <algorithm>

using namespace ui;

namespace {

struct Bench
{
    explicit Bench(const char *id)
    {
        document.open(core::loadScenario(id).value(), {});
        panel.resize(256, 900);
        panel.show();
    }
    ValueSlider &slider(const char *id)
    {
        return *panel.findChild<ValueSlider *>(QString::fromLatin1(id));
    }
    // As a person does: click the number, type, Return.
    void type(const char *id, const char *text)
    {
        slider(id).beginTyping();
        auto *editor = slider(id).findChildren<QLineEdit *>().last(); // earlier ones go later
        editor->setText(QString::fromLatin1(text));
        QTest::keyClick(editor, Qt::Key_Return);
    }
    [[nodiscard]] QString note() const
    {
        return panel.findChild<WhatIfCard *>(QStringLiteral("whatIf"))->text().headline;
    }

    Document document;
    ControlPanel panel{document};
};

} // namespace

// What is said where a typed degree cannot be. GPT-3 has 96 heads and 96 layers.
class TestDegreeControls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNumberThatCannotBeIsRefused_data();
    void aNumberThatCannotBeIsRefused();
    void theNumberTypedIsTheNumberTaken_data();
    void theNumberTypedIsTheNumberTaken();
    void anOpenEditorShowsWhatIs();
    void theFirstSliderStandsOffTheListAboveIt_data();
    void theFirstSliderStandsOffTheListAboveIt();
    void fp8IsOfferedWhereTheDeviceHasIt();
    void statesAndSoftwareAreSeenAndChanged();
    void whatCannotBeChosenSaysWhy();
};

void TestDegreeControls::aNumberThatCannotBeIsRefused_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QString>("why");
    const auto add = [](const char *id, const char *typed, const QString &why) {
        QTest::addRow("%s %s", id, typed) << QByteArray(id) << QByteArray(typed) << why;
    };
    // 96 heads: 4 and 6 divide them, 5 does not; after 48 comes 96.
    add("tensor", "5", QStringLiteral("5 does not divide 96 attention heads: type 4 or 6"));
    add("tensor", "0", QStringLiteral("Type a number from 1 to 96"));
    add("stages", "97", QStringLiteral("Type a number from 1 to 96"));
    add("devices", "7.5", QStringLiteral("Type a whole number, 1 to 262,144"));
    add("devices", "0", QStringLiteral("Type a number from 1 to 262,144"));
    add("devices", "-5", QStringLiteral("Type a number from 1 to 262,144"));
    add("devices", "999999", QStringLiteral("Type a number from 1 to 262,144"));
    // 4 replicas: 128 and 132.
    add("batch", "130", QStringLiteral("4 replicas cannot share 130 samples: type 128 or 132"));
    add("microbatches", "2.5", QStringLiteral("Type a whole number, 1 to 250,000,000"));
}

void TestDegreeControls::aNumberThatCannotBeIsRefused()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, typed);
    QFETCH(QString, why);
    Bench bench("gpt3-64-4x4x4");
    const core::Scenario before = bench.document.scenario();
    bench.type(id.constData(), typed.constData());
    QCOMPARE(bench.slider(id.constData()).refusal(), why);
    QVERIFY(bench.document.scenario() == before);
    QCOMPARE(bench.document.undoStack().count(), 0);
}

void TestDegreeControls::theNumberTypedIsTheNumberTaken_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("typed");
    QTest::addColumn<QString>("note");
    // Off the stops: 5 stages of 4 partners are 60 GPUs with 3 replicas, and 128 is no multiple
    // of 3.
    QTest::newRow("stages") << QByteArray("stages") << 5
                            << QStringLiteral("Global batch gave way: 128 became 129, so that 3 "
                                              "replicas get equal shares.");
    QTest::newRow("replicas") << QByteArray("replicas") << 5
                              << QStringLiteral("Global batch gave way: 128 became 130, so that 5 "
                                                "replicas get equal shares.");
    QTest::newRow("devices") << QByteArray("devices") << 80
                             << QStringLiteral("Global batch gave way: 128 became 130, so that 5 "
                                               "replicas get equal shares.");
    QTest::newRow("tensor") << QByteArray("tensor") << 8
                            << QStringLiteral("Replicas gave way: 4 became 2, so that 64 GPUs are "
                                              "used.");
    QTest::newRow("micro-batches") << QByteArray("microbatches") << 7
                                   << QStringLiteral("Global batch gave way: 128 became 140, so "
                                                     "that it can be cut into 28 equal parts.");
    QTest::newRow("as it was") << QByteArray("tensor") << 4
                               << QStringLiteral("128 = 4 replicas × 32 × 1");
}

void TestDegreeControls::theNumberTypedIsTheNumberTaken()
{
    QFETCH(QByteArray, id);
    QFETCH(int, typed);
    QFETCH(QString, note);
    Bench bench("gpt3-64-4x4x4");
    bench.type(id.constData(), QByteArray::number(typed).constData());
    QCOMPARE(bench.slider(id.constData()).value(), double(typed));
    QCOMPARE(bench.note(), note);
    QVERIFY(bool(core::validate(bench.document.scenario())));
}

void TestDegreeControls::anOpenEditorShowsWhatIs()
{
    Bench bench("gpt3-64-4x4x4");
    ValueSlider &replicas = bench.slider("replicas");
    replicas.beginTyping();
    auto *editor = replicas.findChildren<QLineEdit *>().last();
    QCOMPARE(editor->text(), QStringLiteral("4"));
    bench.document.edit(core::asking(bench.document.wish(), core::Setting::Devices, 128), {});
    QCOMPARE(editor->text(), QStringLiteral("8"));
    // What was typed so far was meant for another value.
    QTest::keyClicks(editor, QStringLiteral("16"));
    bench.document.undoStack().undo();
    QCOMPARE(editor->text(), QStringLiteral("4"));
}

void TestDegreeControls::theFirstSliderStandsOffTheListAboveIt_data()
{
    QTest::addColumn<QByteArray>("scenario");
    for (const char *id : {"gpt3-64-4x4x4", "gpt3-64-t16", "llama3-405b-16k", "mixtral-ep8"})
        QTest::newRow(id) << QByteArray(id);
}

// Chunks, the first of all, is not always shown.
void TestDegreeControls::theFirstSliderStandsOffTheListAboveIt()
{
    QFETCH(QByteArray, scenario);
    Bench bench(scenario.constData());
    QCoreApplication::processEvents();
    const auto topOf = [&bench](const QWidget *widget) {
        return widget->mapTo(&bench.panel, QPoint()).y();
    };
    int first = bench.panel.height(); // the highest
    for (const ValueSlider *slider : bench.panel.findChildren<ValueSlider *>()) {
        if (slider->isVisible())
            first = std::min(first, topOf(slider));
    }
    int above = 0;
    for (const ChoiceBox *box : bench.panel.findChildren<ChoiceBox *>()) {
        if (box->isVisible() && topOf(box) < first)
            above = std::max(above, topOf(box) + box->height());
    }
    QVERIFY(above > 0);
    QCOMPARE(first - above, 8);
}

void TestDegreeControls::fp8IsOfferedWhereTheDeviceHasIt()
{
    Bench bench("deepseek-v3-2048");
    bench.panel.findChild<PushButton *>(QStringLiteral("more"))->click();
    const auto *without = bench.panel.findChild<ChoiceBox *>(QStringLiteral("precision"));
    const auto *with = bench.panel.findChild<ChoiceBox *>(QStringLiteral("precisionWithFp8"));
    QVERIFY(!without->isVisible());
    QVERIFY(with->isVisible());
    QCOMPARE(with->currentText(), QStringLiteral("fp8"));
    const core::DeviceSpec &older = *core::findDevice("a100-80g");
    bench.document.edit(core::withDeviceSpec(bench.document.scenario(), older), {});
    QVERIFY(!with->isVisible());
    QCOMPARE(without->currentText(), QStringLiteral("bf16"));
}

// What an imported file sets beside its degrees: each control shows it, changes it in one step, and
// undo has the former scenario back.
void TestDegreeControls::statesAndSoftwareAreSeenAndChanged()
{
    Bench bench("llama7b-zero3-8");
    bench.panel.findChild<PushButton *>(QStringLiteral("more"))->click();
    const core::Scenario before = bench.document.scenario();
    const auto choose = [&bench](const char *id, const char *item) {
        const auto *box = bench.panel.findChild<ChoiceBox *>(QString::fromLatin1(id));
        QVERIFY(box->isVisible() && box->isEnabled());
        Q_EMIT const_cast<ChoiceBox *>(box)->chosen(QString::fromLatin1(item));
        QCOMPARE(box->currentId(), QString::fromLatin1(item));
    };
    const auto &parallel = bench.document.scenario().parallel;
    choose("offload", "1");
    QVERIFY(parallel.offloadOptimizer);
    const auto *framework = bench.panel.findChild<ChoiceBox *>(QStringLiteral("framework"));
    const int usual = framework->neededWidth(); // of what it shows
    choose("framework", "2");
    QCOMPARE(framework->neededWidth(), usual); // "PyTorch", as usual with ZeRO-3
    choose("framework", "1");
    QVERIFY(framework->neededWidth() > usual); // "Megatron-LM"
    QCOMPARE(parallel.framework, core::Framework::Megatron);
    choose("software", "2021");
    QCOMPARE(bench.document.scenario().cluster.software, *core::findSoftware("2021"));
    bench.type("secondaryGroup", "4");
    QCOMPARE(parallel.secondaryGroup, 4);
    bench.type("shardingGroup", "2");
    QCOMPARE(parallel.shardingGroup, 2);
    bench.type("shardingGroup", "8"); // all of them
    QCOMPARE(parallel.shardingGroup, 0);
    while (bench.document.undoStack().canUndo())
        bench.document.undoStack().undo();
    QCOMPARE(bench.document.scenario(), before);
    const QList<ControlTitle> controls = controlsOf(before);
    for (const char *title :
         {"Optimizer offload", "Sharding group", "Second copy of weights", "Framework", "Software"})
        QVERIFY2(std::ranges::any_of(
                     controls,
                     [title](const auto &each) { return each.title == QLatin1StringView(title); }),
                 title);
}

void TestDegreeControls::whatCannotBeChosenSaysWhy()
{
    Bench bench("llama7b-dp3-80");
    bench.panel.findChild<PushButton *>(QStringLiteral("more"))->click();
    const auto described = [&bench](const char *id) {
        return QAccessible::queryAccessibleInterface(&bench.slider(id))
            ->text(QAccessible::Description);
    };
    QVERIFY(!bench.slider("shardingGroup").isEnabled());
    bench.panel.setPinned(bench.document.scenario());
    QVERIFY(described("shardingGroup").contains(u"Nothing is sharded"));
    QVERIFY(described("secondaryGroup").contains(u"ZeRO-3"));
    bench.document.edit(core::withSharding(bench.document.scenario(), core::Sharding::Zero3), {});
    QVERIFY(bench.slider("shardingGroup").isEnabled());
    // What is pinned is told again, as long as it is.
    QCOMPARE(described("shardingGroup"), QStringLiteral("A: all replicas"));
    bench.panel.setPinned({});
    QVERIFY(bench.slider("shardingGroup").accessibleDescription().isEmpty());
    QVERIFY(!described("shardingGroup").startsWith(u"A:"));
    // Three replicas share the weights: no two of them could be a group of their own.
    QVERIFY(!bench.slider("secondaryGroup").isEnabled());
}

QTEST_MAIN(TestDegreeControls)
#include "tst_degree_controls.moc"
