// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/row_info.h"

#include "core/plan/plan.h"

namespace core {

std::vector<RowInfo> rowInfos(const Plan &plan)
{
    std::vector<RowInfo> rows;
    rows.reserve(plan.rows.size());
    for (const RowPlan &row : plan.rows)
        rows.push_back({.label = {},
                        .devices = row.devices,
                        .replicas = row.replicas,
                        .rank = row.pipelineRank,
                        .replicaClass = row.replicaClass,
                        .lead = row.lead,
                        .stream = 0,
                        .group = plan.syncGroup(row.pipelineRank),
                        .speed = row.speed,
                        .ownSpeed = row.ownSpeed});
    return rows;
}

TraceShape shapeOf(const Plan &plan)
{
    return {.ranks = plan.ranks(),
            .replicas = plan.replicas,
            .microBatches = plan.order.microBatches,
            .stages = plan.order.stages};
}

} // namespace core
