// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/metrics.h"
#include "core/base/result.h"
#include "core/plan/plan.h"
#include "core/scenario/scenario.h"
#include "core/sim/trace.h"

#include <memory>
#include <stop_token>

namespace core {

class RowCheckpoints;
class TraceIndex;

struct Elapsed
{
    Nanos plan;
    Nanos simulate;
    Nanos measure;
};

// One scenario with everything that follows from it. Made once, then immutable.
struct Snapshot
{
    Scenario scenario;
    Plan plan;
    Trace trace; // empty when the model does not fit
    Metrics metrics;
    std::shared_ptr<const TraceIndex> index;           // of the trace; null: a view walks its spans
    std::shared_ptr<const RowCheckpoints> checkpoints; // the same
    Elapsed elapsed;

    [[nodiscard]] int deviceCount() const { return static_cast<int>(plan.rowOfDevice.size()); }
    [[nodiscard]] int rowOf(int device) const
    {
        return plan.rowOfDevice[static_cast<std::size_t>(device)];
    }
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

// Scenario to Snapshot. Error: what is wrong in it, or "cancelled" after a stop request.
[[nodiscard]] Result<SnapshotPtr> run(const Scenario &scenario, std::stop_token stop = {});

} // namespace core
