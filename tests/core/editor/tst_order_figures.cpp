// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of a schedule under way: its bound, its critical path, what is ready, the rest
// filled in, its name; and how soon.
#include "core/editor/named_orders.h"
#include "core/schedule/recompute.h"
#include "tests/core/editor/editor_orders.h"

#include <QElapsedTimer>
#include <QTest>

using core::Op;
using core::VisitPlace;
using namespace editor_orders;

class TestOrderFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerComesWithinAFrame();
    void theCriticalPathOfOneMicroBatchIsAllOfIt();
    void theBoundIsReachedByZbH1();
    void theBoundIsThatOfTheSlowStage();
    void readyVisitsFillHoles();
    void theRestOf1f1bIsFilledIn();
    void namedOrdersAreRecognised();
    void recomputationHidesNoName();
};

// 16 ranks and 64 micro-batches: the check of a move, the new grid, its figures and what is ready.
void TestOrderFigures::anAnswerComesWithinAFrame()
{
    core::OrderEditor editor = editorOf(made("zb-h1", 16, 64));
    const auto all = core::namedOrders(editor.order(), {}, editor.costs());
    qint64 least = std::numeric_limits<qint64>::max();
    for (int i = 0; i < 20; ++i) {
        QElapsedTimer timer;
        timer.start();
        const std::size_t last = editor.order().actions[7].size() - 1;
        const auto refusal = editor.edit(core::moveVisit(editor.order(), {7, last}, last - 1));
        QVERIFY2(!refusal, refusal ? refusal->message.c_str() : "");
        const core::OrderFigures figures =
            core::figuresOf(editor, {.form = core::BackwardForm::Split});
        const auto ready = core::readyVisits(editor.order(), editor.grid(), editor.costs(), {});
        const core::NamedOrder *name = core::named(editor.order(), all);
        least = std::min(least, timer.nsecsElapsed());
        QVERIFY(figures.visits == 16 * 64 * 3 && ready.empty());
        QCOMPARE(name != nullptr, i % 2 == 1); // every second move leads back
    }
    qInfo("a move on 16 x 64: %.2f ms", static_cast<double>(least) / 1e6);
    QVERIFY(least < 16'000'000);
}

// F down p stages, then I up again, and the weights of the last stage that has any: with full
// backwards 3 p visits' time, each of the 2 p visits on the path.
void TestOrderFigures::theCriticalPathOfOneMicroBatchIsAllOfIt()
{
    const core::OrderEditor editor = editorOf(made("1f1b", 4, 1));
    QCOMPARE(editor.grid().criticalVisits, 2 * 4);
    QCOMPARE(editor.grid().units(editor.grid().makespan), 3.0 * 4);
}

// 3 m + p - 1 (SCHEDULES of the Zero Bubble paper, section 2.3, unit costs, m >= p).
void TestOrderFigures::theBoundIsReachedByZbH1()
{
    for (const int ranks : {2, 3, 5, 8}) {
        const core::OrderEditor editor = editorOf(made("zb-h1", ranks, 2 * ranks));
        const core::LowerBound bound = core::lowerBound(editor.order(), editor.costs());
        QCOMPARE(editor.grid().units(bound.ticks), 3.0 * 2 * ranks + ranks - 1);
        QCOMPARE(bound.ticks, editor.grid().makespan);
    }
}

// Three stages, the middle one twice as slow, m = 4: it begins after 1 and has 4 (2 + 2 + 2) to do;
// or its forwards and gradients, 4 (2 + 2), and then stage 0 for 2: 1 + 24 and 1 + 16 + 2.
void TestOrderFigures::theBoundIsThatOfTheSlowStage()
{
    const core::ScheduleOrder order = empty(3, 4);
    const std::vector<double> each = {1, 2, 1};
    const core::OrderEditor editor =
        editorOf(order, {.forward = each, .input = each, .weight = each});
    const core::LowerBound bound = core::lowerBound(order, editor.costs());
    QCOMPARE(editor.grid().units(bound.ticks), 25.0);
    QCOMPARE(bound.rank, 1);
}

// GPipe with split backwards and the weights of stage 1 taken out: they fit where it waits.
void TestOrderFigures::readyVisitsFillHoles()
{
    core::OrderEditor editor = editorOf(empty(2, 2));
    const auto place = [&](Op op, int stage, int microBatch) {
        const auto rank = static_cast<std::size_t>(stage);
        QVERIFY(!editor.edit(core::insertVisit(editor.order(),
                                               {stage, editor.order().actions[rank].size()},
                                               visit(op, stage, microBatch))));
    };
    for (int microBatch = 0; microBatch < 2; ++microBatch) {
        place(Op::Forward, 0, microBatch);
        place(Op::Forward, 1, microBatch);
    }
    // Rank 0: F0 in slot 0, F1 in 1; rank 1: F0 in 1, F1 in 2.
    place(Op::BackwardInput, 1, 0); // slot 3
    place(Op::BackwardInput, 1, 1); // slot 4
    place(Op::BackwardInput, 0, 1); // slot 5: rank 0 is free from 2 to 5
    const auto ready = core::readyVisits(editor.order(), editor.grid(), editor.costs(),
                                         {.form = core::BackwardForm::Split});
    const auto find = [&](const core::Action &action) {
        return std::ranges::find(ready, action, &core::ReadyVisit::action);
    };
    const auto input = find(visit(Op::BackwardInput, 0, 0)); // its gradient comes at 4
    QVERIFY(input != ready.end());
    QCOMPARE(editor.grid().units(input->start), 4.0);
    QVERIFY((input->before == VisitPlace{0, 2})); // in the hole, before I1
    QVERIFY(find(visit(Op::BackwardWeight, 1, 0)) != ready.end());
    QVERIFY(find(visit(Op::BackwardWeight, 0, 0)) == ready.end()); // its gradient is not there
}

// From nothing, with as many kept as ranks, the greedy rule is that of 1F1B: 3 (m + p - 1).
void TestOrderFigures::theRestOf1f1bIsFilledIn()
{
    const core::ScheduleOrder order = empty(4, 8);
    const core::GridCosts costs = core::gridCosts(order, {}).value();
    const auto whole = core::filledIn(order, costs, {.mostKept = 4});
    QVERIFY(whole);
    QVERIFY(core::validateOrder(*whole).none());
    const core::OrderGrid grid = core::placeOnGrid(*whole, costs);
    QCOMPARE(grid.units(grid.makespan), 3.0 * (8 + 4 - 1));
    QVERIFY(grid.keptAtMost() <= 4);
    QCOMPARE(core::figuresOf({order, costs}, {.mostKept = 4}).makespan, grid.makespan);
}

void TestOrderFigures::namedOrdersAreRecognised()
{
    const core::OrderEditor editor = editorOf(made("zb-h1", 4, 8));
    const auto all = core::namedOrders(editor.order(), {}, editor.costs());
    QVERIFY(core::findNamed("1f1b", all) != nullptr);
    QVERIFY(core::findNamed("gpipe", all) != nullptr);
    for (const core::NamedOrder &each : all)
        QVERIFY(core::named(each.order, all) != nullptr);
    const core::NamedOrder *name = core::named(editor.order(), all);
    QVERIFY(name != nullptr);
    QCOMPARE(name->id, std::string_view("zb-h1"));
}

void TestOrderFigures::recomputationHidesNoName()
{
    for (const char *id : {"1f1b", "gpipe", "zb-h1"}) {
        const core::OrderEditor editor = editorOf(core::withRecompute(made(id, 4, 8)));
        const auto all = core::namedOrders(editor.order(), {}, editor.costs());
        const core::NamedOrder *name = core::named(editor.order(), all);
        QVERIFY(name != nullptr);
        QCOMPARE(name->id, std::string_view(id));
    }
}

QTEST_APPLESS_MAIN(TestOrderFigures)
#include "tst_order_figures.moc"
