// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of a schedule: whatever is done to it, it can run; and whatever was done can be undone.
#include "core/sim/evaluate.h"
#include "tests/core/editor/editor_orders.h"
#include "tests/core/schedule/longest_path.h"
#include "tests/core/schedule/order_check.h"

#include <QTest>

#include <set>

#include <rapidcheck.h>

namespace {

using core::Op;
using core::OrderEdit;
using core::VisitPlace;
using namespace editor_orders;

int anyBelow(std::size_t count)
{
    return *rc::gen::inRange(0, static_cast<int>(count));
}

// An edit somewhere, of any kind, sensible or not; none where the rank has nothing to edit.
std::optional<OrderEdit> anyEdit(const core::OrderEditor &editor)
{
    const core::ScheduleOrder &order = editor.order();
    const int rank = anyBelow(order.actions.size());
    const std::vector<core::Action> &actions = order.actions[static_cast<std::size_t>(rank)];
    const int kind =
        *rc::gen::weightedElement<int>({{6, 0}, {4, 1}, {2, 2}, {1, 3}, {3, 4}, {2, 5}, {4, 6}});
    if (kind == 1)
        return core::insertVisit(
            order, {rank, static_cast<std::size_t>(anyBelow(actions.size() + 1))},
            visit(static_cast<Op>(anyBelow(4)), anyBelow(static_cast<std::size_t>(order.stages)),
                  anyBelow(static_cast<std::size_t>(order.microBatches))));
    if (kind == 6) {
        const auto ready =
            core::readyVisits(order, editor.grid(), editor.costs(), {.form = core::formOf(order)});
        if (ready.empty())
            return {};
        const core::ReadyVisit &chosen = ready[static_cast<std::size_t>(anyBelow(ready.size()))];
        return core::insertVisit(order, chosen.before, chosen.action);
    }
    if (actions.empty())
        return {};
    const VisitPlace place{rank, static_cast<std::size_t>(anyBelow(actions.size()))};
    switch (kind) {
    case 0:
        return core::moveVisit(order, place,
                               static_cast<std::size_t>(anyBelow(actions.size() + 1)));
    case 2:
        return core::removeVisit(order, place);
    case 3:
        return core::removeWithFollowers(order, place);
    case 4: {
        const auto split = core::splitBackward(order, place);
        return split ? std::optional(split.value()) : std::nullopt;
    }
    default: {
        const auto joined = core::joinBackward(order, place);
        return joined ? std::optional(joined.value()) : std::nullopt;
    }
    }
}

// A full backward and a half of it, of one stage and micro-batch.
bool hasBothForms(const core::ScheduleOrder &order)
{
    std::set<std::pair<int, std::uint32_t>> full;
    std::set<std::pair<int, std::uint32_t>> halves;
    for (const std::vector<core::Action> &actions : order.actions) {
        for (const core::Action &each : actions) {
            if (each.op == Op::Backward)
                full.insert({each.stage, each.microBatch});
            else if (each.op != Op::Forward)
                halves.insert({each.stage, each.microBatch});
        }
    }
    return std::ranges::any_of(full, [&](const auto &each) { return halves.contains(each); });
}

// Nothing is wrong with it but that something may be missing.
bool canRun(const core::ScheduleOrder &order)
{
    if (hasBothForms(order))
        return false;
    const QString problem = order_check::Run(order, true).problem();
    return problem.isEmpty() || problem.startsWith(QStringLiteral("incomplete"));
}

// Times, memory and bound against what shares nothing with them.
void checkGrid(const core::OrderEditor &editor, const longest_path::Costs &plain)
{
    const core::OrderGrid &grid = editor.grid();
    RC_ASSERT(grid.units(grid.makespan) == longest_path::makespan(editor.order(), plain));
    const core::PeakActivations peaks = core::peakActivations(editor.order());
    for (std::size_t rank = 0; rank < grid.ranks.size(); ++rank)
        RC_ASSERT(grid.ranks[rank].keptAtMost == peaks.untilWeight[rank]);
    if (editor.isWhole())
        RC_ASSERT(core::lowerBound(editor.order(), editor.costs()).ticks <= grid.makespan);
}

} // namespace

class TestOrderEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenThousandEditsBreakNothing();
    void aMoveThatCannotRunSaysWhy();
    void whatIsNotPlacedYetIsNamed();
    void aPairMovesAsOne();
    void halvesOfABackwardJoinAgain();
    void followersGoWithTheirVisit();
};

void TestOrderEditor::tenThousandEditsBreakNothing()
{
    int edits = 0;
    int made10000 = 0;
    const bool passed = rc::check("edits", [&] {
        const auto ids = {"naive", "gpipe", "1f1b", "zb-h1", "chimera", "dualpipe"};
        const std::string id =
            *rc::gen::elementOf(std::vector<std::string>(ids.begin(), ids.end()));
        const bool even = id == "dualpipe" || id == "chimera";
        const int ranks = even ? 2 * *rc::gen::inRange(1, 3) : *rc::gen::inRange(1, 5);
        const int microBatches = even ? 2 * ranks : *rc::gen::inRange(1, 6);
        core::ScheduleOrder start = made(id, ranks, microBatches);
        if (anyBelow(3) == 0) {
            for (std::vector<core::Action> &actions : start.actions)
                actions.clear();
        }
        core::UnitCosts costs;
        costs.hop = {*rc::gen::element(0.0, 0.5)};
        const auto stages = static_cast<std::size_t>(start.stages);
        longest_path::Costs plain{.forward = std::vector<double>(stages, 1),
                                  .input = std::vector<double>(stages, 1),
                                  .weight = std::vector<double>(stages, 1),
                                  .hop = std::vector<double>(stages, costs.hop.front())};
        core::OrderEditor editor = editorOf(start, costs);
        int done = 0;
        for (int i = 0; i < 100; ++i, ++edits) {
            const std::optional<OrderEdit> edit = anyEdit(editor);
            if (!edit || edit->changesNothing())
                continue;
            core::ScheduleOrder changed = editor.order();
            core::apply(changed, *edit);
            const bool sound = canRun(changed);
            const std::optional<core::OrderError> refusal = editor.edit(*edit);
            RC_ASSERT(sound == !refusal.has_value());
            if (refusal) {
                RC_ASSERT(!refusal->message.empty());
                continue;
            }
            ++done;
            ++made10000;
            RC_ASSERT(editor.order().actions == changed.actions);
            RC_ASSERT(editor.isWhole() == core::validateOrder(changed).none());
            checkGrid(editor, plain);
        }
        const core::ScheduleOrder end = editor.order();
        int undone = 0;
        for (; editor.canUndo(); ++undone)
            editor.undo();
        RC_ASSERT(undone == done);
        RC_ASSERT(editor.order().actions == start.actions);
        while (editor.canRedo())
            editor.redo();
        RC_ASSERT(editor.order().actions == end.actions);
    });
    QVERIFY(passed);
    QVERIFY(edits >= 10'000);
    QVERIFY(made10000 > 1'000); // not all are refused
}

void TestOrderEditor::aMoveThatCannotRunSaysWhy()
{
    core::OrderEditor editor = editorOf(made("gpipe", 2, 2)); // rank 0: 0F0 0F1 0B0 0B1
    const auto own = editor.edit(core::moveVisit(editor.order(), {0, 2}, 0));
    QVERIFY(own);
    QCOMPARE(own->fault, core::OrderFault::BackwardBeforeForward);
    // 0F0 0B0 0F1 0B1 beside 1F0 1F1 1B0 1B1: 0B0 waits for 1B0, that for 1F1, that for 0F1, which
    // comes after 0B0.
    const auto dead = editor.edit(core::moveVisit(editor.order(), {0, 1}, 3));
    QVERIFY(dead);
    QCOMPARE(dead->fault, core::OrderFault::Deadlock);
    QVERIFY(dead->message.find("1B0 of rank 1, which gets stuck before that") != std::string::npos);
}

void TestOrderEditor::whatIsNotPlacedYetIsNamed()
{
    core::OrderEditor editor = editorOf(empty(2, 2));
    QVERIFY(!editor.edit(core::insertVisit(editor.order(), {0, 0}, visit(Op::Forward, 0, 0))));
    const auto refusal =
        editor.edit(core::insertVisit(editor.order(), {1, 0}, visit(Op::Forward, 1, 1)));
    QVERIFY(refusal);
    QCOMPARE(refusal->fault, core::OrderFault::Deadlock);
    QCOMPARE(refusal->rank, 1);
    QCOMPARE(QString::fromStdString(refusal->message),
             QStringLiteral("Rank 1 gets stuck at 1F1: it waits for 0F1 of rank 0, which does not "
                            "run it yet."));
    QVERIFY(!editor.isWhole());
}

void TestOrderEditor::aPairMovesAsOne()
{
    const core::ScheduleOrder order = made("dualpipe", 4, 8);
    for (std::size_t at = 0; at < order.actions[0].size(); ++at) {
        if (!order.actions[0][at].pairedWithNext)
            continue;
        const core::VisitGroup group = core::groupOf(order.actions[0], at + 1);
        QCOMPARE(group.begin, at);
        QCOMPARE(group.end, at + 2);
        core::ScheduleOrder changed = order;
        core::apply(changed, core::moveVisit(order, {0, at + 1}, 0));
        QVERIFY(changed.actions[0][0] == order.actions[0][at]);
        QVERIFY(changed.actions[0][1] == order.actions[0][at + 1]);
        return;
    }
    QFAIL("DualPipe has pairs");
}

void TestOrderEditor::halvesOfABackwardJoinAgain()
{
    core::OrderEditor editor = editorOf(made("1f1b", 3, 4));
    const core::ScheduleOrder before = editor.order();
    const auto &actions = before.actions[2];
    const auto at = static_cast<std::size_t>(
        std::ranges::find(actions, Op::Backward, &core::Action::op) - actions.begin());
    QVERIFY(!core::splitBackward(before, {2, at - 1}));
    QVERIFY(!editor.edit(core::splitBackward(before, {2, at}).value()));
    QCOMPARE(editor.order().actions[2][at].op, Op::BackwardInput);
    QCOMPARE(editor.order().actions[2][at + 1].op, Op::BackwardWeight);
    QVERIFY(!core::joinBackward(editor.order(), {2, at - 1}));
    QVERIFY(!editor.edit(core::joinBackward(editor.order(), {2, at + 1}).value()));
    QVERIFY(editor.order().actions == before.actions);
    QVERIFY(editor.isWhole());
}

// A forward of stage 1 takes with it the later forwards and all gradients of its micro-batch.
void TestOrderEditor::followersGoWithTheirVisit()
{
    core::OrderEditor editor = editorOf(made("zb-h1", 3, 3));
    const auto &actions = editor.order().actions[1];
    const auto at = static_cast<std::size_t>(std::ranges::find(actions, visit(Op::Forward, 1, 1)) -
                                             actions.begin());
    QVERIFY(editor.refusalOf(core::removeVisit(editor.order(), {1, at})));
    const std::int64_t before = core::visitCount(editor.order());
    QVERIFY(!editor.edit(core::removeWithFollowers(editor.order(), {1, at})));
    // Of micro-batch 1 only the forward of stage 0 is left: two forwards, and on each of three
    // stages a gradient and weights, are gone. ZB-H1 joins some of the latter.
    for (const auto &list : editor.order().actions) {
        for (const core::Action &each : list)
            QVERIFY(each.microBatch != 1 || each == visit(Op::Forward, 0, 1));
    }
    QVERIFY(before - core::visitCount(editor.order()) >= 2 + 3);
}

QTEST_APPLESS_MAIN(TestOrderEditor)
#include "tst_order_editor.moc"
