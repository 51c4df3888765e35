// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/best_order.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace core {
namespace {

TickCosts withSlowerHops(TickCosts costs)
{
    for (std::size_t stage = 0; stage < costs.hop.size(); ++stage)
        costs.hop[stage] += costs.forward[stage] / 10;
    return costs;
}

// Up to three eighths more, differently for each kind of visit.
TickCosts withUnequalStages(TickCosts costs)
{
    for (std::size_t stage = 0; stage < costs.forward.size(); ++stage) {
        const auto more = [stage](std::size_t shift) {
            return static_cast<std::int64_t>((stage + shift) % 4);
        };
        costs.forward[stage] += more(0) * costs.forward[stage] / 8;
        costs.input[stage] += (more(1) + 1) * costs.input[stage] / 8;
        costs.weight[stage] -= more(2) % 2 * costs.weight[stage] / 4;
        costs.backward[stage] = costs.input[stage] + costs.weight[stage];
    }
    return withSlowerHops(costs);
}

} // namespace

BestOrder::BestOrder(const ScheduleOrder &empty, const UnitCosts &costs)
{
    Result<TickCosts> ticks = tickCosts(empty, costs);
    if (!ticks) {
        m_status = ticks.error();
        return;
    }
    m_costs = {ticks.value(), withSlowerHops(ticks.value()), withUnequalStages(ticks.value())};
    m_spans.fill(OrderClock::kUnknown);
}

void BestOrder::offer(ScheduleOrder order)
{
    Spans spans;
    for (std::size_t set = 0; set < spans.size(); ++set) {
        spans[set] = longestSpan(order, m_costs[set]);
        if (set == 0 && spans[0] > m_spans[0])
            return;
    }
    const auto rank = [](const Spans &each) { return std::tuple{each[0], each[2], each[1]}; };
    if (rank(spans) >= rank(m_spans))
        return;
    m_spans = spans;
    m_best = std::move(order);
}

} // namespace core
