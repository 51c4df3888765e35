// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/order_clock.h"

#include <array>

namespace core {

// Keeps the best of the orders offered: the one whose longest span is shortest at the given costs;
// on a tie the one that slightly unequal stages and slower hops delay least.
class BestOrder
{
public:
    BestOrder(const ScheduleOrder &empty, const UnitCosts &costs);

    [[nodiscard]] const Status &status() const { return m_status; } // of the costs
    void offer(ScheduleOrder order);
    [[nodiscard]] const TickCosts &costs() const { return m_costs.front(); } // those asked for
    [[nodiscard]] ScheduleOrder take() { return std::move(m_best); }

private:
    using Spans = std::array<std::int64_t, 3>;

    Status m_status = std::monostate{};
    std::array<TickCosts, 3> m_costs;
    ScheduleOrder m_best;
    Spans m_spans{};
};

} // namespace core
