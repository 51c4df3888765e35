// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/base/watch.h"

#include <array>
#include <cstddef>
#include <vector>

namespace core {

// What the time on the critical path is spent on.
enum class PathCause : std::uint8_t {
    Forward,
    Backward, // full ones, and those for the input
    Weight,   // gradients of the weights
    Recompute,
    Optimizer,
    Link,     // messages between stages, queueing for the link included
    Sync,     // gradients on the ring
    Straggler // what slow devices take longer than healthy ones
};
constexpr int kPathCauseCount = 8;

// One stretch of the path: a visit or a part of it, a message, a bucket on the ring, or what all
// wait for the process that paused longest.
struct PathStep
{
    std::int64_t begin = 0; // ns
    std::int64_t end = 0;
    PathCause cause = PathCause::Forward;
    std::int64_t excess = 0; // part of it, booked as Straggler
    int row = -1;            // that works, or sends; -1: a ring, or all
    int toRow = -1;          // that receives
    int collective = -1;     // of a ring: index into Trace::collectives
    std::size_t span = kNoSpan;

    static constexpr std::size_t kNoSpan = ~std::size_t{0};
};

// The chain that determines when the step ends: nothing on it can take longer without the step
// taking longer. On a tie, work goes before messages, messages go before rings, and after that the
// lower row goes first.
struct CriticalPath
{
    std::vector<PathStep> steps;              // tile [0, stop), in order of time
    std::array<Nanos, kPathCauseCount> spent; // by PathCause; sums to stop
};

// Empty if nothing ran. O(spans). After a stop request its beginning is missing.
[[nodiscard]] CriticalPath criticalPath(const Snapshot &snapshot, const Watch &watch = {});

} // namespace core
