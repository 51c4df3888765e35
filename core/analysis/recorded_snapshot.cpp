// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/recorded_snapshot.h"

#include "core/analysis/recording.h"
#include "core/analysis/row_checkpoints.h"
#include "core/analysis/trace_index.h"

#include <string>
#include <utility>

namespace core {

SnapshotPtr recordedSnapshot(Scenario scenario, Plan plan, Trace trace)
{
    auto snapshot = std::make_shared<Snapshot>();
    trace.info = rowInfos(plan);
    trace.shape = shapeOf(plan);
    for (RowInfo &row : trace.info)
        row.label = "Worker " + std::to_string(row.devices.front() + 1);
    snapshot->metrics = measure(scenario, plan, trace);
    snapshot->scenario = std::move(scenario);
    snapshot->plan = std::move(plan);
    snapshot->trace = std::move(trace);
    snapshot->index = std::make_shared<TraceIndex>(*snapshot);
    snapshot->checkpoints = std::make_shared<RowCheckpoints>(snapshot->plan, snapshot->trace);
    return snapshot;
}

} // namespace core
