// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan_order.h"

#include "core/plan/placement.h"
#include "core/schedule/recompute.h"
#include "core/schedule/weight_versions.h"

#include <algorithm>
#include <iterator>

namespace core {
namespace {

double millisecondsOf(Nanos time)
{
    return static_cast<double>(time.count) / 1e6;
}

double millisecondsOf(const StagePlan &stage, Op op)
{
    return millisecondsOf(stage.visits[static_cast<std::size_t>(op)].duration);
}

// Actual prices in milliseconds. A recomputation runs right before the gradient that needs it.
UnitCosts costsOf(const Scenario &scenario, const ScheduleEntry &entry,
                  const std::vector<StagePlan> &stages, const Wiring &wiring)
{
    UnitCosts costs{.forward = {}, .input = {}, .weight = {}, .hop = {}};
    for (const StagePlan &stage : stages) {
        costs.forward.push_back(millisecondsOf(stage, Op::Forward));
        costs.input.push_back(millisecondsOf(stage, Op::Recompute) +
                              millisecondsOf(stage, Op::BackwardInput));
        costs.weight.push_back(millisecondsOf(stage, Op::BackwardWeight));
    }
    Wiring healthy = wiring;
    healthy.faults.clear();
    const int ranks = scenario.parallel.pipeline;
    for (int stage = 0; stage + 1 < static_cast<int>(stages.size()); ++stage) {
        const int from = rankOnPath(entry.placement, ranks, stage);
        const int to = rankOnPath(entry.placement, ranks, stage + 1);
        const Hop hop = healthy.betweenGroups(
            deviceOf(scenario, 0, from), deviceOf(scenario, 0, to), groupSize(scenario.parallel));
        const StagePlan &at = stages[static_cast<std::size_t>(stage)];
        costs.hop.push_back(millisecondsOf(hop.timeFor(at.output) + at.gatherOutput));
    }
    if (costs.hop.empty())
        costs.hop = {0};
    costs.pair = scenario.parallel.pair;
    costs.pairFactor = scenario.parallel.pairFactor;
    return costs;
}

bool recomputes(const std::vector<StagePlan> &stages)
{
    return std::ranges::any_of(
        stages, [](const StagePlan &stage) { return millisecondsOf(stage, Op::Recompute) > 0; });
}

void findLastGradients(Plan &plan)
{
    const ScheduleOrder &order = plan.order;
    const auto stages = static_cast<std::size_t>(order.stages);
    plan.lastGradient.assign(order.routes.size() * stages, Op::Backward);
    for (const std::vector<Action> &actions : order.actions) {
        for (const Action &action : actions) {
            plan.recomputes = plan.recomputes || action.op == Op::Recompute;
            const std::size_t route = order.routeOf.empty() ? 0 : order.routeOf[action.microBatch];
            if (action.op == Op::Backward || action.op == Op::BackwardWeight)
                plan.lastGradient[route * stages + action.stage] = action.op;
        }
    }
}

// As it was written; without a backward pass only its forward visits.
ScheduleOrder ownOrder(const ParallelSpec &parallel, bool backward)
{
    ScheduleOrder order = *parallel.own.order;
    for (std::vector<Action> &actions : order.actions) {
        if (backward)
            break;
        std::erase_if(actions, [](const Action &action) { return action.op != Op::Forward; });
        for (Action &action : actions)
            action.pairedWithNext = false;
    }
    return order;
}

Result<ScheduleOrder> generatedOrder(const Scenario &scenario, const std::vector<StagePlan> &stages,
                                     const Wiring &wiring)
{
    const ParallelSpec &parallel = scenario.parallel;
    ScheduleShape shape = {.ranks = parallel.pipeline,
                           .microBatches = static_cast<int>(microBatchCount(scenario)),
                           .chunks = parallel.chunks,
                           .backward = scenario.training.pass == Pass::Training,
                           .group = parallel.group,
                           .memoryLimit = parallel.memoryLimit};
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    if (entry && entry->searched)
        shape.costs = costsOf(scenario, *entry, stages, wiring);
    Result<ScheduleOrder> order = makeOrder(parallel.schedule, shape);
    if (order) // a control keeps its value while the schedule changes: reported, not refused
        std::ranges::move(unusedOptions(parallel.schedule, shape),
                          std::back_inserter(order.value().notes));
    return order;
}

} // namespace

Result<ScheduleOrder> orderFor(const Scenario &scenario, const std::vector<StagePlan> &stages,
                               const Wiring &wiring)
{
    const bool backward = scenario.training.pass == Pass::Training;
    Result<ScheduleOrder> order = scenario.parallel.schedule == kOwnSchedule
                                      ? ownOrder(scenario.parallel, backward)
                                      : generatedOrder(scenario, stages, wiring);
    if (order && backward && recomputes(stages) && !holdsRecomputation(order.value()))
        return withRecompute(std::move(order).value());
    return order;
}

void describeOrder(Plan &plan)
{
    plan.stagesOf.assign(static_cast<std::size_t>(plan.order.ranks), {});
    for (int stage = 0; stage < plan.order.stages; ++stage) {
        for (const int rank : holdersOf(plan.order, stage))
            plan.stagesOf[static_cast<std::size_t>(rank)].push_back(stage);
    }
    findLastGradients(plan);
    if (plan.order.asynchronous && plan.training) {
        for (int stage = 0; stage < plan.order.stages; ++stage)
            plan.stages[static_cast<std::size_t>(stage)].weightVersions =
                weightVersions(plan.order, stage).mostAtOnce;
    }
}

std::vector<int> holdersOf(const ScheduleOrder &order, int stage)
{
    std::vector<int> ranks;
    for (const std::vector<std::uint16_t> &route : order.routes)
        ranks.push_back(route[static_cast<std::size_t>(stage)]);
    std::ranges::sort(ranks);
    ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
    return ranks;
}

} // namespace core
