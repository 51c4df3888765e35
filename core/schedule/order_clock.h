// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schedule/schedule.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace core {

// Costs of a shape in integer ticks, one of each for every stage: sums are exact.
struct TickCosts
{
    std::vector<std::int64_t> forward;
    std::vector<std::int64_t> input;
    std::vector<std::int64_t> weight;
    std::vector<std::int64_t> backward;
    std::vector<std::int64_t> hop; // after each stage but the last; 0 where the rank stays the same
};

// As fine as the evaluator counts. Refuses what checkCosts refuses.
[[nodiscard]] Result<TickCosts> tickCosts(const ScheduleOrder &order, const UnitCosts &costs);

// Tracks when every rank is free and every input arrives while an order grows action by action. A
// rank runs its actions in order, each as soon as its input is there.
class OrderClock
{
public:
    static constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::max();

    OrderClock(const ScheduleOrder &order, const TickCosts &costs);

    // When the input of this visit is on its rank: 0 if it needs none, kUnknown if it was never
    // produced.
    [[nodiscard]] std::int64_t arrival(Op op, int stage, int microBatch) const;
    [[nodiscard]] std::int64_t now(int rank) const { return m_now[static_cast<std::size_t>(rank)]; }
    // From the first start of a rank to its last end.
    [[nodiscard]] std::int64_t span(int rank) const;
    [[nodiscard]] std::int64_t maxSpan() const;
    [[nodiscard]] std::int64_t duration(Op op, int stage) const;
    [[nodiscard]] std::int64_t hopAfter(int stage) const
    {
        return m_costs.hop[static_cast<std::size_t>(stage)];
    }
    void waitUntil(int rank, std::int64_t time)
    {
        std::int64_t &now = m_now[static_cast<std::size_t>(rank)];
        now = now < time ? time : now;
    }
    void pass(Op op, int stage, int microBatch); // its input must be known

private:
    [[nodiscard]] std::size_t cell(int stage, int microBatch) const
    {
        return static_cast<std::size_t>(stage) * static_cast<std::size_t>(m_order.microBatches) +
               static_cast<std::size_t>(microBatch);
    }

    const ScheduleOrder &m_order;
    const TickCosts &m_costs;
    std::vector<std::int64_t> m_now;
    std::vector<std::int64_t> m_firstStart; // kUnknown: has not begun
    std::vector<std::int64_t> m_forwardEnd; // by cell
    std::vector<std::int64_t> m_gradientEnd;
};

// The longest span of any rank when the order is run; kUnknown if it cannot run to its end.
[[nodiscard]] std::int64_t longestSpan(const ScheduleOrder &order, const TickCosts &costs);

} // namespace core
