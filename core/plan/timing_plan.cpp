// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/timing_plan.h"

#include "core/plan/gradient_sync.h"
#include "core/plan/partition.h"
#include "core/plan/placement.h"
#include "core/plan/plan_order.h"
#include "core/plan/plan_parts.h"
#include "core/plan/stage_timer.h"

#include <algorithm>

namespace core {
namespace {

// One kind of hop between neighbours, whatever the replica.
bool ranksLieAlike(const Scenario &scenario)
{
    const int perNode = std::max(1, scenario.cluster.devicesPerNode);
    const int rank = groupSize(scenario.parallel) * scenario.parallel.data;
    return scenario.cluster.devices <= perNode || rank % perNode == 0 ||
           scenario.parallel.data == 1;
}

bool hasOrderOf(const Plan &plan, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    return plan.order.schedule == parallel.schedule && plan.order.ranks == parallel.pipeline &&
           plan.order.chunks == parallel.chunks && parallel.group == 0 &&
           plan.order.microBatches == microBatchCount(scenario) &&
           plan.training == (scenario.training.pass == Pass::Training);
}

Status makeTimingOrder(Plan &plan, const Scenario &scenario)
{
    Result<ScheduleOrder> order = makeOrder(
        scenario.parallel.schedule, {.ranks = scenario.parallel.pipeline,
                                     .microBatches = static_cast<int>(microBatchCount(scenario)),
                                     .chunks = scenario.parallel.chunks,
                                     .backward = scenario.training.pass == Pass::Training,
                                     .group = scenario.parallel.group});
    if (!order)
        return order.error();
    plan.order = std::move(order).value();
    describeOrder(plan);
    return std::monostate{};
}

void placeLeads(Plan &plan, const Scenario &scenario)
{
    plan.replicas = scenario.parallel.data;
    plan.replicaClasses = 1;
    plan.rows.resize(static_cast<std::size_t>(plan.ranks()));
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        RowPlan &row = plan.rows[static_cast<std::size_t>(rank)];
        row.pipelineRank = rank;
        row.lead = rank;
        row.firstOfGroup = deviceOf(scenario, 0, rank);
    }
}

} // namespace

bool timesAlone(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    const bool shares =
        parallel.data * parallel.context > 1 &&
        (sharesInGroups(scenario) || !(gathersLayers(scenario) && scattersLayers(scenario)));
    return entry && !entry->searched && !entry->hasPairs &&
           entry->family != ScheduleFamily::Asynchronous && entry->placement != Placement::TwoWay &&
           scenario.model.transformer() && !scenario.train && scenario.faults.devices.empty() &&
           scenario.faults.links.empty() && parallel.placement.empty() && !shares &&
           ranksLieAlike(scenario);
}

Status planTiming(Plan &plan, const Scenario &scenario)
{
    if (const Status status = validate(scenario); !status)
        return status;
    const bool same = hasOrderOf(plan, scenario);
    takeOptions(plan, scenario);
    const Result<std::vector<int>> cut = layersPerStage(scenario, stagesOf(scenario.parallel));
    if (!cut)
        return cut.error();
    StageTimer(*scenario.model.transformer(), scenario).takeAll(plan.stages, cut.value());
    plan.wiring = makeWiring(scenario);
    if (!same) {
        if (const Status status = makeTimingOrder(plan, scenario); !status)
            return status;
    }
    if (const Status status = checkLength(plan); !status)
        return status;
    copyTiedEmbedding(plan, scenario);
    placeLeads(plan, scenario);
    if (!same) {
        plan.sync.clear();
        plan.syncOf.clear();
    }
    for (GradientSync &sync : plan.sync)
        sync.buckets.clear();
    planGradientSync(plan, scenario);
    planOptimizer(plan, scenario);
    return std::monostate{};
}

} // namespace core
