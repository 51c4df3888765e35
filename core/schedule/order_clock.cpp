// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_clock.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

std::vector<std::int64_t> inTicks(const std::vector<double> &costs, int count, double ticks)
{
    std::vector<std::int64_t> all;
    for (int at = 0; at < count; ++at)
        all.push_back(
            std::llround(costs[costs.size() == 1 ? 0 : static_cast<std::size_t>(at)] * ticks));
    return all;
}

} // namespace

Result<TickCosts> tickCosts(const ScheduleOrder &order, const UnitCosts &costs)
{
    if (const Status status = checkCosts(costs, order.stages, order.microBatches); !status)
        return status.error();
    const double unit = ticksPerUnit(costs, order.stages, order.microBatches);
    TickCosts ticks{.forward = inTicks(costs.forward, order.stages, unit),
                    .input = inTicks(costs.input, order.stages, unit),
                    .weight = inTicks(costs.weight, order.stages, unit),
                    .backward = {},
                    .hop = inTicks(costs.hop, order.stages - 1, unit)};
    if (!costs.backward.empty())
        ticks.backward = inTicks(costs.backward, order.stages, unit);
    for (std::size_t stage = 0; costs.backward.empty() && stage < ticks.input.size(); ++stage)
        ticks.backward.push_back(ticks.input[stage] + ticks.weight[stage]);
    const std::vector<std::uint16_t> &route = order.routes.front();
    for (std::size_t stage = 0; stage < ticks.hop.size(); ++stage)
        if (route[stage] == route[stage + 1])
            ticks.hop[stage] = 0;
    return ticks;
}

OrderClock::OrderClock(const ScheduleOrder &order, const TickCosts &costs)
    : m_order(order), m_costs(costs), m_now(static_cast<std::size_t>(order.ranks)),
      m_firstStart(static_cast<std::size_t>(order.ranks), kUnknown),
      m_forwardEnd(cell(order.stages, 0), kUnknown), m_gradientEnd(cell(order.stages, 0), kUnknown)
{}

std::int64_t OrderClock::arrival(Op op, int stage, int microBatch) const
{
    if (op == Op::BackwardWeight)
        return m_gradientEnd[cell(stage, microBatch)];
    if (op == Op::Forward) {
        if (stage == 0)
            return 0;
        const std::int64_t end = m_forwardEnd[cell(stage - 1, microBatch)];
        return end == kUnknown ? kUnknown : end + m_costs.hop[static_cast<std::size_t>(stage - 1)];
    }
    if (stage + 1 == m_order.stages)
        return m_forwardEnd[cell(stage, microBatch)];
    const std::int64_t end = m_gradientEnd[cell(stage + 1, microBatch)];
    return end == kUnknown ? kUnknown : end + m_costs.hop[static_cast<std::size_t>(stage)];
}

std::int64_t OrderClock::duration(Op op, int stage) const
{
    const auto at = static_cast<std::size_t>(stage);
    switch (op) {
    case Op::Backward:
        return m_costs.backward[at];
    case Op::BackwardInput:
        return m_costs.input[at];
    case Op::BackwardWeight:
        return m_costs.weight[at];
    case Op::Forward:
    case Op::Recompute:
        break;
    }
    return m_costs.forward[at];
}

void OrderClock::pass(Op op, int stage, int microBatch)
{
    const int rank = m_order.rankOf(stage, microBatch);
    const auto at = static_cast<std::size_t>(rank);
    const std::int64_t start = std::max(m_now[at], arrival(op, stage, microBatch));
    const std::int64_t end = start + duration(op, stage);
    if (m_firstStart[at] == kUnknown)
        m_firstStart[at] = start;
    m_now[at] = end;
    if (op == Op::Forward)
        m_forwardEnd[cell(stage, microBatch)] = end;
    else if (op != Op::BackwardWeight)
        m_gradientEnd[cell(stage, microBatch)] = end;
}

std::int64_t longestSpan(const ScheduleOrder &order, const TickCosts &costs)
{
    OrderClock clock(order, costs);
    std::vector<std::size_t> next(order.actions.size());
    std::size_t left = 0;
    for (const std::vector<Action> &actions : order.actions)
        left += actions.size();
    const auto advance = [&](std::size_t rank) {
        const std::vector<Action> &actions = order.actions[rank];
        for (; next[rank] < actions.size(); ++next[rank], --left) {
            const Action &action = actions[next[rank]];
            const int microBatch = static_cast<int>(action.microBatch);
            if (clock.arrival(action.op, action.stage, microBatch) == OrderClock::kUnknown)
                return;
            clock.pass(action.op, action.stage, microBatch);
        }
    };
    // Forwards run down the ranks, gradients back: sweeps in both directions.
    for (std::size_t before = left + 1; left < before && left > 0;) {
        before = left;
        for (std::size_t rank = 0; rank < next.size(); ++rank)
            advance(rank);
        for (std::size_t rank = next.size(); rank > 0; --rank)
            advance(rank - 1);
    }
    return left > 0 ? OrderClock::kUnknown : clock.maxSpan();
}

std::int64_t OrderClock::span(int rank) const
{
    const auto at = static_cast<std::size_t>(rank);
    return m_firstStart[at] == kUnknown ? 0 : m_now[at] - m_firstStart[at];
}

std::int64_t OrderClock::maxSpan() const
{
    std::int64_t longest = 0;
    for (int rank = 0; rank < m_order.ranks; ++rank)
        longest = std::max(longest, span(rank));
    return longest;
}

} // namespace core
