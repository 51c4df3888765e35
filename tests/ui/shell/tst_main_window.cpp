// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/window_fixture.h"

#include "core/analysis/events.h"
#include "core/scenario/edits.h"
#include "core/scenario/title.h"
#include "ui/panels/play_bar.h"
#include "ui/shell/message_strip.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QHash>
#include <QLineEdit>
#include <QSignalSpy>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

// How often each widget was painted.
class PaintCounter : public QObject
{
public:
    PaintCounter() { qApp->installEventFilter(this); }

    QHash<QObject *, int> count;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && watched->isWidgetType())
            ++count[watched];
        return false;
    }
};

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFirstStartShowsFourGpusInAPipeline();
    void everyShortcutReachesItsAction_data();
    void everyShortcutReachesItsAction();
    void noTwoActionsShareAKey();
    void singleLettersBelongToTextFieldsWhileTheyHaveTheFocus();
    void keysOfPlaybackMoveTheClock();
    void goingBackGivesTheIdenticalPicture_data();
    void goingBackGivesTheIdenticalPicture();
    void aSliderDraggedTwoHundredTimesNeverHoldsTheWindowUp();
    void undoAndRedoReachTheDocument();
    void aModelThatDoesNotFitOffersWaysOut();
    void f6VisitsEveryPane();
    void anImpossibleScenarioExplainsItselfAndKeepsThePicture();

private:
    WindowFixture m_fixture;
};

void TestMainWindow::aFirstStartShowsFourGpusInAPipeline()
{
    WindowFixture first;
    first.open({});
    QCOMPARE(first.document().scenario().cluster.devices, 4);
    QVERIFY(core::strategyOf(first.document().scenario()) == core::Strategy::Pipeline);
    QVERIFY(first.document().snapshot());
    QVERIFY(!first.playback().isPlaying());
}

void TestMainWindow::everyShortcutReachesItsAction_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QKeySequence>("key");
    WindowFixture fixture;
    fixture.open(id("1f1b-4-8"));
    for (const ui::Actions::Row &row : fixture.window().actions().rows()) {
        if (row.id == id("quit") || row.id == id("whats-this")) // they end the test
            continue;
        for (const QKeySequence &key : row.action->shortcuts())
            QTest::addRow("%s %s", qPrintable(row.id), qPrintable(key.toString())) << row.id << key;
    }
}

void TestMainWindow::everyShortcutReachesItsAction()
{
    QFETCH(const QString, action);
    QFETCH(const QKeySequence, key);
    WindowFixture fixture;
    fixture.open(id("1f1b-4-8"));
    ui::MainWindow &window = fixture.window();
    // Something to compare with, to undo and to redo, and a device that arrows start from.
    window.pinned().pin();
    fixture.document().edit(core::withMicroBatches(fixture.document().scenario(), 4), id("one"));
    fixture.document().edit(core::withMicroBatches(fixture.document().scenario(), 2), id("two"));
    fixture.document().undoStack().undo();
    window.actions().find(id("reveal"))->setEnabled(true); // as where an answer waits
    window.setFocus();
    QSignalSpy triggered(window.actions().find(action), &QAction::triggered);
    QTest::keySequence(&window, key);
    QCOMPARE(triggered.count(), 1);
}

void TestMainWindow::noTwoActionsShareAKey()
{
    m_fixture.open(id("1f1b-4-8"));
    QStringList keys;
    for (const ui::Actions::Row &row : m_fixture.window().actions().rows()) {
        for (const QKeySequence &key : row.action->shortcuts())
            keys.append(key.toString());
    }
    const qsizetype all = keys.size();
    QVERIFY(all >= 35); // UX section 18
    QCOMPARE(keys.removeDuplicates(), 0);
    QCOMPARE(keys.size(), all);
}

void TestMainWindow::singleLettersBelongToTextFieldsWhileTheyHaveTheFocus()
{
    m_fixture.open(id("1f1b-4-8"));
    QLineEdit field(&m_fixture.window());
    field.show();
    field.setFocus();
    QTest::keyClicks(&field, id("life"));
    QTest::keyClick(&field, Qt::Key_Home);
    QTest::keyClick(&field, Qt::Key_Space);
    QCOMPARE(field.text(), id(" life"));
    QVERIFY(!m_fixture.playback().isPlaying());
    QVERIFY(!m_fixture.playback().loops());
}

void TestMainWindow::keysOfPlaybackMoveTheClock()
{
    m_fixture.open(id("1f1b-4-8"));
    ui::MainWindow &window = m_fixture.window();
    ui::Playback &playback = m_fixture.playback();
    playback.setReduceMotion(true);
    window.setFocus();
    QTest::keyClick(&window, Qt::Key_Home);
    QCOMPARE(playback.moment().count, 0);
    const core::SnapshotPtr &snapshot = m_fixture.document().snapshot();
    QTest::keyClick(&window, Qt::Key_Right);
    QCOMPARE(playback.moment().count, core::nextEvent(*snapshot, {})->time.count);
    QTest::keyClick(&window, Qt::Key_Left);
    QCOMPARE(playback.moment().count, 0);
    QTest::keyClick(&window, Qt::Key_End);
    QCOMPARE(playback.moment().count, snapshot->trace.stop);
    QTest::keyClick(&window, Qt::Key_BracketLeft);
    QCOMPARE(playback.speed(), 0.5);
    QTest::keyClick(&window, Qt::Key_BracketRight);
    QCOMPARE(playback.speed(), 1.0);
    QTest::keyClick(&window, Qt::Key_Space);
    QVERIFY(playback.isPlaying());
    QTest::keyClick(&window, Qt::Key_Space);
    QVERIFY(!playback.isPlaying());
    QTest::keyClick(&window, Qt::Key_Down);
    QCOMPARE(m_fixture.document().selectedDevice().value_or(-1), 0);
    QTest::keyClick(&window, Qt::Key_Down);
    QCOMPARE(m_fixture.document().selectedDevice().value_or(-1), 1);
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(!m_fixture.document().selectedDevice());
}

void TestMainWindow::goingBackGivesTheIdenticalPicture_data()
{
    QTest::addColumn<QString>("scenario");
    for (const char *name : {"tiny-3x2", "dp-90-3", "naive-4-badlink", "1f1b-4-8"})
        QTest::newRow(name) << id(name);
}

void TestMainWindow::goingBackGivesTheIdenticalPicture()
{
    QFETCH(const QString, scenario);
    m_fixture.open(scenario);
    ui::MainWindow &window = m_fixture.window();
    ui::Playback &playback = m_fixture.playback();
    playback.setReduceMotion(true);
    playback.toStart();
    QList<QImage> pictures;
    while (playback.moment() < playback.end()) {
        pictures.append(window.grab().toImage());
        playback.nextEvent();
        QVERIFY(pictures.size() < 1000);
    }
    QVERIFY(pictures.size() > 2);
    QVERIFY(pictures[0] != pictures[1]); // the comparison sees a difference where there is one
    for (auto picture = pictures.crbegin(); picture != pictures.crend(); ++picture) {
        playback.previousEvent();
        QVERIFY(window.grab().toImage() == *picture);
    }
    QCOMPARE(playback.moment().count, 0);
}

void TestMainWindow::aSliderDraggedTwoHundredTimesNeverHoldsTheWindowUp()
{
    m_fixture.open(id("gpt3-175b-pp")); // 32 stages
    const core::Scenario start = core::withMicroBatches(m_fixture.document().scenario(), 8);
    m_fixture.document().edit(start, id("start"));
    m_fixture.settle();
    const int before = m_fixture.bridge().deliveredResults();
    PaintCounter paints;
    for (int i = 0; i < 200; ++i) {
        if (i % 20 == 0)
            (void)m_fixture.window().grab();
        paints.count.clear();
        const int delivered = m_fixture.bridge().deliveredResults();
        const core::SnapshotPtr shown = m_fixture.document().snapshot();
        m_fixture.document().edit(core::withMicroBatches(start, 57 + i), id("drag"), id("drag"));
        // The thread of the window computes no step: the old one is shown until a result comes.
        QVERIFY(m_fixture.document().snapshot() == shown);
        QCOMPARE(m_fixture.bridge().deliveredResults(), delivered);
        QCoreApplication::processEvents();
        // A turn is at most the drawing of what changed: once for the controls, and once for each
        // result that came, however many values the drag has passed.
        const int results = m_fixture.bridge().deliveredResults() - delivered;
        QVERIFY(results <= 1);
        for (const int times : std::as_const(paints.count))
            QVERIFY2(times <= 1 + results, qPrintable(QString::number(times)));
    }
    m_fixture.settle();
    QCOMPARE(core::microBatchCount(m_fixture.document().snapshot()->scenario), 256);
    QVERIFY(m_fixture.bridge().deliveredResults() - before <= 200);
    QCOMPARE(m_fixture.document().undoStack().count(), 2);
}

void TestMainWindow::undoAndRedoReachTheDocument()
{
    m_fixture.open(id("1f1b-4-8"));
    const core::Scenario before = m_fixture.document().scenario();
    core::Scenario after = core::withMicroBatches(before, 4);
    after.title = core::derivedTitle(after); // "…, 8 micro-batches" tells no more than it did
    m_fixture.document().edit(after, id("change"));
    QVERIFY(m_fixture.window().isWindowModified());
    QTest::keyClick(&m_fixture.window(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_fixture.document().scenario() == before);
    QVERIFY(!m_fixture.window().isWindowModified());
    QTest::keyClick(&m_fixture.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_fixture.document().scenario() == after);
}

void TestMainWindow::aModelThatDoesNotFitOffersWaysOut()
{
    m_fixture.open(id("llama7b-dp3-80"));
    QVERIFY(!m_fixture.playback().canPlay());
    QVERIFY(m_fixture.part<ui::PlayBar>().caption().contains(id("does not fit")));
    QTest::keyClick(&m_fixture.window(), Qt::Key_Space);
    QVERIFY(!m_fixture.playback().isPlaying());
    QVERIFY(!m_fixture.part<ui::TimelineView>().isVisible());
    m_fixture.openBuiltin(id("llama7b-pp4"));
    QVERIFY(m_fixture.playback().canPlay());
    QVERIFY(m_fixture.part<ui::TimelineView>().isVisible());
}

void TestMainWindow::f6VisitsEveryPane()
{
    m_fixture.open(id("1f1b-4-8"));
    ui::MainWindow &window = m_fixture.window();
    QSet<QWidget *> visited;
    for (int i = 0; i < 10; ++i) {
        QTest::keyClick(&window, Qt::Key_F6);
        QVERIFY(window.focusWidget() != nullptr);
        visited.insert(window.focusWidget());
    }
    QCOMPARE(visited.size(), 5); // top bar, left panel, scene, lower pane, play bar
    QVERIFY(visited.contains(&m_fixture.part<ui::SceneView>()));
    QVERIFY(visited.contains(&m_fixture.part<ui::TimelineView>()));
}

void TestMainWindow::anImpossibleScenarioExplainsItselfAndKeepsThePicture()
{
    m_fixture.open(id("1f1b-4-8"));
    const core::SnapshotPtr before = m_fixture.document().snapshot();
    core::Scenario impossible = m_fixture.document().scenario();
    impossible.parallel.pipeline = 3; // 4 devices
    m_fixture.document().edit(impossible, id("break it"));
    m_fixture.settle();
    QVERIFY(!m_fixture.document().problem().isEmpty());
    QVERIFY(m_fixture.document().snapshot() == before);
    const auto strips = m_fixture.window().findChildren<ui::MessageStrip *>();
    QVERIFY(std::ranges::any_of(strips, [&](const ui::MessageStrip *strip) {
        return strip->isVisible() && strip->message().text == m_fixture.document().problem();
    }));
    const QString problem = m_fixture.document().problem();
    m_fixture.document().undoStack().undo();
    m_fixture.settle();
    for (const ui::MessageStrip *strip : strips) // others may tell of changes that were kept
        QVERIFY(!strip->isVisible() || strip->message().text != problem);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
