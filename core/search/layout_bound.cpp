// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_bound.h"

#include "core/search/bound_parts.h"
#include "core/search/layout_space.h"
#include "core/search/stage_times.h"

#include <algorithm>
#include <optional>

// Why no simulation falls below these bounds.
//
// Work. A pipeline rank runs one visit at a time, so a step is no shorter than the sum of the
// visits of any rank, and none shorter than their mean over the ranks. The device time of layers
// adds up and so does the host's; a visit takes their 4-norm, which is subadditive. So the visit of
// the whole model as one stage is no longer than the visits of the stages that it is cut into, and
// both halves of a backward together no shorter than the lesser of them and the whole.
//
// Pairs. Two visits that overlap take at least the longer of both, so half of their sum. Where the
// exchange c of one with its experts runs beside the work w of the other (pair_time.h), of which it
// takes the share k of what both last, the pair takes
//   max(w1, c2) + max(w2, c1) + k (min(w1, c2) + min(w2, c1))
//   = (1 - k) (max(w1, c2) + max(w2, c1)) + k (w1 + c1 + w2 + c2),
// or both visits d1 + d2 one after the other if that is shorter. A maximum is no less than either
// side, and d is no more than w + c and no less than either: the host and what else runs beside a
// visit hide some of the exchange, never lengthen it. So each visit, in a pair or alone, counts for
// at least (1 - k) w + k d, and for at least (1 - k) c + k d, if the same is taken of all visits of
// a rank. Recomputation is in no pair. Schedules without pairs hide a share of the exchange beside
// the work of the same micro-batch (expert_overlap), so their visits have prices, and the whole
// model a bound, of their own: the lesser of both holds for whatever order. w and d are subadditive
// over stages, and c adds up.
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
// Families. Recomputation adds to visits, and what it runs beside only hides what nothing hid.
// ZeRO-3 has all collectives of ZeRO-2 in its visits, ZeRO-2 at least those that it has when it
// scatters once per step, none, and all of them the same kernels; none and ZeRO-1 have no
// collectives there, but add gradients of micro-batches up, which is nothing in a step of one. So
// no layout is quicker than the quicker of those without recomputation, unsharded or with ZeRO-2
// that scatters once per step, and none holds less states than that with ZeRO-3 over all copies,
// were there no second copy of the weights and no wider sums of gradients.
//
// Faults only make a step longer. Rounding to nanoseconds is allowed for.

namespace core {
namespace {

constexpr std::int64_t kStates = 64; // bytes: shares of states are rounded up

const ScheduleEntry &entryThat(bool pairs)
{
    return *std::ranges::find_if(schedules(), [pairs](const ScheduleEntry &entry) {
        return entry.splitsBackward && entry.hasPairs == pairs;
    });
}

// The whole model as one stage, with the halves of its backward visits, as schedules with pairs or
// without them price it.
class WholeModel
{
public:
    WholeModel(Scenario &scenario, bool pairs) : m_scenario(scenario), m_entry(entryThat(pairs))
    {
        setOrder(scenario, {&m_entry, m_entry.chunks.usual});
        m_layers = static_cast<int>(scenario.model.layerCount());
        std::vector<StagePlan> whole;
        StageTimes(scenario).take(whole, {m_layers});
        m_model = std::move(whole.front());
    }

    // Of so many micro-batches, or of another number than the model is priced for.
    [[nodiscard]] Nanos step(std::int64_t microBatches) const
    {
        const PairShares pairs(m_entry, m_scenario);
        LeastTime visits = pairs.of(m_model, Op::Forward);
        if (m_scenario.training.pass == Pass::Training)
            visits += lesser(pairs.ofBackward(m_model, m_entry), pairs.of(m_model, Op::Backward));
        const double rounding = (m_entry.hasPairs ? kPairRounding : kRounding) * 3 * (m_layers + 2);
        const auto count = static_cast<double>(microBatches);
        return floorOf(count * (visits.longer() - rounding) / ranks() - 1);
    }

    // What a device holds between visits at least, with the sharding that the scenario has by now.
    // Other shardings of the family may add gradients up in fewer bytes, and have no second copy.
    [[nodiscard]] Bytes states() const
    {
        HeldParameters held = heldBy(m_scenario);
        held.wholeGradientBytes = 0;
        held.secondary = 0;
        held.dense = (m_model.parameters - m_model.expertParameters) / ranks();
        held.experts = m_model.expertParameters / ranks();
        return modelStates(held, m_scenario.training).total() - Bytes{kStates};
    }

    // Activations of one micro-batch.
    [[nodiscard]] Bytes once() const
    {
        return {(m_model.kept + m_model.keptUntilInput).count / ranks()};
    }

private:
    [[nodiscard]] int ranks() const { return m_scenario.parallel.pipeline; }

    Scenario &m_scenario;
    const ScheduleEntry &m_entry;
    int m_layers = 0;
    StagePlan m_model;
};

// Pairs, where they overlap, have the lesser bound of all schedules; but where they hide the
// exchange of experts, the others have a part of it hidden by the work of the same micro-batch.
struct AnyOrder
{
    AnyOrder(Scenario &scenario, std::int64_t microBatches)
        : pairs(PairShares(entryThat(true), scenario).overlap()), model(scenario, pairs),
          step(model.step(microBatches))
    {
        const ParallelSpec &parallel = scenario.parallel;
        if (parallel.expert > 1 && parallel.pair == PairRule::Sum)
            step = std::min(step, WholeModel(scenario, !pairs).step(microBatches));
    }

    bool pairs;
    WholeModel model;
    Nanos step;
};

} // namespace

Bytes MemoryBound::within(Nanos step) const
{
    const double mean = step.count > 0 ? held / static_cast<double>(step.count) : 0;
    return states + std::max(once, Bytes{static_cast<std::int64_t>(mean)});
}

LayoutBound boundOfLayout(Scenario scenario)
{
    const AnyOrder any(scenario, microBatchCount(scenario));
    LayoutBound bound;
    bound.step = any.step;
    bound.stateful.states = any.model.states();
    bound.stateful.once = any.model.once();
    bound.busy = bound.stateful;
    return bound;
}

LayoutBound boundOfFamily(Scenario scenario, Framework named)
{
    ParallelSpec &parallel = scenario.parallel;
    scenario.training.recompute = Recompute::None;
    const bool streams = parallel.tensor > 1 && scenario.model.transformer();
    const std::int64_t microBatches = microBatchCount(scenario);
    const std::int64_t batch = scenario.training.globalBatch;
    const GradientScatter scatter = parallel.gradientScatter;
    std::optional<LayoutBound> bound;
    for (const bool sequence : {false, true}) {
        for (const Sharding sharding : {Sharding::None, Sharding::Zero2}) {
            if (sequence && !streams)
                continue;
            shareStatesAs(parallel, sharding, named);
            parallel.shardingGroup = 0;
            parallel.gradientScatter = GradientScatter::OncePerStep;
            parallel.sequenceParallel = sequence;
            scenario.training.globalBatch =
                sharding == Sharding::None ? batch : batch / microBatches;
            const AnyOrder any(scenario, microBatches);
            shareStatesAs(parallel, Sharding::Zero3, named);
            parallel.gradientScatter = scatter;
            const MemoryBound memory = {.states = any.model.states(), .once = {}, .held = 0};
            if (!bound)
                bound = LayoutBound{any.step, memory, memory};
            bound->step = std::min(bound->step, any.step);
        }
    }
    return *bound;
}

} // namespace core
