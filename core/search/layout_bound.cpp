// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_bound.h"

#include "core/memory/memory_parts.h"
#include "core/plan/partition.h"
#include "core/plan/placement.h"
#include "core/plan/plan_parts.h"
#include "core/plan/stage_sync.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <utility>

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

constexpr double kRounding = 1;      // nanoseconds for each visit of a stage
constexpr double kPairRounding = 8;  // of a pair, whose parts are rounded too
constexpr std::int64_t kStates = 64; // bytes: shares of states are rounded up

double nanosOf(const StagePlan &stage, Op op)
{
    return static_cast<double>(stage.visits[static_cast<std::size_t>(op)].duration.count);
}

// Of the sum of two visits, what they take at least when they are a pair.
double shareOfPair(const ScheduleEntry &entry, const ParallelSpec &parallel)
{
    if (!entry.hasPairs)
        return 1;
    if (parallel.pair == PairRule::Sum)
        return parallel.expert > 1 ? 0.5 : 1;
    return parallel.pair == PairRule::Factor ? std::max(0.5, parallel.pairFactor) : 0.5;
}

Nanos floorOf(double nanoseconds)
{
    return {static_cast<std::int64_t>(std::max(0.0, nanoseconds))};
}

HeldParameters heldBy(const Scenario &scenario)
{
    HeldParameters held;
    held.sharding = scenario.parallel.sharding;
    held.wholeGradients = keepsWholeGradients(scenario);
    held.copies = static_cast<std::int64_t>(scenario.parallel.data) * scenario.parallel.context;
    held.expertCopies = std::max<std::int64_t>(1, held.copies / scenario.parallel.expert);
    return held;
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

// The ranks of a replica with what is known of their stages before there is an order.
class RankBounds
{
public:
    RankBounds(const Scenario &scenario, const std::vector<Hop> &hops,
               const std::vector<StageCosts> &stages, const ScheduleEntry &entry)
        : m_scenario(scenario), m_stages(stages), m_entry(entry),
          m_training(scenario.training.pass == Pass::Training),
          m_share(shareOfPair(entry, scenario.parallel)),
          m_count(static_cast<double>(microBatchCount(scenario)))
    {
        holdStages();
        addUpWays(hops);
    }

    [[nodiscard]] LayoutBound bound() const
    {
        LayoutBound bound;
        double longest = 0;
        double optimizer = 0;
        double last = 0; // when the rank of the first stage has passed on the last gradient
        for (std::size_t rank = 0; rank < m_held.size(); ++rank) {
            const Span span = spanOf(rank);
            longest = std::max(longest, span.end + sharingOf(rank, span));
            last = std::max(last, span.end + span.after);
            optimizer = std::max(optimizer, optimizerOf(rank));
            const MemoryBound memory = memoryOf(rank);
            if (memory.within({}) > bound.stateful.within({}) || rank == 0)
                bound.stateful = memory;
            if (memory.held > bound.busy.held || rank == 0)
                bound.busy = memory;
        }
        longest = std::max(longest, last + (isTwoWay() ? 0 : sharingOf(0, {.end = last})));
        bound.step = floorOf(longest + optimizer);
        return bound;
    }

private:
    [[nodiscard]] bool isTwoWay() const { return m_entry.placement == Placement::TwoWay; }

    void holdStages()
    {
        const int ranks = m_scenario.parallel.pipeline;
        m_held.resize(static_cast<std::size_t>(ranks));
        for (int stage = 0; stage < static_cast<int>(m_stages.size()); ++stage) {
            const int rank = rankOnPath(m_entry.placement, ranks, stage);
            m_rankOf.push_back(rank);
            m_held[static_cast<std::size_t>(rank)].push_back(static_cast<std::size_t>(stage));
            if (isTwoWay() && ranks - 1 - rank != rank)
                m_held[static_cast<std::size_t>(ranks - 1 - rank)].push_back(
                    static_cast<std::size_t>(stage));
        }
    }

    // Between a stage and the next one.
    [[nodiscard]] double hopOf(const std::vector<Hop> &hops, std::size_t stage) const
    {
        const int from = m_rankOf[stage];
        const int to = m_rankOf[stage + 1];
        if (from == to || m_scenario.parallel.exchange == Exchange::Blocking)
            return 0; // of the latter a part of both visits
        const auto last = static_cast<int>(hops.size()) - 1;
        const int link = std::abs(from - to) == 1 ? std::min(from, to) : last;
        const StageCosts &at = m_stages[stage];
        return static_cast<double>(
            (hops[static_cast<std::size_t>(link)].timeFor(at.output) + at.gatherOutput).count);
    }

    // From the entry to before each stage, and from behind its backward to the exit.
    void addUpWays(const std::vector<Hop> &hops)
    {
        for (std::size_t stage = 0; stage < m_stages.size(); ++stage) {
            m_there.push_back(m_allThere);
            m_back.push_back(m_allBack);
            const double hop = stage + 1 < m_stages.size() ? hopOf(hops, stage) : 0;
            m_allThere += m_stages[stage].forward + hop;
            m_allBack += m_stages[stage].back + hop;
        }
    }

    // Of all micro-batches; with two directions, of the mean of the two ranks that hold the same.
    [[nodiscard]] double countOn(std::size_t rank) const
    {
        return isTwoWay() && m_held[rank].size() > 1 ? m_count / 2 : m_count;
    }

    [[nodiscard]] double behind(std::size_t stage) const
    {
        if (!m_training)
            return m_allThere - m_there[stage] - m_stages[stage].forward;
        return m_entry.splitsBackward ? 0 : m_back[stage];
    }

    // Of the visits of a rank.
    struct Span
    {
        double end = 0;   // of the last one, at the earliest
        double after = 0; // until its gradient has left the pipeline
    };
    [[nodiscard]] Span spanOf(std::size_t rank) const
    {
        double work = 0;
        double before = std::numeric_limits<double>::max();
        double after = before;
        for (const std::size_t stage : m_held[rank]) {
            work += m_stages[stage].visits;
            before = std::min(before, m_there[stage]);
            after = std::min(after, behind(stage));
        }
        const double rounding = m_share < 1 ? kPairRounding * 3 * countOn(rank) *
                                                  static_cast<double>(m_held[rank].size())
                                            : 0;
        const double busy = countOn(rank) * work * m_share - rounding;
        return m_scenario.parallel.postValidation ? Span{.end = busy}
                                                  : Span{.end = before + busy, .after = after};
    }

    // From the end of its last visit, if that is when the span ends, to when its gradients are
    // shared and its weights gathered.
    [[nodiscard]] double sharingOf(std::size_t rank, const Span &span) const
    {
        if (!m_training || m_scenario.parallel.postValidation)
            return 0;
        double all = 0;
        double least = std::numeric_limits<double>::max();
        double weights = 0;
        double first = least; // when the first gradients may be there
        for (const std::size_t stage : m_held[rank]) {
            const StageCosts &at = m_stages[stage];
            all += at.shared;
            least = std::min(least, std::max(0.0, at.shared - at.lastVisit));
            weights += at.gathered;
            first = std::min(first,
                             m_there[stage] + countOn(rank) * at.visits * m_share - at.lastVisit);
        }
        if (!m_scenario.parallel.overlap)
            return all + weights;
        return std::max(least, m_share == 1 && !isTwoWay() ? first + all - span.end : 0) + weights;
    }

    [[nodiscard]] double optimizerOf(std::size_t rank) const
    {
        if (!m_training)
            return 0;
        const auto host = m_scenario.model.transformer()
                              ? static_cast<double>(m_scenario.cluster.software.hostStep.count)
                              : 0.0;
        double time = host; // of the whole, and of the price of each stage
        for (const std::size_t stage : m_held[rank])
            time += m_stages[stage].optimizer - host;
        return time;
    }

    [[nodiscard]] MemoryBound memoryOf(std::size_t rank) const
    {
        MemoryBound memory;
        HeldParameters held = heldBy(m_scenario);
        Bytes least = {std::numeric_limits<std::int64_t>::max()};
        for (const std::size_t stage : m_held[rank]) {
            const StageCosts &at = m_stages[stage];
            held.dense += at.parameters - at.expertParameters;
            held.experts += at.expertParameters;
            const Bytes kept = at.kept + at.keptUntilInput;
            least = std::min(least, kept);
            memory.once += kept;
            // Both ways through the stages behind it.
            const double ways =
                m_allThere - m_there[stage] - at.forward + m_allBack - m_back[stage] - at.back;
            memory.held += countOn(rank) * static_cast<double>(at.kept.count) * ways;
        }
        if (isTwoWay())
            memory.once = least; // it passes one of the two
        memory.states = modelStates(held, m_scenario.training).total();
        return memory;
    }

    const Scenario &m_scenario;
    const std::vector<StageCosts> &m_stages;
    const ScheduleEntry &m_entry;
    bool m_training;
    double m_share;
    double m_count;
    std::vector<int> m_rankOf;                    // by stage, in the first direction
    std::vector<std::vector<std::size_t>> m_held; // by rank
    std::vector<double> m_there;                  // by stage
    std::vector<double> m_back;
    double m_allThere = 0;
    double m_allBack = 0;
};

// A schedule with pairs splits only some of its backward visits.
void takeBackward(StageCosts &costs, const StagePlan &stage, bool splits, bool pairs)
{
    const double whole = nanosOf(stage, Op::Backward);
    const double input = nanosOf(stage, Op::BackwardInput);
    const double both = input + nanosOf(stage, Op::BackwardWeight);
    const bool wholeOnes = !splits || (pairs && whole < both);
    costs.visits += wholeOnes ? whole : both;
    const double again = nanosOf(stage, Op::Recompute);
    costs.lastVisit = splits ? nanosOf(stage, Op::BackwardWeight) : whole - again;
    if (pairs)
        costs.lastVisit = std::max(costs.lastVisit, whole - again);
    costs.back = !splits ? whole : pairs ? std::min(whole, input) : input;
}

// What the optimizer takes for each stage, as if each were a rank: with the host's share of a step.
std::vector<Nanos> optimizerOfStages(std::vector<StagePlan> &stages, const Scenario &scenario)
{
    Plan plan;
    plan.training = scenario.training.pass == Pass::Training;
    plan.order.ranks = static_cast<int>(stages.size());
    for (int stage = 0; stage < plan.order.ranks; ++stage)
        plan.stagesOf.push_back({stage});
    std::swap(plan.stages, stages);
    planOptimizer(plan, scenario);
    std::swap(plan.stages, stages);
    return plan.optimizer;
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

OrderBounds::OrderBounds(const Scenario &scenario) : m_scenario(scenario)
{
    takeOptions(m_place, scenario);
    m_place.replicas = scenario.parallel.data;
    m_place.wiring = makeWiring(scenario);
    m_place.wiring.faults.clear();
    const int ranks = scenario.parallel.pipeline;
    for (int rank = 0; rank < ranks; ++rank)
        m_hops.push_back(m_place.wiring.betweenGroups(deviceOf(scenario, 0, rank),
                                                      deviceOf(scenario, 0, (rank + 1) % ranks),
                                                      groupSize(scenario.parallel)));
}

// Ranks may lie differently on the nodes: the quickest of their rings counts for all.
void OrderBounds::addSharing(std::vector<StageCosts> &costs, const std::vector<StagePlan> &stages,
                             bool twoWay) const
{
    const int ranks = m_scenario.parallel.pipeline;
    std::vector<GradientRing> rings;
    for (int rank = 0; rank < (twoWay ? (ranks + 1) / 2 : ranks); ++rank) {
        std::vector<int> holders = {rank};
        if (twoWay && ranks - 1 - rank != rank)
            holders.push_back(ranks - 1 - rank);
        GradientRing ring = gradientRing(m_place, m_scenario, holders);
        const auto isAlike = [&ring](const GradientRing &other) {
            return other.members.devices == ring.members.devices &&
                   other.members.inNode == ring.members.inNode;
        };
        if (std::ranges::none_of(rings, isAlike))
            rings.push_back(std::move(ring));
    }
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const SharingTime first = sharingTime(stages[i], rings.front(), m_scenario);
        Nanos gradients = first.gradients;
        Nanos weights = first.weights;
        for (std::size_t other = 1; other < rings.size(); ++other) {
            const SharingTime time = sharingTime(stages[i], rings[other], m_scenario);
            gradients = std::min(gradients, time.gradients);
            weights = std::min(weights, time.weights);
        }
        costs[i].shared = static_cast<double>(gradients.count);
        costs[i].gathered = static_cast<double>(weights.count);
    }
}

const std::vector<StageCosts> &OrderBounds::costsOf(const StageKey &key)
{
    const auto found = m_costs.find(key);
    if (found != m_costs.end())
        return found->second;
    std::vector<StageCosts> &costs = m_costs[key];
    const Result<std::vector<int>> cut = layersPerStage(m_scenario, key.stages);
    if (!cut)
        return costs;
    std::vector<StagePlan> stages;
    StageTimes(m_scenario).take(stages, cut.value());
    const std::vector<Nanos> optimizer = optimizerOfStages(stages, m_scenario);
    const bool training = m_scenario.training.pass == Pass::Training;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const StagePlan &stage = stages[i];
        StageCosts &at = costs.emplace_back();
        at.forward = at.visits = nanosOf(stage, Op::Forward);
        if (training) {
            at.optimizer = static_cast<double>(optimizer[i].count);
            takeBackward(at, stage, key.splits, key.pairs);
        }
        at.parameters = stage.parameters;
        at.expertParameters = stage.expertParameters;
        at.kept = stage.kept;
        at.keptUntilInput = stage.keptUntilInput;
        at.output = stage.output;
        at.gatherOutput = stage.gatherOutput;
    }
    if (training)
        addSharing(costs, stages, key.twoWay);
    return costs;
}

std::optional<LayoutBound> OrderBounds::of(const OrderChoice &order)
{
    setOrder(m_scenario, order);
    const ScheduleEntry &entry = *order.entry;
    const std::vector<StageCosts> &costs = costsOf(
        {stagesOf(m_scenario.parallel), entry.splitsBackward, entry.hasPairs, order.chunks > 1});
    if (costs.empty())
        return {};
    return RankBounds(m_scenario, m_hops, costs, entry).bound();
}

} // namespace core
