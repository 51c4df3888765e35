// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/editor/order_edit.h"
#include "core/editor/order_grid.h"
#include "core/editor/placed_visits.h"

#include <cstdint>
#include <vector>

namespace core {

// A visit that could be placed now, where it delays nothing: in a hole, or behind the last visit of
// its rank.
struct ReadyVisit
{
    Action action;
    VisitPlace before; // where it would stand
    std::int64_t start = 0;
    std::int64_t end = 0; // ticks
};

struct ReadyRequest
{
    BackwardForm form = BackwardForm::Full;
    int mostKept = 0; // activations per rank; 0: any number. Forwards beyond it are not offered
};

// For each rank and stage the next micro-batch of each kind, rank by rank, earliest first, of those
// that begin together gradients before forwards before weights. An order
// that can run, with its grid. O(actions).
[[nodiscard]] std::vector<ReadyVisit> readyVisits(const ScheduleOrder &order, const OrderGrid &grid,
                                                  const GridCosts &costs,
                                                  const ReadyRequest &request);

} // namespace core
