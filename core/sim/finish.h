// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/engine_task.h"
#include "core/sim/trace.h"

#include <vector>

namespace core {

// The state of all replicas' pipelines after their last visit.
struct PipelineEnd
{
    std::vector<std::int64_t> clock;                     // per row
    std::vector<std::vector<std::int64_t>> lastBackward; // per replica class, see EngineState
    std::vector<std::int64_t> fill;                      // per row, idle before the first work
    std::vector<std::int64_t> dependency;                // per row, idle between
};

// What follows: gradient sync, the barrier, the optimizer step.
struct StepEnd
{
    std::vector<Collective> collectives;
    std::vector<std::int64_t> laggard; // per pipeline rank: when its last replica is done
    std::vector<std::int64_t> syncEnd; // per pipeline rank; 0: nothing is shared
    std::int64_t pause = 0;            // all wait so long before it for a process that paused
    std::int64_t optimizerBegin = 0;
    std::vector<std::int64_t> optimizer; // per row, ns
    std::int64_t stop = 0;
};

[[nodiscard]] StepEnd finishStep(const Plan &plan, const PipelineEnd &end, World world);

// Idle time of a row by its base causes: Fill, Dependency, Barrier, GradientSync and Drain.
[[nodiscard]] IdleByCause idleOf(const Plan &plan, const PipelineEnd &end, const StepEnd &step,
                                 int row);

} // namespace core
