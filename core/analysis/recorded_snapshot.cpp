// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/recorded_snapshot.h"

#include <utility>

namespace core {

SnapshotPtr recordedSnapshot(Scenario scenario, Plan plan, Trace trace)
{
    auto snapshot = std::make_shared<Snapshot>();
    if (trace.info.empty()) {
        trace.info = rowInfos(plan);
        trace.shape = shapeOf(plan);
    }
    snapshot->metrics = measure(scenario, plan, trace);
    snapshot->scenario = std::move(scenario);
    snapshot->plan = std::move(plan);
    snapshot->trace = std::move(trace);
    return snapshot;
}

} // namespace core
