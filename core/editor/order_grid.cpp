// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/order_grid.h"

#include "core/sim/pair_time.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace core {
namespace {

constexpr std::int64_t kNever = VisitTime::kNever;

std::vector<std::int64_t> inTicks(const std::vector<double> &costs, int count, double ticks)
{
    std::vector<std::int64_t> all;
    for (int at = 0; at < count; ++at)
        all.push_back(
            std::llround(costs[costs.size() == 1 ? 0 : static_cast<std::size_t>(at)] * ticks));
    return all;
}

class Placing
{
public:
    Placing(const ScheduleOrder &order, const GridCosts &costs)
        : m_order(order), m_costs(costs), m_next(order.actions.size(), 0)
    {
        const std::size_t cells =
            static_cast<std::size_t>(order.stages) * static_cast<std::size_t>(order.microBatches);
        m_grid.ticksPerUnit = costs.ticksPerUnit;
        m_grid.forwardEnd.assign(cells, kNever);
        m_grid.gradientEnd.assign(cells, kNever);
        m_grid.ranks.resize(order.actions.size());
        for (const std::vector<Action> &actions : order.actions) {
            m_grid.visits.emplace_back(actions.size());
            m_causes.emplace_back(actions.size());
        }
    }

    OrderGrid run()
    {
        // Forwards run down the ranks, gradients back: sweeps in both directions.
        for (bool moved = true; moved;) {
            moved = false;
            for (std::size_t rank = 0; rank < m_next.size(); ++rank)
                moved |= advance(rank);
            for (std::size_t rank = m_next.size(); rank-- > 0;)
                moved |= advance(rank);
        }
        for (const RankUse &rank : m_grid.ranks)
            m_grid.makespan = std::max(m_grid.makespan, rank.last);
        markCriticalPath();
        return std::move(m_grid);
    }

private:
    struct Visit
    {
        std::size_t rank = 0;
        std::size_t index = 0;
    };
    struct Input
    {
        std::int64_t arrival = 0;             // kNever: it has not been produced
        std::optional<std::size_t> cell = {}; // that produces it
        bool isGradient = false;
    };

    [[nodiscard]] std::size_t cell(int stage, std::uint32_t microBatch) const
    {
        return static_cast<std::size_t>(stage) * static_cast<std::size_t>(m_order.microBatches) +
               microBatch;
    }

    // What a visit needs from another rank, or from an earlier visit of its own.
    [[nodiscard]] Input inputOf(const Action &action) const
    {
        const int stage = action.stage;
        const int microBatch = static_cast<int>(action.microBatch);
        const auto from = [&](const std::vector<std::int64_t> &ends, int producer, int boundary) {
            const std::size_t at = cell(producer, action.microBatch);
            Input input{ends[at], at, &ends == &m_grid.gradientEnd};
            if (input.arrival != kNever && boundary >= 0)
                input.arrival += m_costs.hopOf(m_order, boundary, microBatch);
            return input;
        };
        switch (action.op) {
        case Op::Forward:
            return stage == 0 ? Input{} : from(m_grid.forwardEnd, stage - 1, stage - 1);
        case Op::Backward:
        case Op::BackwardInput:
            return stage + 1 == m_order.stages ? from(m_grid.forwardEnd, stage, -1)
                                               : from(m_grid.gradientEnd, stage + 1, stage);
        case Op::BackwardWeight:
            return from(m_grid.gradientEnd, stage, -1);
        case Op::Recompute:
            return from(m_grid.forwardEnd, stage, -1);
        }
        return {};
    }

    // Runs a rank until it has to wait for what is not produced yet.
    bool advance(std::size_t rank)
    {
        const std::vector<Action> &actions = m_order.actions[rank];
        bool moved = false;
        while (m_next[rank] < actions.size() && runNext(rank))
            moved = true;
        return moved;
    }

    bool runNext(std::size_t rank)
    {
        const std::vector<Action> &actions = m_order.actions[rank];
        const std::size_t begin = m_next[rank];
        const std::size_t end =
            begin + (actions[begin].pairedWithNext && begin + 1 < actions.size() ? 2 : 1);
        std::int64_t start = m_grid.ranks[rank].last;
        std::optional<Input> awaited;
        for (std::size_t at = begin; at < end; ++at) {
            const Input input = inputOf(actions[at]);
            if (input.arrival == kNever)
                return false;
            if (input.arrival > start) {
                start = input.arrival;
                awaited = input;
            }
        }
        finish(rank, begin, end, start, awaited);
        m_next[rank] = end;
        return true;
    }

    // What a pair produces leaves at the end of both.
    void finish(std::size_t rank, std::size_t begin, std::size_t end, std::int64_t start,
                const std::optional<Input> &awaited)
    {
        const std::vector<Action> &actions = m_order.actions[rank];
        PairTime time{m_costs.of(actions[begin]), m_costs.of(actions[begin])};
        if (end - begin == 2)
            time = pairTime({.duration = m_costs.of(actions[begin])},
                            {.duration = m_costs.of(actions[begin + 1])},
                            {.rule = m_costs.pair, .factor = m_costs.pairFactor});
        m_grid.visits[rank][begin] = {start, start + time.first};
        if (end - begin == 2)
            m_grid.visits[rank][begin + 1] = {start + time.first, start + time.total};
        RankUse &use = m_grid.ranks[rank];
        if (begin == 0)
            use.first = start;
        use.busy += time.total;
        use.last = start + time.total;
        for (std::size_t at = begin; at < end; ++at) {
            m_causes[rank][at] = at == begin ? awaited : std::nullopt;
            note(rank, actions[at], m_grid.visits[rank][at].start, use.last);
        }
    }

    void note(std::size_t rank, const Action &action, std::int64_t start, std::int64_t produced)
    {
        const std::size_t at = cell(action.stage, action.microBatch);
        RankUse &use = m_grid.ranks[rank];
        if (action.op == Op::Forward) {
            m_grid.forwardEnd[at] = produced;
            ++use.keptNow;
        } else if (action.op == Op::Backward || action.op == Op::BackwardInput) {
            m_grid.gradientEnd[at] = produced;
        }
        if (use.keptNow > use.keptAtMost) {
            use.keptAtMost = use.keptNow;
            use.keptFrom = start;
        }
        use.keptNow -= action.op == Op::Backward || action.op == Op::BackwardWeight;
    }

    // From the visit that ends last back to the beginning: what it waited for, else what its rank
    // ran before it.
    void markCriticalPath()
    {
        std::optional<Visit> visit = lastVisit();
        while (visit) {
            VisitTime &time = m_grid.visits[visit->rank][visit->index];
            time.isCritical = true;
            ++m_grid.criticalVisits;
            const std::optional<Input> &cause = m_causes[visit->rank][visit->index];
            if (cause)
                visit = producerOf(*cause);
            else if (visit->index > 0)
                --visit->index;
            else
                visit.reset();
        }
    }

    [[nodiscard]] std::optional<Visit> lastVisit() const
    {
        for (std::size_t rank = 0; rank < m_next.size(); ++rank) {
            if (m_next[rank] > 0 && m_grid.ranks[rank].last == m_grid.makespan)
                return Visit{rank, m_next[rank] - 1};
        }
        return {};
    }

    [[nodiscard]] std::optional<Visit> producerOf(const Input &input) const
    {
        const auto perStage = static_cast<std::size_t>(m_order.microBatches);
        const int stage = static_cast<int>(*input.cell / perStage);
        const int microBatch = static_cast<int>(*input.cell % perStage);
        const auto rank = static_cast<std::size_t>(m_order.rankOf(stage, microBatch));
        const std::vector<Action> &actions = m_order.actions[rank];
        for (std::size_t at = 0; at < m_next[rank]; ++at) {
            const Action &each = actions[at];
            const bool isOfKind = input.isGradient
                                      ? each.op == Op::Backward || each.op == Op::BackwardInput
                                      : each.op == Op::Forward;
            if (isOfKind && each.stage == stage &&
                each.microBatch == static_cast<std::uint32_t>(microBatch))
                return Visit{rank, at};
        }
        return {};
    }

    const ScheduleOrder &m_order;
    const GridCosts &m_costs;
    std::vector<std::size_t> m_next;
    std::vector<std::vector<std::optional<Input>>> m_causes; // what a visit had to wait for
    OrderGrid m_grid;
};

} // namespace

std::int64_t GridCosts::hopOf(const ScheduleOrder &order, int stage, int microBatch) const
{
    return order.rankOf(stage, microBatch) == order.rankOf(stage + 1, microBatch)
               ? 0
               : hop[static_cast<std::size_t>(stage)];
}

Result<GridCosts> gridCosts(const ScheduleOrder &order, const UnitCosts &costs)
{
    if (const Status status = checkCosts(costs, order.stages, order.microBatches); !status)
        return status.error();
    const double ticks = ticksPerUnit(costs, order.stages, order.microBatches);
    const auto byStage = [&](const std::vector<double> &list) {
        return inTicks(list, order.stages, ticks);
    };
    const std::vector<std::int64_t> input = byStage(costs.input);
    const std::vector<std::int64_t> weight = byStage(costs.weight);
    std::vector<std::int64_t> both = costs.backward.empty() ? input : byStage(costs.backward);
    for (std::size_t stage = 0; costs.backward.empty() && stage < both.size(); ++stage)
        both[stage] += weight[stage];
    const std::vector<std::int64_t> forward = byStage(costs.forward);
    return GridCosts{.ticksPerUnit = ticks,
                     .duration = {forward, both, input, weight, forward},
                     .hop = inTicks(costs.hop, order.stages - 1, ticks),
                     .pair = costs.pair,
                     .pairFactor = costs.pairFactor};
}

std::int64_t OrderGrid::busy() const
{
    return std::accumulate(ranks.begin(), ranks.end(), std::int64_t{0},
                           [](std::int64_t sum, const RankUse &rank) { return sum + rank.busy; });
}

double OrderGrid::bubble() const
{
    if (makespan == 0)
        return 0;
    const double whole = static_cast<double>(makespan) * static_cast<double>(ranks.size());
    return 1 - static_cast<double>(busy()) / whole;
}

std::int64_t OrderGrid::idleWithin() const
{
    std::int64_t idle = 0;
    for (const RankUse &rank : ranks)
        idle += rank.last - rank.first - rank.busy;
    return idle;
}

int OrderGrid::keptAtMost() const
{
    const auto most = std::ranges::max_element(ranks, {}, &RankUse::keptAtMost);
    return most == ranks.end() ? 0 : most->keptAtMost;
}

OrderGrid placeOnGrid(const ScheduleOrder &order, const GridCosts &costs)
{
    return Placing(order, costs).run();
}

} // namespace core
