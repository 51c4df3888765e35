// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/memory/memory_parts.h"
#include "core/scenario/scenario.h"

#include <algorithm>

namespace core {

// Parts of the bounds of layouts; what they prove: layout_bound.cpp.

constexpr double kRounding = 1;     // nanoseconds for each visit of a stage
constexpr double kPairRounding = 8; // of a pair, whose parts are rounded too

// Of the sum of two visits, what they take at least when they are a pair.
[[nodiscard]] inline double shareOfPair(const ScheduleEntry &entry, const ParallelSpec &parallel)
{
    if (!entry.hasPairs)
        return 1;
    if (parallel.pair == PairRule::Sum)
        return parallel.expert > 1 ? 0.5 : 1;
    return parallel.pair == PairRule::Factor ? std::max(0.5, parallel.pairFactor) : 0.5;
}

[[nodiscard]] inline Nanos floorOf(double nanoseconds)
{
    return {static_cast<std::int64_t>(std::max(0.0, nanoseconds))};
}

// What a device holds but for its parameters.
[[nodiscard]] inline HeldParameters heldBy(const Scenario &scenario)
{
    HeldParameters held;
    held.sharding = scenario.parallel.sharding;
    held.wholeGradients = keepsWholeGradients(scenario);
    held.copies = sharersOf(scenario);
    held.expertCopies = std::max<std::int64_t>(1, held.copies / scenario.parallel.expert);
    return held;
}

} // namespace core
