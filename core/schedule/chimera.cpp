// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/best_order.h"
#include "core/schedule/order_builder.h"

#include <algorithm>
#include <array>
#include <functional>
#include <queue>
#include <utility>

namespace core {
namespace {

// What a free rank takes first.
enum class ChimeraRule : std::uint8_t { BackwardFirst, OldestFirst, ForwardFirst, WaitForBackward };

// Two pipelines in opposite directions, each a 1F1B of p / 2 micro-batches in flight
// (arXiv:2107.06925). A free rank takes whatever is ready, so units of p micro-batches overlap and
// any number of them works.
class ChimeraSearch
{
public:
    ChimeraSearch(ScheduleOrder &order, const TickCosts &costs, ChimeraRule rule)
        : m_order(order), m_clock(order, costs), m_rule(rule),
          m_ranks(static_cast<std::size_t>(order.ranks))
    {
        for (int microBatch = 0; microBatch < order.microBatches; ++microBatch)
            m_members[order.routeOf[static_cast<std::size_t>(microBatch)]].push_back(microBatch);
    }

    void run(bool backward)
    {
        m_backward = backward;
        for (int rank = 0; rank < m_order.ranks; ++rank)
            m_events.emplace(0, rank);
        while (!m_events.empty()) {
            const auto [time, rank] = m_events.top();
            m_events.pop();
            if (m_clock.now(rank) <= time)
                step(rank, time);
        }
    }

private:
    struct Visit
    {
        Op op = Op::Forward;
        int route = 0;
        int microBatch = -1;
    };
    struct Rank
    {
        std::array<std::size_t, 2> forwards = {0, 0}; // by route
        std::array<std::size_t, 2> backwards = {0, 0};
    };

    [[nodiscard]] int stageOf(int rank, int route) const
    {
        return route == 0 ? rank : m_order.ranks - 1 - rank;
    }
    [[nodiscard]] bool mayForward(int rank, int route) const
    {
        const Rank &state = m_ranks[static_cast<std::size_t>(rank)];
        const auto at = static_cast<std::size_t>(route);
        const std::size_t live = state.forwards[at] - state.backwards[at];
        const int most =
            std::max(1, std::min(m_order.ranks / 2, m_order.ranks - stageOf(rank, route)));
        return state.forwards[at] < m_members[at].size() &&
               (!m_backward || live < static_cast<std::size_t>(most));
    }
    [[nodiscard]] std::pair<int, int> priority(const Visit &visit) const
    {
        const bool forward = visit.op == Op::Forward;
        switch (m_rule) {
        case ChimeraRule::OldestFirst:
            return {visit.microBatch / m_order.ranks, forward ? 1 : 0};
        case ChimeraRule::ForwardFirst:
            return {forward ? 0 : 1, visit.microBatch};
        case ChimeraRule::BackwardFirst:
        case ChimeraRule::WaitForBackward:
            break;
        }
        return {forward ? 1 : 0, visit.microBatch};
    }

    void step(int rank, std::int64_t time)
    {
        Visit best;
        bool blocked = false; // a forward would delay a backward about to arrive
        const Rank &state = m_ranks[static_cast<std::size_t>(rank)];
        for (const int route : {0, 1}) {
            const auto at = static_cast<std::size_t>(route);
            const int stage = stageOf(rank, route);
            const auto consider = [&](Op op, std::size_t index) {
                const Visit visit = {op, route, m_members[at][index]};
                const std::int64_t arrival = m_clock.arrival(op, stage, visit.microBatch);
                if (arrival <= time && (best.microBatch < 0 || priority(visit) < priority(best)))
                    best = visit;
                if (op == Op::Backward && arrival > time && arrival != OrderClock::kUnknown &&
                    arrival < time + m_clock.duration(Op::Forward, stage))
                    blocked = true;
            };
            if (m_backward && state.backwards[at] < state.forwards[at])
                consider(Op::Backward, state.backwards[at]);
            if (mayForward(rank, route))
                consider(Op::Forward, state.forwards[at]);
        }
        const bool waits =
            blocked && m_rule == ChimeraRule::WaitForBackward && best.op == Op::Forward;
        if (best.microBatch >= 0 && !waits)
            take(rank, best, time);
    }

    void take(int rank, const Visit &visit, std::int64_t time)
    {
        const int stage = stageOf(rank, visit.route);
        m_clock.waitUntil(rank, time);
        m_clock.pass(visit.op, stage, visit.microBatch);
        append(m_order.actions[static_cast<std::size_t>(rank)], visit.op, stage, visit.microBatch);
        Rank &state = m_ranks[static_cast<std::size_t>(rank)];
        const bool forward = visit.op == Op::Forward;
        ++(forward ? state.forwards : state.backwards)[static_cast<std::size_t>(visit.route)];
        m_events.emplace(m_clock.now(rank), rank);
        const int next = forward ? stage + 1 : stage - 1;
        if (next >= 0 && next < m_order.stages)
            m_events.emplace(m_clock.arrival(visit.op, next, visit.microBatch),
                             m_order.rankOf(next, visit.microBatch));
    }

    using Event = std::pair<std::int64_t, int>; // when which rank has something new
    ScheduleOrder &m_order;
    OrderClock m_clock;
    ChimeraRule m_rule;
    bool m_backward = true;
    std::array<std::vector<int>, 2> m_members; // micro-batches of each route
    std::vector<Rank> m_ranks;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_events;
};

// Of every p micro-batches half go each way; so does the rest.
ScheduleOrder emptyTwoWayOrder(const ScheduleShape &shape)
{
    ScheduleOrder order = emptyOrder("chimera", shape, Placement::TwoWay);
    for (int first = 0; first < shape.microBatches; first += shape.ranks) {
        const int unit = std::min(shape.ranks, shape.microBatches - first);
        for (int at = 0; at < unit; ++at)
            order.routeOf.push_back(at < (unit + 1) / 2 ? 0 : 1);
    }
    return order;
}

// As published: with forwards and backwards of one slot each, the slots of the two directions and
// of the next unit fit into each other without a gap.
ScheduleOrder slotOrder(ScheduleOrder order, bool backward)
{
    const int ranks = order.ranks;
    for (int rank = 0; rank < ranks; ++rank) {
        std::vector<std::pair<int, Action>> places;
        for (int first = 0; first < order.microBatches; first += ranks) {
            const int end = std::min(first + ranks, order.microBatches);
            std::array<int, 2> nth = {0, 0}; // of its route, in this unit
            for (int microBatch = first; microBatch < end; ++microBatch) {
                const int route = order.routeOf[static_cast<std::size_t>(microBatch)];
                const int stage = route == 0 ? rank : ranks - 1 - rank;
                const int start = 2 * first + 2 * nth[static_cast<std::size_t>(route)]++;
                Action action = {.microBatch = static_cast<std::uint32_t>(microBatch),
                                 .stage = static_cast<std::uint16_t>(stage)};
                places.emplace_back(start + stage, action);
                action.op = Op::Backward;
                if (backward)
                    places.emplace_back(start + 2 * ranks - 1 - stage, action);
            }
        }
        std::ranges::sort(places, {}, &std::pair<int, Action>::first);
        for (const auto &[slot, action] : places)
            order.actions[static_cast<std::size_t>(rank)].push_back(action);
    }
    return order;
}

Result<ScheduleOrder> makeChimera(const ScheduleShape &shape)
{
    if (shape.ranks % 2 != 0)
        return Error{
            "Chimera needs an even number of ranks, because every stage is on two of them; " +
            std::to_string(shape.ranks) + (shape.ranks == 1 ? " was" : " were") +
            " requested. Use " + (shape.ranks > 1 ? std::to_string(shape.ranks - 1) + " or " : "") +
            std::to_string(shape.ranks + 1) + "."};
    const ScheduleOrder empty = emptyTwoWayOrder(shape);
    BestOrder best(empty, shape.costs);
    if (!best.status())
        return best.status().error();
    best.offer(slotOrder(empty, shape.backward));
    for (const ChimeraRule rule : {ChimeraRule::BackwardFirst, ChimeraRule::OldestFirst,
                                   ChimeraRule::ForwardFirst, ChimeraRule::WaitForBackward}) {
        ScheduleOrder order = empty;
        ChimeraSearch(order, best.costs(), rule).run(shape.backward);
        best.offer(std::move(order));
    }
    return best.take();
}

} // namespace

namespace rows {
extern const ScheduleEntry chimera;
const ScheduleEntry chimera = {
    .id = "chimera",
    .title = "Chimera",
    .vectorName = "Chimera",
    .trade = "micro-batches enter at both ends, for twice the weights: a smaller bubble than 1F1B "
             "with few of them, a larger one with many",
    .family = ScheduleFamily::Bidirectional,
    .placement = Placement::TwoWay,
    .chunks = {.least = 2, .usual = 2, .most = 2},
    .searched = true,
    .make = makeChimera,
};
} // namespace rows
} // namespace core
