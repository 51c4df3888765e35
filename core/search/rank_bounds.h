// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/search/bound_parts.h"
#include "core/search/layout_bound.h"

#include <vector>

namespace core {

// What a bound needs of a stage. Nanoseconds for one micro-batch, recomputation included.
struct LeastStageCosts
{
    double forward = 0;
    double back = 0;      // what the gradient waits for: a backward, or the half for the input
    LeastTime visits;     // all of them
    double optimizer = 0; // without what the host takes once
    double shared = 0;    // to share its gradients
    double gathered = 0;  // of its weights, behind everything
    double lastVisit = 0; // the longest that may make the last of its gradients
    std::int64_t parameters = 0;
    std::int64_t expertParameters = 0;
    Bytes kept;
    Bytes keptUntilInput;
    Bytes output;
    Nanos gatherOutput;
};

// The bound of one order, whose visits and gradients cost this. hops: from each rank to the next,
// and from the last to the first.
[[nodiscard]] LayoutBound boundOfRanks(const Scenario &scenario, const ScheduleEntry &entry,
                                       const std::vector<LeastStageCosts> &stages,
                                       const std::vector<Hop> &hops);

} // namespace core
