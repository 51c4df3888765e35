// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/torch_table.h"

#include "core/io/schedule/schedule_json.h"
#include "core/plan/plan.h"

namespace core {
namespace {

Result<ScheduleOrder> orderOf(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.schedule == kOwnSchedule)
        return *parallel.own.order;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    if (entry && !entry->searched)
        return makeOrder(parallel.schedule,
                         {.ranks = parallel.pipeline,
                          .microBatches = static_cast<int>(microBatchCount(scenario)),
                          .chunks = parallel.chunks,
                          .group = parallel.group,
                          .memoryLimit = parallel.memoryLimit});
    Result<Plan> plan = makePlan(scenario);
    if (!plan)
        return plan.error();
    return std::move(plan.value().order);
}

bool isV(const ScheduleOrder &order)
{
    if (order.stages != 2 * order.ranks)
        return false;
    for (int stage = 0; stage < order.stages; ++stage) {
        if (order.rankOf(stage, 0) != rankOnPath(Placement::V, order.ranks, stage))
            return false;
    }
    return true;
}

bool isLoop(const ScheduleOrder &order)
{
    for (int stage = 0; stage < order.stages; ++stage) {
        if (order.rankOf(stage, 0) != stage % order.ranks)
            return false;
    }
    return true;
}

Status checkOrder(const ScheduleOrder &order, const std::string &title)
{
    if (order.routes.size() > 1)
        return Error{title + " has every stage on two ranks, and torch has each on one."};
    if (order.asynchronous)
        return Error{title + " never flushes its pipeline, and torch always does."};
    if (!isV(order) && !isLoop(order))
        return Error{title + " has stages in waves, and torch has them in a loop or in one V."};
    return std::monostate{};
}

} // namespace

Result<std::string> torchTable(const Scenario &scenario)
{
    Result<ScheduleOrder> made = orderOf(scenario);
    if (!made)
        return made.error();
    ScheduleOrder &order = made.value();
    if (const Status can = checkOrder(order, scheduleTitle(scenario.parallel)); !can)
        return can.error();
    for (std::vector<Action> &actions : order.actions)
        std::erase_if(actions, [](const Action &action) { return action.op == Op::Recompute; });
    return scheduleToCsv(order);
}

std::string_view torchPlacement(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (stagesOf(parallel) == parallel.pipeline)
        return "1F1B";
    if (parallel.schedule == kOwnSchedule)
        return isV(*parallel.own.order) ? "ZBVZeroBubble" : "PipelineScheduleMulti";
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    return entry && entry->placement != Placement::Loop ? "ZBVZeroBubble" : "PipelineScheduleMulti";
}

} // namespace core
