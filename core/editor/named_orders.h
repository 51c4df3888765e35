// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/editor/order_grid.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// A schedule that has a name, made for the shape of an order.
struct NamedOrder
{
    std::string_view id;
    std::string_view title;
    ScheduleOrder order;
    OrderGrid grid;
};

// All with as many ranks, stages and micro-batches as an order, in menu order; on as many ranks a
// search that takes long is left out.
[[nodiscard]] std::vector<NamedOrder>
namedOrders(const ScheduleOrder &order, const UnitCosts &unitCosts, const GridCosts &costs);

// Which of them an order is, visit for visit; null: none.
[[nodiscard]] const NamedOrder *named(const ScheduleOrder &order,
                                      const std::vector<NamedOrder> &all);
[[nodiscard]] const NamedOrder *findNamed(std::string_view id, const std::vector<NamedOrder> &all);

} // namespace core
