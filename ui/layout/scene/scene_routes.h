// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <utility>
#include <vector>

namespace ui {

// The routes of micro-batches from rank to rank, as a scene draws them.

// Where a route begins and where its loss is.
struct RouteEnds
{
    int route = 0;
    int firstRank = 0;
    int lastRank = 0;

    [[nodiscard]] bool goesUp() const { return firstRank > lastRank; }
};
[[nodiscard]] std::vector<RouteEnds> routeEnds(const core::Plan &plan);

// Pairs of different ranks between which activations go: sender, receiver; each once, ascending. A
// stage that hands on to another of the same rank sends nothing.
[[nodiscard]] std::vector<std::pair<int, int>> activationHops(const core::Plan &plan);

[[nodiscard]] int routeOf(const core::Plan &plan, int microBatch);
// Whether the micro-batch enters at the last rank, in a plan where others enter at the first.
[[nodiscard]] bool entersAtTheEnd(const core::Plan &plan, int microBatch);

} // namespace ui
