// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <cstddef>
#include <vector>

namespace core {

// A blocked rank, and what would have to be done before it can continue.
struct BlockedRank
{
    int rank = 0;
    std::size_t next = 0; // index of the action that it cannot begin
    Action waiting = {};  // of a pair: the half that lacks its input
    Action needed = {};
    int neededRank = 0; // whose action that is
};

// Runs the order without time; empty if every rank finishes. The order has passed the checks of
// validateOrder that look at each action. O(actions).
[[nodiscard]] std::vector<BlockedRank> blockedRanks(const ScheduleOrder &order);

} // namespace core
