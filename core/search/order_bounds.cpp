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

void takeBackward(LeastStageCosts &costs, const StagePlan &stage, bool splits, bool pairs)
{
    const double whole = nanosOf(stage, Op::Backward);
    const double input = nanosOf(stage, Op::BackwardInput);
    const double again = nanosOf(stage, Op::Recompute);
    costs.lastVisit = splits ? nanosOf(stage, Op::BackwardWeight) : whole - again;
    if (pairs)
        costs.lastVisit = std::max(costs.lastVisit, whole - again);
    costs.back = !splits ? whole : pairs ? std::min(whole, input) : input;
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
void OrderBounds::addSharing(LeastStageCosts &costs, const StagePlan &stage, bool twoWay)
{
    const std::vector<GradientRing> &rings = ringsOf(twoWay);
    const SharingTime first = sharingTime(stage, rings.front(), m_scenario);
    Nanos gradients = first.gradients;
    Nanos weights = first.weights;
    for (std::size_t other = 1; other < rings.size(); ++other) {
        const SharingTime time = sharingTime(stage, rings[other], m_scenario);
        gradients = std::min(gradients, time.gradients);
        weights = std::min(weights, time.weights);
    }
    costs.shared = static_cast<double>(gradients.count);
    costs.gathered = static_cast<double>(weights.count);
}

LeastStageCosts OrderBounds::costsOfStage(const StagePlan &stage, const ScheduleEntry &entry)
{
    const PairShares pairs(entry, m_scenario);
    LeastStageCosts at;
    at.forward = nanosOf(stage, Op::Forward);
    at.visits = pairs.of(stage, Op::Forward);
    if (m_scenario.training.pass == Pass::Training) {
        at.visits += pairs.ofBackward(stage, entry);
        at.optimizer = static_cast<double>(optimizerWork(stage, m_scenario).time.count);
        takeBackward(at, stage, entry.splitsBackward, entry.hasPairs);
        addSharing(at, stage, entry.placement == Placement::TwoWay);
    }
    at.parameters = stage.parameters;
    at.expertParameters = stage.expertParameters;
    at.kept = stage.kept;
    at.keptUntilInput = stage.keptUntilInput;
    at.output = stage.output;
    at.gatherOutput = stage.gatherOutput;
    return at;
}

OrderBounds::OrderKind OrderBounds::kindOf(const ScheduleEntry &entry)
{
    return {.splits = entry.splitsBackward,
            .pairs = entry.hasPairs,
            .twoWay = entry.placement == Placement::TwoWay};
}

// Prices of layers depend on the order as well: on its kind alone.
StageTimer &OrderBounds::timerOf(const OrderKind &kind)
{
    return m_timers.try_emplace(kind, *m_scenario.model.transformer(), m_scenario).first->second;
}

// Of a transformer: as many blocks for each stage.
std::vector<LeastStageCosts> OrderBounds::costsOfBlocks(const std::vector<int> &cut,
                                                        const ScheduleEntry &entry)
{
    std::vector<LeastStageCosts> costs;
    costs.reserve(cut.size());
    const OrderKind kind = kindOf(entry);
    StageTimer &timer = timerOf(kind);
    StagePlan stage;
    std::int64_t block = 0;
    for (std::size_t i = 0; i < cut.size(); ++i) {
        const int blocks = cut[i];
        const std::int64_t ofFirst = timer.blocksLikeFirst(block, blocks);
        const StageKey key = {.kind = kind,
                              .first = ofFirst,
                              .others = blocks - ofFirst,
                              .embedding = i == 0,
                              .head = i + 1 == cut.size()};
        const auto [found, isNew] = m_ofStages.try_emplace(key);
        if (isNew) {
            timer.take(stage, block, blocks, key.embedding, key.head);
            found->second = costsOfStage(stage, entry);
        }
        costs.push_back(found->second);
        block += blocks;
    }
    return costs;
}

std::vector<LeastStageCosts> OrderBounds::costsOfCut(const std::vector<int> &cut,
                                                     const ScheduleEntry &entry)
{
    if (m_scenario.model.transformer())
        return costsOfBlocks(cut, entry);
    std::vector<StagePlan> stages;
    StageTimes(m_scenario).take(stages, cut);
    std::vector<LeastStageCosts> costs;
    costs.reserve(cut.size());
    for (const StagePlan &stage : stages)
        costs.push_back(costsOfStage(stage, entry));
    return costs;
}

const std::vector<LeastStageCosts> &OrderBounds::costsOf(const OrderChoice &order)
{
    const CutKey key = {.kind = kindOf(*order.entry),
                        .stages = stagesOf(m_scenario.parallel),
                        .lighter = order.lighter};
    const auto [found, isNew] = m_costs.try_emplace(key);
    if (!isNew)
        return found->second;
    if (const Result<std::vector<int>> cut = layersPerStage(m_scenario, key.stages))
        found->second = costsOfCut(cut.value(), *order.entry);
    return found->second;
}

std::optional<LayoutBound> OrderBounds::of(const OrderChoice &order)
{
    setOrder(m_scenario, order);
    const std::vector<LeastStageCosts> &costs = costsOf(order);
    if (costs.empty())
        return {};
    return boundOfRanks(m_scenario, *order.entry, costs, m_hops);
}

} // namespace core
