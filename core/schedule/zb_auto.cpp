// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_builder.h"
#include "core/schedule/order_clock.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

struct ZbAutoFlags
{
    bool waitInWarmUp = false;   // idle time between the forwards before the first backward
    bool backwardFirst = false;  // a rank two forwards ahead takes its backward first
    bool weightInAnyGap = false; // a gap that is too small for a weight gradient gets one anyway
};

// The published heuristic (arXiv:2401.10241, section 3.1): rounds of one forward and one backward
// on every rank, with weight gradients where a rank would wait or runs out of memory.
class ZbAutoSearch
{
public:
    ZbAutoSearch(ScheduleOrder &order, const TickCosts &costs, ZbAutoFlags flags, int halves)
        : m_order(order), m_clock(order, costs), m_flags(flags), m_limit(halves),
          m_ranks(static_cast<std::size_t>(order.ranks))
    {}

    std::int64_t run()
    {
        warmUp();
        backwards();
        for (int round = 1; round < m_order.microBatches; ++round) {
            forwards();
            backwards();
        }
        for (int rank = 0; rank < m_order.ranks; ++rank)
            while (at(rank).weights < at(rank).backwards)
                weight(rank);
        return m_clock.maxSpan();
    }

private:
    struct Rank
    {
        int forwards = 0;
        int backwards = 0;
        int weights = 0;
        std::int64_t idle = 0; // waited for inputs since its first action
        // In half activations: a forward takes two, each half of the backward frees one.
        int memory() const { return 2 * forwards - backwards - weights; }
    };

    Rank &at(int rank) { return m_ranks[static_cast<std::size_t>(rank)]; }
    const Rank &at(int rank) const { return m_ranks[static_cast<std::size_t>(rank)]; }

    void run(Op op, int rank, int microBatch)
    {
        m_clock.pass(op, rank, microBatch);
        append(m_order.actions[static_cast<std::size_t>(rank)], op, rank, microBatch);
    }
    void forward(int rank)
    {
        Rank &state = at(rank);
        wait(rank, m_clock.arrival(Op::Forward, rank, state.forwards));
        run(Op::Forward, rank, state.forwards++);
    }
    void weight(int rank) { run(Op::BackwardWeight, rank, at(rank).weights++); }
    void wait(int rank, std::int64_t arrival)
    {
        if (at(rank).forwards > 0)
            at(rank).idle += std::max<std::int64_t>(0, arrival - m_clock.now(rank));
        m_mostIdle = std::max(m_mostIdle, at(rank).idle);
    }
    // When the input of the first backward can be on each rank, once all have run one forward.
    std::vector<std::int64_t> firstBackwards() const
    {
        const int last = m_order.ranks - 1;
        std::vector<std::int64_t> first(m_ranks.size());
        std::int64_t arrival = m_clock.now(last);
        for (int rank = last; rank >= 0; --rank) {
            first[static_cast<std::size_t>(rank)] = arrival;
            if (rank > 0)
                arrival += m_clock.duration(Op::BackwardInput, rank) + m_clock.hopAfter(rank - 1);
        }
        return first;
    }

    void warmUp()
    {
        for (int rank = 0; rank < m_order.ranks; ++rank)
            forward(rank);
        const std::vector<std::int64_t> until = firstBackwards();
        for (int rank = 0; rank < m_order.ranks; ++rank)
            while (oneMoreFits(rank, until[static_cast<std::size_t>(rank)]))
                forward(rank);
    }

    bool oneMoreFits(int rank, std::int64_t until) const
    {
        const Rank &state = at(rank);
        const int all = m_order.microBatches;
        const int before = rank > 0 ? at(rank - 1).forwards : all;
        const bool inputKnown = before == all || state.forwards + 1 < before;
        if (state.forwards == all || state.memory() + 2 > m_limit || !inputKnown)
            return false;
        const std::int64_t start =
            std::max(m_clock.now(rank), m_clock.arrival(Op::Forward, rank, state.forwards));
        return start + m_clock.duration(Op::Forward, rank) <= until &&
               (m_flags.waitInWarmUp || start == m_clock.now(rank));
    }

    // Weight gradients that memory or a gap before the next input ask for.
    void fillGap(int rank, std::int64_t arrival, int memory)
    {
        Rank &state = at(rank);
        const std::int64_t length = m_clock.duration(Op::BackwardWeight, rank);
        while (state.weights < state.backwards && state.memory() + memory > m_limit)
            weight(rank);
        // The gradients of rank 0 go nowhere: late ones delay no rank.
        const bool nobodyWaits = rank == 0 && state.forwards == m_order.microBatches;
        while (state.weights < state.backwards &&
               (nobodyWaits || m_clock.now(rank) + length <= arrival))
            weight(rank);
        const std::int64_t gap = arrival - m_clock.now(rank);
        if (state.weights < state.backwards && gap > 0 &&
            (m_flags.weightInAnyGap || state.idle + gap > m_mostIdle))
            weight(rank);
    }

    void forwards()
    {
        const int last = m_order.ranks - 1;
        std::vector<char> wanted(m_ranks.size());
        std::int64_t backwardArrives = 0; // as far as it can be foreseen
        for (int rank = last; rank >= 0; --rank) {
            const Rank &state = at(rank);
            char &want = wanted[static_cast<std::size_t>(rank)];
            want = state.forwards < m_order.microBatches;
            if (want && m_flags.backwardFirst && rank < last &&
                state.forwards >= at(rank + 1).forwards + 2 && backwardArrives <= m_clock.now(rank))
                want = false;
            std::int64_t start = m_clock.now(rank);
            if (want)
                start += m_clock.duration(Op::Forward, rank);
            backwardArrives = std::max(start, backwardArrives) +
                              m_clock.duration(Op::BackwardInput, rank) +
                              (rank > 0 ? m_clock.hopAfter(rank - 1) : 0);
        }
        for (int rank = 0; rank <= last; ++rank) {
            if (!wanted[static_cast<std::size_t>(rank)])
                continue;
            fillGap(rank, m_clock.arrival(Op::Forward, rank, at(rank).forwards), 2);
            forward(rank);
        }
    }

    void backwards()
    {
        for (int rank = m_order.ranks - 1; rank >= 0; --rank) {
            const std::int64_t arrival =
                m_clock.arrival(Op::BackwardInput, rank, at(rank).backwards);
            fillGap(rank, arrival, -1);
            wait(rank, arrival);
            run(Op::BackwardInput, rank, at(rank).backwards++);
        }
    }

    ScheduleOrder &m_order;
    OrderClock m_clock;
    ZbAutoFlags m_flags;
    int m_limit; // in half activations
    std::vector<Rank> m_ranks;
    std::int64_t m_mostIdle = 0; // of any rank
};

// The hand-made orders, which the search can miss at unequal costs, where the limit allows what
// they keep.
void offerHandMade(ScheduleOrder &best, std::int64_t &shortest, const ScheduleShape &shape,
                   const TickCosts &costs, double limit)
{
    const std::pair<const char *, int> handMade[] = {{"zb-h1", shape.ranks},
                                                     {"zb-h2", 2 * shape.ranks - 1}};
    for (const auto &[id, kept] : handMade) {
        if (std::min(kept, shape.microBatches) > limit)
            continue;
        Result<ScheduleOrder> order = makeOrder(id, shape);
        const std::int64_t span = order ? longestSpan(order.value(), costs) : OrderClock::kUnknown;
        if (span >= shortest)
            continue;
        shortest = span;
        best = std::move(order).value();
        best.schedule = "zb-auto";
    }
}

Result<ScheduleOrder> makeZbAuto(const ScheduleShape &shape)
{
    ScheduleOrder best = emptyLoopOrder("zb-auto", shape);
    const Result<TickCosts> costs = tickCosts(best, shape.costs);
    if (!costs)
        return costs.error();
    const Result<double> allowed = memoryLimitOf(shape);
    if (!allowed)
        return allowed.error();
    const double limit = allowed.value();
    if (!shape.backward)
        return forwardsOnly(std::move(best));
    const int halves = static_cast<int>(2 * std::min<double>(limit, shape.microBatches));
    std::int64_t shortest = OrderClock::kUnknown;
    for (int flags = 0; flags < 8; ++flags) {
        ScheduleOrder order = emptyLoopOrder("zb-auto", shape);
        ZbAutoSearch search(order, costs.value(),
                            {.waitInWarmUp = (flags & 1) != 0,
                             .backwardFirst = (flags & 2) != 0,
                             .weightInAnyGap = (flags & 4) != 0},
                            halves);
        const std::int64_t span = search.run();
        if (span < shortest) {
            shortest = span;
            best = std::move(order);
        }
    }
    offerHandMade(best, shortest, shape, costs.value(), limit);
    return best;
}

} // namespace

namespace rows {
extern const ScheduleEntry zb_auto;
const ScheduleEntry zb_auto = {
    .id = "zb-auto",
    .title = "ZB automatic",
    .vectorName = "ZB-auto",
    .trade =
        "the shortest span within a memory limit; the step itself is shortest with post-validation",
    .family = ScheduleFamily::ZeroBubble,
    .splitsBackward = true,
    .searched = true,
    .takesMemoryLimit = true,
    .make = makeZbAuto,
};
} // namespace rows
} // namespace core
