// SPDX-License-Identifier: GPL-3.0-or-later
// The schedule editor in the window: by mouse and by keys, what is refused and why, and the way of
// a schedule out of a scenario and back into it.
#include "tests/ui/shell/window_fixture.h"

#include "core/editor/plan_costs.h"
#include "core/scenario/edits.h"
#include "core/sim/evaluate.h"
#include "ui/controls/push_button.h"
#include "ui/editor/challenge_row.h"
#include "ui/editor/comparison_view.h"
#include "ui/editor/editor_texts.h"
#include "ui/editor/editor_tools.h"
#include "ui/editor/figures_panel.h"
#include "ui/editor/grid_view.h"
#include "ui/editor/refusal_strip.h"
#include "ui/modes/editor_mode.h"

#include <QFile>

using core::Op;

class TestEditorMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void theScheduleOfTheScenarioIsEdited();
    void keysSelectMoveSplitAndUndo();
    void theWindowsUndoIsLeftAlone();
    void whatCannotRunIsExplained();
    void aVisitIsDragged();
    void aDashedVisitIsPlacedByAClick();
    void theEditedScheduleIsUsedAndUndone();
    void theCsvIsReadBack();
    void aChallengeThatIsFilledInIsSolvedAndKept();
    void pricesOfTheScenarioStretchTheGrid();
    void theWishForPricesOutlastsAChallenge();
    void theComparisonLiesOnTheAxisOfTheGrid();
    void everythingHasANameAndFits();
    void aLowWindowLeavesTheGridItsRoom();

private:
    void edit() { m_fixture.window().actions().find(QStringLiteral("edit-schedule"))->trigger(); }
    [[nodiscard]] ui::EditorMode &mode() { return m_fixture.part<ui::EditorMode>(); }
    [[nodiscard]] ui::GridView &grid() { return m_fixture.part<ui::GridView>(); }
    [[nodiscard]] ui::EditorSession &session() { return mode().session(); }
    [[nodiscard]] const std::vector<core::Action> &row(int rank)
    {
        return session().editor().order().actions[static_cast<std::size_t>(rank)];
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&grid(), key, modifiers);
    }

    WindowFixture m_fixture;
};

void TestEditorMode::init()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
}

void TestEditorMode::theScheduleOfTheScenarioIsEdited()
{
    edit();
    QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("editor"));
    QVERIFY(session().editor().order().actions ==
            m_fixture.document().snapshot()->plan.order.actions);
    QVERIFY(session().isWhole());
    QVERIFY(session().recognised() != nullptr);
    QCOMPARE(session().recognised()->id, std::string_view("1f1b"));
    // 3 (m + p - 1), and the bound 3 m + p - 1, of units.
    QCOMPARE(ui::slotsText(session(), session().figures().makespan), QStringLiteral("33"));
    QCOMPARE(ui::slotsText(session(), session().figures().bound), QStringLiteral("27"));
    QVERIFY(m_fixture.part<ui::FiguresPanel>().describe().contains(QStringLiteral("1F1B")));
}

void TestEditorMode::keysSelectMoveSplitAndUndo()
{
    edit();
    const auto begun = session().editor().order().actions;
    press(Qt::Key_Down);
    QCOMPARE(session().selected().rank, 1);
    press(Qt::Key_End);
    press(Qt::Key_Left); // the last backward of stage 2
    const std::size_t last = row(1).size() - 1;
    QVERIFY((session().selected() == core::VisitPlace{1, last}));
    press(Qt::Key_S);
    QCOMPARE(row(1)[last].op, Op::BackwardInput);
    QCOMPARE(row(1)[last + 1].op, Op::BackwardWeight);
    press(Qt::Key_S); // joined again
    QVERIFY(session().editor().order().actions == begun);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(row(1)[last].op, Op::BackwardInput);
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(session().editor().order().actions == begun);
    press(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(row(1)[last].op, Op::BackwardInput);
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(session().editor().order().actions == begun);
    // Of stage 1 the second forward and the third change places.
    session().select({0, 1});
    press(Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(row(0)[1].microBatch, 2u);
    QCOMPARE(row(0)[2].microBatch, 1u);
    QVERIFY((session().selected() == core::VisitPlace{0, 2}));
    press(Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(session().editor().order().actions == begun);
}

// Undo in the editor is that of the editor, wherever in it the keyboard is.
void TestEditorMode::theWindowsUndoIsLeftAlone()
{
    m_fixture.document().edit(core::withMicroBatches(m_fixture.document().scenario(), 4),
                              QStringLiteral("fewer"));
    m_fixture.settle();
    const core::Scenario scenario = m_fixture.document().scenario();
    edit();
    QVERIFY(!m_fixture.window().actions().find(QStringLiteral("undo"))->isEnabled());
    session().select({0, 1});
    press(Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(session().editor().canUndo());
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!session().editor().canUndo());
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_fixture.document().scenario() == scenario);
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    QVERIFY(m_fixture.window().actions().find(QStringLiteral("undo"))->isEnabled());
}

void TestEditorMode::whatCannotRunIsExplained()
{
    edit();
    const auto begun = session().editor().order().actions;
    session().select({3, 0}); // forward 1 of the last stage, with backward 1 behind it
    press(Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(session().editor().order().actions == begun);
    QVERIFY(session().refused());
    QCOMPARE(ui::refusalClass(session()), QStringLiteral("B_BEFORE_F"));
    const QString told = m_fixture.part<ui::RefusalStrip>().accessibleDescription();
    QVERIFY(told.contains(QStringLiteral("Stage 4")));
    QVERIFY(told.contains(QStringLiteral("Rank 3 runs 3B0 before 3F0")));
    press(Qt::Key_Escape);
    QVERIFY(!session().refused());
    press(Qt::Key_Delete); // others need it
    QVERIFY(session().refused());
    press(Qt::Key_Delete, Qt::ShiftModifier);
    QVERIFY(!session().refused());
    QVERIFY(!session().isWhole());
}

void TestEditorMode::aVisitIsDragged()
{
    edit();
    const ui::EditorLayout &layout = grid().editorLayout();
    const QPointF from = layout.cellOf({0, 0})->area.center();
    const QPointF to = layout.cellOf({0, 2})->area.center() + QPointF(2, 0);
    QTest::mousePress(&grid(), Qt::LeftButton, {}, from.toPoint());
    QTest::mouseMove(&grid(), ((from + to) / 2).toPoint());
    QTest::mouseMove(&grid(), to.toPoint());
    QTest::mouseRelease(&grid(), Qt::LeftButton, {}, to.toPoint());
    QCOMPARE(row(0)[0].microBatch, 1u);
    QCOMPARE(row(0)[1].microBatch, 2u);
    QCOMPARE(row(0)[2].microBatch, 0u);
    QVERIFY(session().editor().canUndo());
}

void TestEditorMode::aDashedVisitIsPlacedByAClick()
{
    edit();
    session().startWith(*core::findChallenge("beat-1f1b"));
    QCOMPARE(core::visitCount(session().editor().order()), std::int64_t{0});
    QCOMPARE(session().ready().size(), std::size_t{1}); // the forward of micro-batch 1
    const QPoint at = grid().editorLayout().ghosts.front().area.center().toPoint();
    QTest::mouseClick(&grid(), Qt::LeftButton, {}, at);
    QCOMPARE(row(0).size(), std::size_t{1});
    QCOMPARE(row(0).front().op, Op::Forward);
    session().select({0, 1});
    press(Qt::Key_Return); // the same by a key
    QCOMPARE(row(0).size(), std::size_t{2});
}

void TestEditorMode::theEditedScheduleIsUsedAndUndone()
{
    const core::Scenario before = m_fixture.document().scenario();
    edit();
    session().select({1, row(1).size() - 1});
    session().splitOrJoin();
    const auto edited = session().editor().order().actions;
    mode().useInScenario();
    m_fixture.settle();
    QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("explore"));
    QVERIFY(m_fixture.document().scenario().parallel.schedule == core::kOwnSchedule);
    QTRY_VERIFY(m_fixture.document().snapshot()->plan.order.actions == edited);
    m_fixture.document().undoStack().undo();
    QVERIFY(m_fixture.document().scenario() == before);
}

void TestEditorMode::theCsvIsReadBack()
{
    edit();
    session().select({1, row(1).size() - 1});
    session().splitOrJoin();
    const auto edited = session().editor().order().actions;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("edited.csv"));
    QVERIFY(mode().saveCsv(path));
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    QVERIFY(m_fixture.importSchedule(path));
    m_fixture.settle();
    QTRY_VERIFY(m_fixture.document().snapshot()->plan.order.actions == edited);
    QVERIFY(!mode().saveCsv(folder.filePath(QStringLiteral("no/such/folder.csv"))));
}

// Greedily: two stages, four micro-batches, nothing split, is done in 3 (4 + 2 - 1) = 15.
void TestEditorMode::aChallengeThatIsFilledInIsSolvedAndKept()
{
    edit();
    const core::EditorChallenge &challenge = *core::findChallenge("fill-the-bubble");
    session().startWith(challenge);
    QVERIFY(!session().challengeState().isSolved);
    for (int rank = 0; rank < 2; ++rank) {
        while (!row(rank).empty()) {
            session().select({rank, 0});
            session().remove(ui::EditorSession::Takes::WithFollowers);
        }
    }
    session().fillIn();
    QVERIFY(session().challengeState().isSolved);
    QVERIFY(session().challengeState().isBest);
    const auto solved = [this] {
        const auto rows = mode().findChildren<ui::ChallengeRow *>();
        return std::ranges::count_if(rows, [](const ui::ChallengeRow *each) {
            return each->accessibleName().endsWith(QStringLiteral("solved"));
        });
    };
    QCOMPARE(solved(), 1);
    m_fixture.close();
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    edit();
    QCOMPARE(solved(), 1);
}

// Against the evaluator of schedules, with the durations that the plan has for its stages.
void TestEditorMode::pricesOfTheScenarioStretchTheGrid()
{
    edit();
    const core::Plan &plan = m_fixture.document().snapshot()->plan;
    double forwards = 0;
    for (const core::StagePlan &stage : plan.stages)
        forwards += static_cast<double>(stage.visits[0].duration.count);
    const double mean = forwards / static_cast<double>(plan.stages.size());
    session().setPriced(true);
    const core::UnitCosts costs = core::costsOf(plan);
    for (std::size_t stage = 0; stage < plan.stages.size(); ++stage)
        QVERIFY(qFuzzyCompare(costs.forward[stage] * mean,
                              static_cast<double>(plan.stages[stage].visits[0].duration.count)));
    const core::OrderGrid &grid = session().editor().grid();
    QVERIFY(qFuzzyCompare(grid.units(grid.makespan),
                          core::evaluate(plan.order, costs).value().makespan));
    QVERIFY(session().figures().bound <= grid.makespan);
    session().setPriced(false);
    QCOMPARE(ui::slotsText(session(), session().figures().makespan), QStringLiteral("33"));
}

void TestEditorMode::theWishForPricesOutlastsAChallenge()
{
    edit();
    session().setPriced(true);
    session().startWith(core::challenges().front());
    QVERIFY(!session().isPriced()); // it has none
    edit();
    QVERIFY(session().isPriced());
}

// A slot is as wide in both, whatever is ready and whether that is shown.
void TestEditorMode::theComparisonLiesOnTheAxisOfTheGrid()
{
    edit();
    QVERIFY(session().compared() != nullptr);
    const auto &comparison = m_fixture.part<ui::ComparisonView>();
    const auto isOneAxis = [&] {
        const ui::EditorLayout &above = grid().editorLayout();
        const ui::EditorLayout below = comparison.editorLayout();
        return above.perTick == below.perTick && above.xOf(7) == below.xOf(7);
    };
    QVERIFY(isOneAxis());
    session().select({0, 3});
    session().remove(ui::EditorSession::Takes::WithFollowers);
    QVERIFY(!session().ready().empty());
    QVERIFY(isOneAxis());
    grid().setShowsReady(false);
    QVERIFY(isOneAxis());
    for (int rank = 0; rank < 4; ++rank) { // long before the end of what it is compared with
        session().select({rank, 0});
        session().remove(ui::EditorSession::Takes::WithFollowers);
        QVERIFY(isOneAxis());
    }
}

void TestEditorMode::everythingHasANameAndFits()
{
    edit();
    for (const QWidget *each : mode().findChildren<QWidget *>()) {
        if (each->focusPolicy() == Qt::NoFocus || !each->isVisible())
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(each);
        const bool named =
            !each->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(named, each->metaObject()->className());
    }
    QCOMPARE(grid().itemCount(), 2 * 4 * 8);
    QVERIFY(grid().itemAt(0).name.contains(QStringLiteral("Stage 1: forward 1, slots 0 to 1")));
    for (const int zoom : {100, 200}) {
        m_fixture.window().appearance().setZoom(zoom);
        for (const ui::PushButton *button : mode().findChildren<ui::PushButton *>()) {
            const QWidget *around = button->parentWidget(); // what is in a list scrolls
            const bool isBar = around == &mode() || qobject_cast<const ui::EditorTools *>(around);
            const QRect area(button->mapTo(&mode(), QPoint()), button->size());
            if (isBar && button->isVisibleTo(&mode()))
                QVERIFY2(mode().rect().contains(area), qPrintable(button->text()));
        }
    }
    m_fixture.window().appearance().setZoom(100);
}

// 1280 x 720 and 1024 x 640 at 200 %: the grid lies between its tools and the foot.
void TestEditorMode::aLowWindowLeavesTheGridItsRoom()
{
    edit();
    for (const QSize size : {QSize(640, 282), QSize(512, 242)}) {
        mode().resize(size);
        const QRect room = grid().parentWidget()->parentWidget()->geometry();
        QVERIFY(room.height() >= 60 && room.bottom() < size.height() - 44);
        QVERIFY(m_fixture.part<ui::EditorTools>().geometry().bottom() < room.top());
    }
}

QTEST_MAIN(TestEditorMode)
#include "tst_editor_mode.moc"
