// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/order_bounds.h"

#include "core/plan/partition.h"
#include "core/plan/placement.h"
#include "core/plan/plan_parts.h"
#include "core/plan/stage_sync.h"
#include "core/search/stage_times.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

double nanosOf(const StagePlan &stage, Op op)
{
    return static_cast<double>(stage.visits[static_cast<std::size_t>(op)].duration.count);
}

void takeBackward(StageCosts &costs, const StagePlan &stage, bool splits, bool pairs)
{
    const double whole = nanosOf(stage, Op::Backward);
    const double input = nanosOf(stage, Op::BackwardInput);
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

// Of the holders of each stage; those that are alike once.
const std::vector<GradientRing> &OrderBounds::ringsOf(bool twoWay)
{
    const auto [found, isNew] = m_rings.try_emplace(twoWay);
    std::vector<GradientRing> &rings = found->second;
    const int ranks = m_scenario.parallel.pipeline;
    for (int rank = 0; isNew && rank < (twoWay ? (ranks + 1) / 2 : ranks); ++rank) {
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
    return rings;
}

// Ranks may lie differently on the nodes: the quickest of their rings counts for all.
void OrderBounds::addSharing(std::vector<StageCosts> &costs, const std::vector<StagePlan> &stages,
                             bool twoWay)
{
    const std::vector<GradientRing> &rings = ringsOf(twoWay);
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

const std::vector<StageCosts> &OrderBounds::costsOf(const ScheduleEntry &entry)
{
    const ParallelSpec &parallel = m_scenario.parallel;
    const StageKey key = {.stages = stagesOf(parallel),
                          .splits = entry.splitsBackward,
                          .pairs = entry.hasPairs,
                          .chunked = parallel.chunks > 1,
                          .twoWay = entry.placement == Placement::TwoWay};
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
    const PairShares pairs(entry, m_scenario);
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const StagePlan &stage = stages[i];
        StageCosts &at = costs.emplace_back();
        at.forward = nanosOf(stage, Op::Forward);
        at.visits = pairs.of(stage, Op::Forward);
        if (training) {
            at.visits += pairs.ofBackward(stage, entry);
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
    const std::vector<StageCosts> &costs = costsOf(*order.entry);
    if (costs.empty())
        return {};
    return boundOfRanks(m_scenario, *order.entry, costs, m_hops);
}

} // namespace core
