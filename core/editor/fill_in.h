// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/editor/order_grid.h"
#include "core/editor/ready_visits.h"

#include <optional>

namespace core {

// The order with the rest filled in, greedily: what is placed keeps its time, and whenever a rank
// is free it runs the gradient of its deepest stage that is ready, else a forward (the deepest that
// memory allows), else weights. A completion, not the best one and no bound.
// Nothing if the rest gets stuck for want of memory.
[[nodiscard]] std::optional<ScheduleOrder>
filledIn(const ScheduleOrder &order, const GridCosts &costs, const ReadyRequest &request);

} // namespace core
