// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/scenario/edits.h"
#include "tests/ui/panel_bench.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/locked_slider.h"
#include "ui/document/document.h"
#include "ui/paint/fitted_text.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/what_if_card.h"
#include "ui/words/what_if_texts.h"

#include <QFontMetricsF>
#include <QLineEdit>
#include <QLocale>
#include <QTest>

using namespace ui;

namespace {

const WhatIfCard &cardOf(const PanelBench &bench)
{
    return *bench.panel.findChild<WhatIfCard *>(QStringLiteral("whatIf"));
}

} // namespace

// What gives way to a control, and where it is told.
class TestWhatIf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void aDegreeSliderKeepsTheProductAndSaysWhatGaveWay();
    void replicasBringGpus();
    void aTileThatBecameAnotherOneGoesBack();
    void whatASplitSetsDoesNotGiveWay();
    void idleBesidesGradientSyncSaysSo();
    void otherDevicesSayWhatBecameOfTheBatch();
    void nothingMovesWhenSomethingGivesWay();
    void noRowComesUnderTheHand();
    void theChoiceOfScalingMovesTheLocks();
    void aSplitThatAModelCannotHaveSaysSo();
    void aRefusalEndsWithTheTypingOfIt();
    void theNoteIsNotSeenTwice();
    void aCutNoteEndsInThreeDots();
    void noReasonIsCutOff();
    void theNoteIsSeenWhereItsPlaceIsNot();
};

void TestWhatIf::aDegreeSliderKeepsTheProductAndSaysWhatGaveWay()
{
    PanelBench bench("gpt3-64-4x4x4");
    QVERIFY(cardOf(bench).kind() == WhatIfCard::Kind::Quiet);
    QCOMPARE(cardOf(bench).text().headline, QStringLiteral("128 = 4 replicas × 32 × 1"));
    for (const char *id : {"tensor", "stages", "replicas"})
        QVERIFY(bench.slider(id).isVisible());
    drag(bench.slider("tensor"), 8);
    const core::ParallelSpec &parallel = bench.scenario().parallel;
    QCOMPARE(parallel.tensor, 8);
    QCOMPARE(parallel.tensor * parallel.pipeline * parallel.data, 64);
    QCOMPARE(cardOf(bench).text().headline,
             QStringLiteral("Replicas gave way: 4 became 2, so that 64 GPUs are used."));
    QCOMPARE(cardOf(bench).text().details, QStringLiteral("Micro-batches 32 → 64"));
    bench.document.undoStack().undo();
    QVERIFY(cardOf(bench).kind() == WhatIfCard::Kind::Quiet);
}

// Replicas bring their GPUs; the whole batch stays: 128 / (8 x 1) micro-batches.
void TestWhatIf::replicasBringGpus()
{
    PanelBench bench("gpt3-64-4x4x4");
    drag(bench.slider("replicas"), 8);
    QCOMPARE(bench.scenario().cluster.devices, 128);
    QCOMPARE(bench.scenario().training.microBatch, 1);
    // 32 was the most that 4 replicas could have; there is room for where it was.
    QCOMPARE(bench.slider("microbatches").scale().stops.back(), 32.0);
    QCOMPARE(cardOf(bench).text().headline,
             QStringLiteral("Micro-batches gave way: 32 became 16, so that the global batch stays "
                            "128."));
    drag(bench.slider("replicas"), 1);
    QCOMPARE(bench.scenario().cluster.devices, 16);
    QVERIFY(bench.chooser("sharding").isHidden()); // one replica shares nothing
    drag(bench.slider("replicas"), 4);
    QVERIFY(bench.scenario() == PanelBench::builtin("gpt3-64-4x4x4"));
}

// 12 samples do not divide among 8 replicas: 16 do, and are nearer than 8.
void TestWhatIf::otherDevicesSayWhatBecameOfTheBatch()
{
    PanelBench bench("llama7b-dp3-80");
    drag(bench.slider("devices"), 8);
    QCOMPARE(bench.scenario().training.globalBatch, 16);
    QCOMPARE(cardOf(bench).text().headline,
             QStringLiteral("Global batch gave way: 12 became 16, so that 8 replicas get equal "
                            "shares."));
    drag(bench.slider("devices"), 3);
    QVERIFY(bench.scenario() == PanelBench::builtin("llama7b-dp3-80"));
}

// Nothing moves while a slider is dragged: the place of the card is always taken.
void TestWhatIf::nothingMovesWhenSomethingGivesWay()
{
    PanelBench bench("gpt3-64-4x4x4");
    const auto tops = [&bench] {
        QList<int> all;
        for (const char *id : {"tensor", "replicas", "devices", "batch", "memory"})
            all.append(bench.slider(id).mapTo(&bench.panel, QPoint()).y());
        return all;
    };
    QCoreApplication::sendPostedEvents();
    const QList<int> before = tops();
    QCOMPARE(cardOf(bench).height(), 120);
    drag(bench.slider("replicas"), 8);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(tops(), before);
    QCOMPARE(cardOf(bench).height(), 120);
}

// A pipeline that gets replicas shows more sliders, but not before the hand lets go.
void TestWhatIf::noRowComesUnderTheHand()
{
    PanelBench bench("llama7b-pp4");
    ValueSlider &devices = bench.slider("devices");
    const int before = devices.mapTo(&bench.panel, QPoint()).y();
    const QPoint start = devices.handleRect().center().toPoint();
    QTest::mousePress(&devices, Qt::LeftButton, {}, start);
    QTest::mouseMove(&devices, start + QPoint(60, 0));
    QCoreApplication::sendPostedEvents();
    QVERIFY(bench.scenario().parallel.data > 1);
    QCOMPARE(devices.mapTo(&bench.panel, QPoint()).y(), before);
    QVERIFY(!bench.slider("replicas").isVisible());
    QTest::mouseRelease(&devices, Qt::LeftButton, {}, start + QPoint(60, 0));
    QVERIFY(bench.slider("replicas").isVisible());
}

void TestWhatIf::theChoiceOfScalingMovesTheLocks()
{
    PanelBench bench("gpt3-64-4x4x4");
    const QList<LockButton *> locks = bench.panel.findChildren<LockButton *>();
    const auto shut = [&locks] {
        QList<bool> all;
        for (const LockButton *lock : locks)
            all.append(lock->isShut());
        return all;
    };
    QCOMPARE(shut(), (QList<bool>{true, true, false})); // batch, size, number
    const core::Scenario before = bench.scenario();
    bench.tile(QStringLiteral("batchPerGpu")).click();
    QCOMPARE(shut(), (QList<bool>{false, true, true}));
    QVERIFY(bench.scenario() == before);
    drag(bench.slider("devices"), 128); // 8 replicas of 32 samples
    QCOMPARE(bench.scenario().training.globalBatch, 256);
    bench.document.undoStack().undo();
    bench.document.undoStack().undo();
    QCOMPARE(shut(), (QList<bool>{true, true, false}));
    locks.at(2)->click(); // the number holds, and the size follows
    QCOMPARE(shut(), (QList<bool>{true, false, true}));
    drag(bench.slider("replicas"), 2); // 128 = 2 x 32 x 2
    QCOMPARE(bench.scenario().training.microBatch, 2);
}

void TestWhatIf::aSplitThatAModelCannotHaveSaysSo()
{
    PanelBench bench("dp-90-3"); // a toy without attention heads
    bench.tile(QStringLiteral("tensor")).click();
    QVERIFY(bench.tile(QStringLiteral("data")).isChecked());
    QVERIFY(cardOf(bench).kind() == WhatIfCard::Kind::Refusal);
    QVERIFY(cardOf(bench).text().headline.contains(QStringLiteral("no attention heads")));
    QCOMPARE(bench.document.undoStack().count(), 0);
}

// The four GPUs of the pipeline become tensor partners: that is the choice itself.
void TestWhatIf::whatASplitSetsDoesNotGiveWay()
{
    const core::Scenario before = PanelBench::builtin("llama7b-pp4");
    const auto told = [&before](core::Strategy strategy) {
        const core::Wish wish = core::asking(core::wishFor(before), core::Setting::Split,
                                             static_cast<std::int64_t>(strategy));
        return whatIfText(before, core::complete(wish), core::Setting::Split);
    };
    QCOMPARE(told(core::Strategy::Tensor).headline,
             QStringLiteral("Tensor: 1 became 4, the default of this split."));
    // Of a hybrid only the number of micro-batches gives way, for the locks that stay shut.
    const WhatIfText hybrid = told(core::Strategy::Hybrid);
    QVERIFY2(hybrid.headline.startsWith(QStringLiteral("Micro-batches gave way: ")),
             qPrintable(hybrid.headline));
    QVERIFY2(!hybrid.details.contains(QStringLiteral("Micro-batch size")),
             qPrintable(hybrid.details));
}

void TestWhatIf::idleBesidesGradientSyncSaysSo()
{
    QCOMPARE(idleText(0.0, 0.0, true),
             QStringLiteral("Idle: still 0 %, apart from gradient sync."));
    QCOMPARE(idleText(0.162, 0.273), QStringLiteral("Idle: 16.2 % → 27.3 %."));
    QCOMPARE(idleText(0.273, 0.162), QStringLiteral("Idle: 27.3 % → 16.2 %."));
}

// Tensor of 64 GPUs becomes another hybrid: the tile of it, checked by then, goes back.
void TestWhatIf::aTileThatBecameAnotherOneGoesBack()
{
    PanelBench bench("gpt3-64-4x4x4");
    const core::Scenario first = bench.scenario();
    bench.tile(QStringLiteral("tensor")).click();
    QVERIFY(!(bench.scenario() == first));
    QVERIFY(bench.tile(QStringLiteral("hybrid")).isChecked());
    bench.tile(QStringLiteral("hybrid")).click();
    QVERIFY(bench.scenario() == first);
    const int count = bench.document.undoStack().count();
    bench.tile(QStringLiteral("hybrid")).click(); // again: nothing to go back to
    QVERIFY(bench.scenario() == first);
    QCOMPARE(bench.document.undoStack().count(), count);
}

// 7.5 GPUs, then none, then Escape: each refusal is of the number that was typed, and with the
// typing it is over.
void TestWhatIf::aRefusalEndsWithTheTypingOfIt()
{
    PanelBench bench("llama7b-pp4");
    ValueSlider &devices = bench.slider("devices");
    devices.beginTyping();
    auto *editor = devices.findChild<QLineEdit *>();
    const auto type = [editor](const char *text) {
        editor->selectAll();
        QTest::keyClicks(editor, QString::fromLatin1(text));
        QTest::keyClick(editor, Qt::Key_Return);
    };
    for (const char *wrong : {"7.5", "0", "300000"}) {
        type(wrong);
        QVERIFY(cardOf(bench).kind() == WhatIfCard::Kind::Refusal);
        QCOMPARE(cardOf(bench).text().headline, devices.refusal());
        QVERIFY(!devices.refusal().isEmpty());
    }
    QTest::keyClicks(editor, QStringLiteral("8"));
    QVERIFY(cardOf(bench).kind() == WhatIfCard::Kind::Quiet);
    type("0");
    QTest::keyClick(editor, Qt::Key_Escape);
    QVERIFY(cardOf(bench).kind() == WhatIfCard::Kind::Quiet);
}

// Every split and other numbers of GPUs, of every built-in scenario: the reason has room, and so
// has the idle time.
void TestWhatIf::noReasonIsCutOff()
{
    const Look look;
    const QFont strong = look.font(TextRole::CaptionStrong);
    const QFont plain = look.font(TextRole::Caption);
    WhatIfCard card;
    card.setLook(look);
    const double width = look.px(256 - 16 - 16 - 20 - 26 - 1); // margins, padding, icon, line
    const double height = card.sizeHint().height() - look.px(20);
    const double idle = QFontMetricsF(plain).height();
    for (const core::BuiltinScenario &each : core::builtinScenarios()) {
        const core::Scenario before = core::loadScenario(each.id, {}).value();
        const auto check = [&](core::Setting setting, std::int64_t value) {
            const core::Answer after =
                core::complete(core::asking(core::wishFor(before), setting, value));
            const QString headline = whatIfText(before, after, setting).headline;
            QVERIFY2(fittedText(headline, strong, {width, height - idle}) == headline,
                     qPrintable(headline));
        };
        for (int split = 0; split <= static_cast<int>(core::Strategy::Hybrid); ++split)
            check(core::Setting::Split, split);
        for (const int devices : {1, 3, 8, 60, 1024, 131'072})
            check(core::Setting::Devices, devices);
    }
}

// Hybrid at the top of the panel, the place of the note below its end: the note lies over the
// controls there, and goes once its own place is seen.
void TestWhatIf::theNoteIsSeenWhereItsPlaceIsNot()
{
    PanelBench bench("dp-90-3");
    bench.panel.resize(256, 400);
    const auto *over = bench.panel.findChild<WhatIfCard *>(QStringLiteral("whatIfOverControls"));
    QVERIFY(over != nullptr && !over->isVisible());
    bench.tile(QStringLiteral("hybrid")).click();
    QTRY_VERIFY(over->isVisible());
    QCOMPARE(over->text().headline, cardOf(bench).text().headline);
    QVERIFY(bench.panel.rect().contains(over->geometry()));
    bench.panel.resize(256, 1600);
    QTRY_VERIFY(!over->isVisible());
}

// Rows of Hybrid go, and the note of the panel comes into sight, or a part of it: the other one
// goes or covers what is seen of it, and no tile, of which the next may be clicked.
void TestWhatIf::theNoteIsNotSeenTwice()
{
    for (int height = 300; height <= 800; height += 20) {
        PanelBench bench("dp-90-3");
        bench.panel.resize(256, height);
        const auto *over =
            bench.panel.findChild<WhatIfCard *>(QStringLiteral("whatIfOverControls"));
        for (const char *tile : {"hybrid", "layers", "data"}) {
            const QString name = QString::fromLatin1(tile);
            bench.tile(name).click();
            QCoreApplication::processEvents();
            const WhatIfCard &card = cardOf(bench);
            const QRect own(card.mapTo(&bench.panel, QPoint()), card.size());
            const QRegion seen = card.visibleRegion().translated(own.topLeft());
            const QString where = QStringLiteral("%1 at a height of %2").arg(name).arg(height);
            QVERIFY2(!over->isVisible() || seen.subtracted(over->geometry()).isEmpty(),
                     qPrintable(where));
            const QWidget &clicked = bench.tile(name);
            const QRect area(clicked.mapTo(&bench.panel, QPoint()), clicked.size());
            QVERIFY2(!over->isVisible() || !over->geometry().intersects(area), qPrintable(where));
        }
    }
}

// A sentence that is cut at its end has the three dots of the cut, not its own as well.
void TestWhatIf::aCutNoteEndsInThreeDots()
{
    const QString text = QStringLiteral("Idle rises, 0 % to 64.1 %. Replicas follow.");
    const QFont font;
    const QFontMetricsF metrics(font);
    for (int letters = 4; letters < text.size(); ++letters) {
        const QString shown = fittedText(
            text, font, {metrics.horizontalAdvance(text.left(letters)), metrics.height()});
        QVERIFY2(shown == text || shown.isEmpty() || shown.endsWith(QChar(0x2026)),
                 qPrintable(shown));
        QVERIFY2(!shown.contains(QStringLiteral(".\u2026")), qPrintable(shown));
    }
}

QTEST_MAIN(TestWhatIf)
#include "tst_what_if.moc"
