// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan_order.h"

#include "core/plan/placement.h"

#include <algorithm>
#include <map>

namespace core {
namespace {

// The first rank that holds the stage.
int rankOf(Placement placement, int ranks, int stage)
{
    const int leg = stage / ranks;
    const int step = stage % ranks;
    const bool back = leg % 2 == 1 && (placement == Placement::V || placement == Placement::Wave);
    return back ? ranks - 1 - step : step;
}

double nanosOf(const StagePlan &stage, Op op)
{
    return static_cast<double>(stage.visits[static_cast<std::size_t>(op)].duration.count);
}

// Real prices in nanoseconds. A recomputation runs right before the gradient that needs it.
UnitCosts costsOf(const Scenario &scenario, const ScheduleEntry &entry,
                  const std::vector<StagePlan> &stages, const Wiring &wiring)
{
    UnitCosts costs{.forward = {}, .input = {}, .weight = {}, .hop = {}};
    for (const StagePlan &stage : stages) {
        costs.forward.push_back(nanosOf(stage, Op::Forward));
        costs.input.push_back(nanosOf(stage, Op::Recompute) + nanosOf(stage, Op::BackwardInput));
        costs.weight.push_back(nanosOf(stage, Op::BackwardWeight));
    }
    Wiring healthy = wiring;
    healthy.faults.clear();
    const int ranks = scenario.parallel.pipeline;
    for (int stage = 0; stage + 1 < static_cast<int>(stages.size()); ++stage) {
        const int from = rankOf(entry.placement, ranks, stage);
        const int to = rankOf(entry.placement, ranks, stage + 1);
        const Hop hop = healthy.between(deviceOf(scenario, 0, from), deviceOf(scenario, 0, to));
        costs.hop.push_back(
            static_cast<double>(hop.timeFor(stages[static_cast<std::size_t>(stage)].output).count));
    }
    if (costs.hop.empty())
        costs.hop = {0};
    costs.pair = scenario.parallel.pair;
    costs.pairFactor = scenario.parallel.pairFactor;
    return costs;
}

// A recomputation before every backward that needs its result.
void insertRecompute(ScheduleOrder &order)
{
    for (std::vector<Action> &actions : order.actions) {
        std::vector<Action> longer;
        longer.reserve(actions.size() * 2);
        bool second = false; // of a pair
        const auto insertFor = [&longer](const Action &action) {
            if (action.op == Op::Backward || action.op == Op::BackwardInput)
                longer.push_back({action.microBatch, action.stage, Op::Recompute});
        };
        for (std::size_t i = 0; i < actions.size(); ++i) {
            if (!second)
                insertFor(actions[i]);
            if (actions[i].pairedWithNext && i + 1 < actions.size())
                insertFor(actions[i + 1]); // a pair is indivisible
            longer.push_back(actions[i]);
            second = actions[i].pairedWithNext;
        }
        actions = std::move(longer);
    }
}

bool recomputes(const std::vector<StagePlan> &stages)
{
    return std::ranges::any_of(
        stages, [](const StagePlan &stage) { return nanosOf(stage, Op::Recompute) > 0; });
}

// Versions of a stage's weights that exist at once: those with which its micro-batches went
// forward (their backward needs the same), and the newest.
class VersionCount
{
public:
    void forward(std::uint32_t microBatch)
    {
        m_usedBy[microBatch] = m_newest;
        ++m_users[m_newest];
        m_most = std::max(m_most, count());
    }
    void backward(std::uint32_t microBatch)
    {
        const auto used = m_usedBy.find(microBatch);
        if (used == m_usedBy.end())
            return;
        const auto users = m_users.find(used->second);
        if (--users->second == 0)
            m_users.erase(users);
        m_usedBy.erase(used);
        ++m_newest;
        m_most = std::max(m_most, count());
    }
    [[nodiscard]] int most() const { return m_most; }

private:
    [[nodiscard]] int count() const
    {
        return static_cast<int>(m_users.size()) + (m_users.contains(m_newest) ? 0 : 1);
    }
    std::map<std::uint32_t, int> m_usedBy; // version of each micro-batch on its way
    std::map<int, int> m_users;            // micro-batches of each version
    int m_newest = 0;
    int m_most = 1;
};

void countVersions(Plan &plan)
{
    std::vector<VersionCount> counts(plan.stages.size());
    for (const std::vector<Action> &actions : plan.order.actions) {
        for (const Action &action : actions) {
            if (action.op == Op::Forward)
                counts[action.stage].forward(action.microBatch);
            else if (action.op == Op::Backward || action.op == Op::BackwardWeight)
                counts[action.stage].backward(action.microBatch);
        }
    }
    for (std::size_t stage = 0; stage < counts.size(); ++stage)
        plan.stages[stage].weightVersions = counts[stage].most();
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
    return makeOrder(parallel.schedule, shape);
}

bool holdsRecomputation(const ScheduleOrder &order)
{
    return std::ranges::any_of(order.actions, [](const std::vector<Action> &actions) {
        return std::ranges::find(actions, Op::Recompute, &Action::op) != actions.end();
    });
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
        insertRecompute(order.value());
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
    if (plan.order.asynchronous && plan.training)
        countVersions(plan);
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
