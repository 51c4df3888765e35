// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_bound.h"

#include "core/search/bound_parts.h"
#include "core/search/layout_space.h"
#include "core/search/stage_times.h"

#include <algorithm>

// Why no simulation falls below these bounds.
//
// Work. A pipeline rank runs one visit at a time, so a step is no shorter than the sum of the
// visits of any rank, and none shorter than their mean over the ranks. The device time of layers
// adds up and so does the host's; a visit takes their 4-norm, which is subadditive. So the visit of
// the whole model as one stage is no longer than the visits of the stages that it is cut into, and
// both halves of a backward together no shorter than the lesser of them and the whole.
//
// Pairs. Two visits that overlap take at least the longer of both, so half of their sum. Where one
// hides the exchange of the other with its experts (pair_time.h), the pair takes
// w1 + max(0, c2 - w1) + w2 + max(0, c1 - w2) = max(w1, c2) + max(w2, c1), which is at least half
// of w1 + c1 + w2 + c2, and that is no less than both visits one after the other.
//
// Ends. A rank begins no earlier than a forward has come through all stages before the first of
// its own. Where backward visits are not split, the last visit of a rank is a backward, whose
// gradient has all earlier stages still to pass. A weight gradient has nothing behind it.
//
// Gradients. The last visit of a rank makes gradients of one of its stages; they are shared one
// bucket after the other, none of them before that visit begins, or, without overlap, all of them
// behind it. The weights that are gathered follow behind the last visit. The optimizer waits for
// all ranks.
//
// Memory. Between the last forward visit of a micro-batch on a rank and the first backward visit,
// its activations of all stages of the rank are kept. And from the end of its forward visit of
// stage s to its backward visit there, a micro-batch passes all later stages twice: the activations
// of s are kept for at least that long. Over a step, the sum of bytes x time of all micro-batches
// divided by the length of the step is the mean of what is kept, and the peak is no less than the
// mean. Most of all ranks is no less than the mean of all ranks.
//
// Faults only make a step longer. Rounding to nanoseconds is allowed for.

namespace core {
namespace {

constexpr std::int64_t kStates = 64; // bytes: shares of states are rounded up

double nanosOf(const StagePlan &stage, Op op)
{
    return static_cast<double>(stage.visits[static_cast<std::size_t>(op)].duration.count);
}

const ScheduleEntry &entryThat(bool pairs)
{
    return *std::ranges::find_if(schedules(), [pairs](const ScheduleEntry &entry) {
        return entry.splitsBackward && entry.hasPairs == pairs;
    });
}

// With the whole model as one stage.
LayoutBound boundOfKind(Scenario &scenario, const ScheduleEntry &entry)
{
    setOrder(scenario, {&entry, entry.chunks.usual});
    const bool training = scenario.training.pass == Pass::Training;
    const auto layers = static_cast<int>(scenario.model.layerCount());
    std::vector<StagePlan> whole;
    StageTimes(scenario).take(whole, {layers});
    const StagePlan &model = whole.front();
    const double ranks = scenario.parallel.pipeline;
    const double count = static_cast<double>(microBatchCount(scenario));
    double visit = nanosOf(model, Op::Forward);
    if (training)
        visit += std::min(nanosOf(model, Op::Backward),
                          nanosOf(model, Op::BackwardInput) + nanosOf(model, Op::BackwardWeight));
    const double rounding = (entry.hasPairs ? kPairRounding : kRounding) * 3 * (layers + 2);
    LayoutBound bound;
    bound.step =
        floorOf(count * (visit * shareOfPair(entry, scenario.parallel) - rounding) / ranks - 1);
    HeldParameters held = heldBy(scenario);
    held.dense = (model.parameters - model.expertParameters) / scenario.parallel.pipeline;
    held.experts = model.expertParameters / scenario.parallel.pipeline;
    bound.stateful.states = modelStates(held, scenario.training).total() - Bytes{kStates};
    bound.stateful.once = {(model.kept + model.keptUntilInput).count / scenario.parallel.pipeline};
    bound.busy = bound.stateful;
    return bound;
}

} // namespace

Bytes MemoryBound::within(Nanos step) const
{
    const double mean = step.count > 0 ? held / static_cast<double>(step.count) : 0;
    return states + std::max(once, Bytes{static_cast<std::int64_t>(mean)});
}

LayoutBound boundOfLayout(Scenario scenario)
{
    LayoutBound bound = boundOfKind(scenario, entryThat(false));
    const ScheduleEntry &paired = entryThat(true);
    if (shareOfPair(paired, scenario.parallel) < 1)
        bound.step = std::min(bound.step, boundOfKind(scenario, paired).step);
    return bound;
}

} // namespace core
