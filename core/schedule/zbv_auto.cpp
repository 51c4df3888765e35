// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/best_order.h"
#include "core/schedule/order_builder.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

// Whether a gap before such a visit, too small for a weight gradient, gets one anyway.
struct ZbvAutoFlags
{
    bool fillForwards = false;
    bool fillBackwards = false;
    // The first chunk never takes the last place, so that the second one can always go on.
    bool keepRoom = false;
    // The published rule: a gap that does not make a rank the most idle is left, and before a
    // backward of the first chunk all other gaps are filled. Else every gap may be filled.
    bool asPublished = false;
};

// The published heuristic for a V of two chunks (arXiv:2401.10241, section 6): rounds of one
// backward and one forward on every rank, the chunk chosen by what has arrived.
class ZbvAutoSearch
{
public:
    // allowed: the idle time of each rank in an earlier search; empty at first.
    ZbvAutoSearch(ScheduleOrder &order, const TickCosts &costs, ZbvAutoFlags flags, int halves,
                  const std::vector<std::int64_t> &allowed)
        : m_order(order), m_clock(order, costs), m_flags(flags), m_limit(halves),
          m_allowed(allowed), m_ranks(static_cast<std::size_t>(order.ranks)),
          m_left(std::int64_t{2} * order.stages * order.microBatches)
    {
        for (const std::int64_t idle : allowed)
            m_mostAllowed = std::max(m_mostAllowed, idle);
    }

    // The idle time of each rank between its first start and its last end; empty if ranks block
    // each other.
    std::vector<std::int64_t> run()
    {
        warmUp();
        for (std::int64_t before = m_left + 1; m_left < before;) {
            before = m_left;
            backwards();
            forwards();
        }
        if (m_left > 0)
            return {};
        std::vector<std::int64_t> idle;
        for (int rank = 0; rank < m_order.ranks; ++rank) {
            while (weightWaits(rank))
                weight(rank);
            std::int64_t busy = 0;
            for (const int stage : {rank, m_order.stages - 1 - rank})
                for (const Op op : {Op::Forward, Op::BackwardInput, Op::BackwardWeight})
                    busy += m_order.microBatches * m_clock.duration(op, stage);
            idle.push_back(m_clock.span(rank) - busy);
        }
        return idle;
    }

private:
    struct Rank
    {
        int forwards[2] = {0, 0}; // by chunk
        int backwards[2] = {0, 0};
        std::vector<Action> done; // input gradients in their order
        std::size_t weights = 0;  // of them
        std::int64_t idle = 0;
        int memory() const
        {
            return 2 * (forwards[0] + forwards[1]) - static_cast<int>(done.size() + weights);
        }
    };

    Rank &at(int rank) { return m_ranks[static_cast<std::size_t>(rank)]; }
    const Rank &at(int rank) const { return m_ranks[static_cast<std::size_t>(rank)]; }
    int stageOf(int rank, int chunk) const { return chunk == 0 ? rank : m_order.stages - 1 - rank; }
    bool weightWaits(int rank) const { return at(rank).weights < at(rank).done.size(); }
    int &count(int rank, Op op, int chunk)
    {
        return op == Op::Forward ? at(rank).forwards[chunk] : at(rank).backwards[chunk];
    }

    void run(Op op, int rank, int stage, int microBatch)
    {
        m_clock.pass(op, stage, microBatch);
        append(m_order.actions[static_cast<std::size_t>(rank)], op, stage, microBatch);
    }
    void weight(int rank)
    {
        const Action &action = at(rank).done[at(rank).weights++];
        run(Op::BackwardWeight, rank, action.stage, static_cast<int>(action.microBatch));
    }
    bool known(int rank, Op op, int chunk)
    {
        return m_clock.arrival(op, stageOf(rank, chunk), count(rank, op, chunk)) !=
               OrderClock::kUnknown;
    }

    void visit(int rank, Op op, int chunk)
    {
        const int stage = stageOf(rank, chunk);
        Rank &state = at(rank);
        int &next = count(rank, op, chunk);
        const std::int64_t arrival = m_clock.arrival(op, stage, next);
        if (state.forwards[0] > 0)
            state.idle += std::max<std::int64_t>(0, arrival - m_clock.now(rank));
        m_mostIdle = std::max(m_mostIdle, state.idle);
        run(op, rank, stage, next);
        if (op == Op::BackwardInput)
            append(state.done, op, stage, next);
        ++next;
        --m_left;
    }

    std::int64_t gapLimit(int rank) const
    {
        std::int64_t most = m_mostIdle;
        if (!m_allowed.empty())
            most = std::max(most, m_mostAllowed - m_allowed[static_cast<std::size_t>(rank)]);
        return most - at(rank).idle;
    }

    void fillGap(int rank, Op op, int chunk)
    {
        const Rank &state = at(rank);
        const std::int64_t arrival =
            m_clock.arrival(op, stageOf(rank, chunk), count(rank, op, chunk));
        while (weightWaits(rank) &&
               m_clock.now(rank) +
                       m_clock.duration(Op::BackwardWeight, state.done[state.weights].stage) <=
                   arrival)
            weight(rank);
        const std::int64_t gap = arrival - m_clock.now(rank);
        const bool fill = op == Op::Forward ? m_flags.fillForwards : m_flags.fillBackwards;
        const bool tooLong = gap > gapLimit(rank);
        const bool wanted = m_flags.asPublished
                                ? tooLong && (fill || (op != Op::Forward && chunk == 0))
                                : gap > 0 && (fill || tooLong);
        if (weightWaits(rank) && wanted)
            weight(rank);
    }

    void makeRoom(int rank, int halves)
    {
        while (weightWaits(rank) && at(rank).memory() + halves > m_limit)
            weight(rank);
    }

    bool hasRoom(int rank, int chunk) const
    {
        const int halves = chunk == 0 && m_flags.keepRoom ? 4 : 2;
        return at(rank).memory() + halves <= m_limit;
    }

    void warmUp();
    void backwards();
    void forwards();
    void visitAll(Op op, const std::vector<int> &chunks);

    ScheduleOrder &m_order;
    OrderClock m_clock;
    ZbvAutoFlags m_flags;
    int m_limit; // in half activations of a chunk
    const std::vector<std::int64_t> &m_allowed;
    std::int64_t m_mostAllowed = 0;
    std::vector<Rank> m_ranks;
    std::int64_t m_mostIdle = 0;
    std::int64_t m_left; // forwards and input gradients
};

void ZbvAutoSearch::warmUp()
{
    const int last = m_order.ranks - 1;
    const int all = m_order.microBatches;
    for (int rank = 0; rank <= last; ++rank)
        visit(rank, Op::Forward, 0);
    visit(last, Op::Forward, 1);
    // More forwards of the first chunk until the first micro-batch comes back.
    for (int rank = last - 1; rank >= 0; --rank) {
        const std::int64_t arrival = m_clock.arrival(Op::Forward, stageOf(rank, 1), 0);
        while (at(rank).forwards[0] < all && at(rank).memory() + 4 + 4 * rank <= m_limit &&
               m_clock.now(rank) + m_clock.duration(Op::Forward, rank) <= arrival)
            for (int upTo = 0; upTo <= rank; ++upTo)
                visit(upTo, Op::Forward, 0);
        visit(rank, Op::Forward, 1);
    }
    // Every rank as many forwards as the one before it, of both chunks in turn.
    int chunk = 0;
    for (int rank = 1; rank <= last; ++rank) {
        const Rank &before = at(rank - 1);
        const Rank &state = at(rank);
        int idleTurns = 0;
        while (idleTurns < 2 &&
               (state.forwards[0] + state.forwards[1] < before.forwards[0] + before.forwards[1] ||
                (state.forwards[1] <= before.forwards[1] && before.forwards[1] < all))) {
            const std::int64_t left = m_left;
            for (int other = last; other >= rank; --other)
                if (at(other).forwards[chunk] < all && hasRoom(other, chunk) &&
                    known(other, Op::Forward, chunk))
                    visit(other, Op::Forward, chunk);
            idleTurns = m_left < left ? 0 : idleTurns + 1;
            chunk = 1 - chunk;
        }
    }
}

// The first chunk runs down the ranks, the second one back: each goes where its inputs come from.
void ZbvAutoSearch::visitAll(Op op, const std::vector<int> &chunks)
{
    const int last = m_order.ranks - 1;
    const auto one = [&](int rank, int chunk) {
        if (chunks[static_cast<std::size_t>(rank)] != chunk || !known(rank, op, chunk))
            return;
        fillGap(rank, op, chunk);
        visit(rank, op, chunk);
    };
    const int ascending = op == Op::Forward ? 0 : 1;
    const auto up = [&] {
        for (int rank = 0; rank <= last; ++rank)
            one(rank, ascending);
    };
    const auto down = [&] {
        for (int rank = last; rank >= 0; --rank)
            one(rank, 1 - ascending);
    };
    if (m_flags.asPublished && op != Op::Forward) {
        down();
        up();
        return;
    }
    up();
    down();
}

void ZbvAutoSearch::backwards()
{
    const int last = m_order.ranks - 1;
    const int all = m_order.microBatches;
    std::vector<int> chunks(m_ranks.size(), -1);
    for (int rank = 0; rank <= last; ++rank) {
        const Rank &state = at(rank);
        int &chunk = chunks[static_cast<std::size_t>(rank)];
        if (state.backwards[0] == all)
            continue;
        makeRoom(rank, -1);
        if (state.backwards[0] >= state.backwards[1])
            chunk = 1;
        else if (rank == last || state.backwards[1] == all)
            chunk = 0;
        else
            chunk = known(rank, Op::BackwardInput, 0) ? 0 : 1;
    }
    visitAll(Op::BackwardInput, chunks);
}

void ZbvAutoSearch::forwards()
{
    const int last = m_order.ranks - 1;
    const int all = m_order.microBatches;
    std::vector<int> chunks(m_ranks.size(), -1);
    for (int rank = 0; rank <= last; ++rank) {
        const Rank &state = at(rank);
        int &chunk = chunks[static_cast<std::size_t>(rank)];
        if (state.forwards[1] == all)
            continue;
        makeRoom(rank, 2);
        if (state.forwards[1] >= state.forwards[0])
            chunk = 0;
        else if (rank == last)
            chunk = 1;
        else
            chunk = known(rank, Op::Forward, 1) ? 1 : 0;
        if ((chunk == 0 && state.forwards[0] == all) || !hasRoom(rank, chunk))
            chunk = -1;
    }
    visitAll(Op::Forward, chunks);
}

// Searches again with the idle times of the last search as its measure while that helps. False if
// ranks blocked each other.
bool offerOrders(BestOrder &best, const ScheduleOrder &empty, const TickCosts &costs, int halves,
                 ZbvAutoFlags flags)
{
    std::vector<std::int64_t> allowed;
    for (std::int64_t before = OrderClock::kUnknown;;) {
        ScheduleOrder order = empty;
        std::vector<std::int64_t> idle = ZbvAutoSearch(order, costs, flags, halves, allowed).run();
        if (idle.empty())
            return before < OrderClock::kUnknown;
        const std::int64_t most = *std::max_element(idle.begin(), idle.end());
        if (most >= before)
            return true;
        before = most;
        allowed = std::move(idle);
        best.offer(std::move(order));
    }
}

void offerOrders(BestOrder &best, const ScheduleOrder &empty, const TickCosts &costs, int halves,
                 bool asPublished)
{
    for (const bool fillForwards : {false, true}) {
        for (const bool fillBackwards : {false, true}) {
            ZbvAutoFlags flags = {.fillForwards = fillForwards,
                                  .fillBackwards = fillBackwards,
                                  .asPublished = asPublished};
            if (offerOrders(best, empty, costs, halves, flags))
                continue;
            flags.keepRoom = true;
            offerOrders(best, empty, costs, halves, flags);
        }
    }
}

// What a visit costs on average, the same for every stage.
TickCosts averaged(TickCosts costs)
{
    for (std::vector<std::int64_t> *each :
         {&costs.forward, &costs.input, &costs.weight, &costs.backward}) {
        std::int64_t sum = 0;
        for (const std::int64_t cost : *each)
            sum += cost;
        std::fill(each->begin(), each->end(), sum / static_cast<std::int64_t>(each->size()));
    }
    return costs;
}

Result<ScheduleOrder> makeZbvAuto(const ScheduleShape &shape)
{
    const ScheduleOrder empty = emptyOrder("zbv-auto", shape, Placement::V);
    const Result<double> allowed = memoryLimitOf(shape);
    if (!allowed)
        return allowed.error();
    const double limit = allowed.value();
    BestOrder best(empty, shape.costs);
    if (!best.status())
        return best.status().error();
    if (!shape.backward)
        return forwardsOnly(empty);
    // More than any rank can keep.
    const double most = 4.0 * shape.ranks + 4.0 * shape.microBatches;
    const int halves = static_cast<int>(std::min(4 * limit, 4 * most));
    offerOrders(best, empty, best.costs(), halves, shape.asPublished);
    if (shape.asPublished)
        return best.take();
    const TickCosts equal = averaged(best.costs());
    if (equal.forward != best.costs().forward || equal.input != best.costs().input ||
        equal.weight != best.costs().weight)
        offerOrders(best, empty, equal, halves, false);
    if (limit >= std::min(shape.ranks, shape.microBatches)) { // what the hand-made order keeps
        if (Result<ScheduleOrder> handMade = makeOrder("zb-v", shape)) {
            handMade.value().schedule = "zbv-auto";
            best.offer(std::move(handMade).value());
        }
    }
    return best.take();
}

} // namespace

namespace rows {
extern const ScheduleEntry zbv_auto;
const ScheduleEntry zbv_auto = {
    .id = "zbv-auto",
    .title = "ZB-V automatic",
    .vectorName = "ZBV-auto",
    .trade = "ZB-V for stages of unequal cost, within a memory limit",
    .family = ScheduleFamily::ZeroBubble,
    .placement = Placement::V,
    .chunks = {.least = 2, .usual = 2, .most = 2},
    .splitsBackward = true,
    .searched = true,
    .takesMemoryLimit = true,
    .make = makeZbvAuto,
};
} // namespace rows
} // namespace core
