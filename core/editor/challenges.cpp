// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/challenges.h"

#include "core/base/text.h"
#include "core/editor/order_editor.h"
#include "core/schedule/order_builder.h"
#include "core/schedule/validate_order.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace core {
namespace {

constexpr EditorChallenge kChallenges[] = {
    {.id = "fill-the-bubble",
     .title = inContext("Challenges", "Fill the bubble"),
     .hint = inContext("Challenges", "While stage 2 has micro-batch 1, stage 1 is free for the "
                                     "forward of micro-batch 2: drag it to the left."),
     .ranks = 2,
     .microBatches = 4,
     .start = "naive",
     .compareWith = "naive",
     .maySplit = false,
     .goal = 15,
     .best = 15},
    {.id = "one-forward-one-backward",
     .title = inContext("Challenges", "One forward, one backward"),
     .hint = inContext("Challenges", "Begin a backward as soon as its gradient is there: it gives "
                                     "back the memory of a micro-batch."),
     .ranks = 3,
     .microBatches = 5,
     .start = "gpipe",
     .compareWith = "gpipe",
     .maySplit = false,
     .mostKept = 3,
     .goal = 21,
     .best = 21},
    {.id = "split-a-backward",
     .title = inContext("Challenges", "Split a backward"),
     .hint = inContext("Challenges", "Nobody waits for weight gradients. Split a backward (S) and "
                                     "move its second half into a hole."),
     .ranks = 3,
     .microBatches = 3,
     .start = "1f1b",
     .compareWith = "1f1b",
     .form = BackwardForm::Split,
     .goal = 12,
     .best = 11},
    {.id = "halve-the-idle-time",
     .title = inContext("Challenges", "Halve the idle time"),
     .hint = inContext("Challenges", "Gradients for the input first: the stage before waits for "
                                     "them. Weights where nothing else can run."),
     .ranks = 4,
     .microBatches = 5,
     .compareWith = "1f1b",
     .form = BackwardForm::Split,
     .mostKept = 4,
     .goal = 19,
     .best = 18},
    {.id = "beat-1f1b",
     .title = inContext("Challenges", "Beat 1F1B, three kept"),
     .hint = inContext("Challenges", "Stage 1 keeps its micro-batches longest: give it the weights "
                                     "of one before the forward of the next."),
     .ranks = 4,
     .microBatches = 6,
     .compareWith = "1f1b",
     .form = BackwardForm::Split,
     .mostKept = 3,
     .goal = 24,
     .best = 24},
    {.id = "a-slow-stage",
     .title = inContext("Challenges", "A slow stage"),
     .hint = inContext("Challenges", "Stage 2 is the narrow place: it should never wait once it "
                                     "has begun."),
     .ranks = 3,
     .microBatches = 4,
     .compareWith = "1f1b",
     .form = BackwardForm::Split,
     .mostKept = 3,
     .goal = 26,
     .best = 25,
     .slowStage = 1},
    {.id = "two-chunks",
     .title = inContext("Challenges", "Two chunks, one V"),
     .hint = inContext("Challenges", "The last chunk lies on the first rank: what it has done "
                                     "forward goes backward there at once."),
     .ranks = 2,
     .microBatches = 4,
     .chunks = 2,
     .placement = Placement::V,
     .compareWith = "v-half",
     .form = BackwardForm::Split,
     .mostKept = 3,
     .goal = 27,
     .best = 27},
    {.id = "no-idle",
     .title = inContext("Challenges", "No idle at all"),
     .hint = inContext("Challenges", "More forwards before the first backward, and weights as late "
                                     "as they can be."),
     .ranks = 3,
     .microBatches = 6,
     .compareWith = "zb-h1",
     .form = BackwardForm::Split,
     .mostKept = 5,
     .withoutIdle = true,
     .goal = 20,
     .best = 20},
};

bool splits(const ScheduleOrder &order)
{
    return formOf(order) == BackwardForm::Split;
}

std::string openWork(const EditorChallenge &challenge, const ScheduleOrder &order,
                     const OrderGrid &grid)
{
    if (!validateOrder(order, 1).none())
        return phrase(inContext("Challenges", "Not every pass has its place yet."));
    if (!challenge.maySplit && splits(order))
        return phrase(inContext("Challenges", "Here no backward may be split."));
    if (challenge.mostKept > 0 && grid.keptAtMost() > challenge.mostKept)
        return phrase(inContext("Challenges", "A stage keeps %1 micro-batches; %2 are allowed."),
                      {figureOfCount(grid.keptAtMost()), figureOfCount(challenge.mostKept)});
    if (challenge.withoutIdle && grid.idleWithin() > 0)
        return phrase(inContext("Challenges", "Stages still wait for %1 slots between their first "
                                              "visit and their last."),
                      {figureOfCount(std::llround(grid.units(grid.idleWithin())))});
    if (grid.units(grid.makespan) > challenge.goal)
        return phrase(inContext("Challenges", "It takes %1 slots; the goal is %2."),
                      {figureOfCount(std::llround(grid.units(grid.makespan))),
                       figureOfCount(challenge.goal)});
    return {};
}

} // namespace

std::span<const EditorChallenge> challenges()
{
    return kChallenges;
}

const EditorChallenge *findChallenge(std::string_view id)
{
    const auto *const found = std::ranges::find(kChallenges, id, &EditorChallenge::id);
    return found == std::end(kChallenges) ? nullptr : found;
}

UnitCosts costsOf(const EditorChallenge &challenge)
{
    UnitCosts costs;
    if (challenge.slowStage < 0)
        return costs;
    const auto stages = static_cast<std::size_t>(
        stageCount(challenge.placement, challenge.ranks, challenge.chunks));
    for (std::vector<double> *list : {&costs.forward, &costs.input, &costs.weight}) {
        list->assign(stages, 1);
        (*list)[static_cast<std::size_t>(challenge.slowStage)] = 2;
    }
    return costs;
}

ScheduleOrder startOf(const EditorChallenge &challenge)
{
    const ScheduleShape shape{.ranks = challenge.ranks,
                              .microBatches = challenge.microBatches,
                              .chunks = challenge.chunks};
    if (!challenge.start.empty()) {
        Result<ScheduleOrder> made = makeOrder(challenge.start, shape);
        assert(made); // the rows are tested
        return forEditing(std::move(made).value());
    }
    return forEditing(emptyOrder({}, shape, challenge.placement));
}

std::string taskOf(const EditorChallenge &challenge)
{
    const std::string goal = figureOfCount(challenge.goal);
    const std::string kept = figureOfCount(challenge.mostKept);
    std::string task =
        challenge.withoutIdle
            ? phrase(inContext("Challenges",
                               "Finish in %1 slots so that no stage waits between its "
                               "first visit and its last, with at most %2 "
                               "micro-batches kept on any stage."),
                     {goal, kept})
        : challenge.mostKept > 0
            ? phrase(inContext("Challenges", "Finish in %1 slots or fewer with at most %2 "
                                             "micro-batches kept on any stage."),
                     {goal, kept})
            : phrase(inContext("Challenges", "Finish in %1 slots or fewer."), {goal});
    if (challenge.slowStage >= 0)
        task += ' ' + phrase(inContext("Challenges", "Stage %1 takes twice as long as the others."),
                             {figureOfCount(challenge.slowStage + 1)});
    if (!challenge.maySplit)
        task += ' ' + phrase(inContext("Challenges", "No backward is split."));
    return task;
}

ChallengeState stateOf(const EditorChallenge &challenge, const ScheduleOrder &order,
                       const OrderGrid &grid)
{
    ChallengeState state;
    state.open = openWork(challenge, order, grid);
    state.isSolved = state.open.empty();
    state.isBest = state.isSolved && grid.units(grid.makespan) <= challenge.best;
    return state;
}

} // namespace core
