// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/large_pages.h"
#include "core/schedule/schedule.h"
#include "core/sim/pair_time.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

namespace core {

// The hop of a value out of a stage. A hop inside a rank is free.
struct Wire
{
    std::int64_t latency = 0; // ns
    std::int64_t carry = 0;   // ns that the link is occupied
    std::int32_t link = -1;   // directed link between two ranks; -1: inside a rank
    std::int32_t toRank = 0;
    bool down = false;
    std::int64_t within = 0; // ns of the visit's end, in which it is handed over; no other cost
};

// One replica ready to be run: an order with a price for everything in it.
struct EngineTask
{
    const ScheduleOrder *order = nullptr;
    std::array<std::vector<std::int64_t>, kOpCount> duration; // ns, [op][route * stages + stage]
    std::vector<Wire> activation;     // [route * stages + stage], to stage + 1
    std::vector<Wire> gradient;       // [route * stages + stage], to stage - 1
    std::vector<std::int64_t> update; // [route * stages + stage], after every backward; or empty
    int links = 0;
    bool serialEntry = false; // a forward enters only after the one before it left the last stage
    bool recomputeWaits = false; // a recomputation starts only when the gradient has arrived
    PairRule pair = PairRule::Sum;
    double pairFactor = 1;
    // In a pair of PairRule::Sum, the exchange of one visit with its experts runs beside the work
    // of the other, from which it takes this share of the shorter of the two.
    bool hides = false;
    double contention = 0;
    std::array<std::vector<std::int64_t>, kOpCount> work;       // as duration, without exchange
    std::array<std::vector<std::int64_t>, kOpCount> expertComm; // as duration

    [[nodiscard]] std::size_t at(std::size_t route, int stage) const
    {
        return route * static_cast<std::size_t>(order->stages) + static_cast<std::size_t>(stage);
    }
};

// A value that one stage hands to another.
struct Value
{
    std::int64_t produced = kNever;
    std::int64_t arrival = kNever;

    static constexpr std::int64_t kNever = -1;
    static constexpr std::int64_t kLost = -2; // produced, but its link is down
};

// The same where production times are not needed: half the memory of a run.
struct Arrival
{
    std::int64_t arrival = Value::kNever;

    Arrival() = default;
    Arrival(const Value &value) : arrival(value.arrival) {}
};

template <class StoredValue>
struct EngineStateOf
{
    static constexpr std::size_t kNothing = ~std::size_t{0};
    struct Rank
    {
        const Action *next = nullptr;
        const Action *end = nullptr;
        std::int64_t clock = 0;
        std::size_t blockedOn = kNothing; // index of a value
        const Action *blocked = nullptr;  // that needs it
    };
    std::vector<Rank> ranks;
    std::vector<StoredValue, LargePageAllocator<StoredValue>>
        values;                             // inputs of stages, then gradients
    std::vector<std::int64_t> linkFree;     // when each link has carried what it was given
    std::vector<std::int64_t> lastBackward; // [route * stages + stage], end of the last visit
};

using EngineState = EngineStateOf<Value>;

// Runs every rank's list in order: an action starts when the rank is free and its input has
// arrived; a transfer occupies its link but neither rank. O(actions): a blocked rank sleeps on
// the one value that it needs. Recorder gets wait, work and transfer, in order per rank, and
// update where it has that.
// Ranks still blocked at the end wait for a value that was lost on a cut link.
template <class Recorder, class StoredValue = Value>
class Engine
{
    using State = EngineStateOf<StoredValue>;
    static constexpr int kTurn = 32; // actions
    // Values of the next cache line, which a rank writes a few actions later.
    static constexpr std::size_t kAhead = 64 / sizeof(StoredValue);

public:
    Engine(const EngineTask &task, State &state, Recorder &recorder)
        : m_task(task), m_order(*task.order), m_state(state), m_recorder(recorder),
          m_groupBits(groupBits(m_order.microBatches)),
          m_groupMask((std::uint32_t{1} << m_groupBits) - 1),
          m_gradients(inputOf(0, static_cast<std::uint32_t>(m_order.microBatches) + m_groupMask) &
                      ~std::size_t{m_groupMask})
    {}

    // Returns early, unfinished, after a stop request.
    void run(const std::stop_token &stop = {})
    {
        m_state.values.assign(2 * m_gradients + kAhead, {});
        m_state.linkFree.assign(static_cast<std::size_t>(m_task.links), 0);
        m_state.lastBackward.assign(
            m_order.routes.size() * static_cast<std::size_t>(m_order.stages), 0);
        m_state.ranks.clear();
        for (const std::vector<Action> &actions : m_order.actions)
            m_state.ranks.push_back({actions.data(), actions.data() + actions.size()});
        // Each rank is queued at most once.
        m_ready.assign(m_state.ranks.size(), 0);
        for (int rank = 0; rank < m_order.ranks; ++rank)
            m_ready[static_cast<std::size_t>(rank)] = rank;
        m_readyFirst = 0;
        m_readyCount = m_ready.size();
        while (m_readyCount > 0 && !stop.stop_requested()) {
            const int rank = m_ready[m_readyFirst];
            m_readyFirst = m_readyFirst + 1 == m_ready.size() ? 0 : m_readyFirst + 1;
            --m_readyCount;
            runRank(rank);
        }
    }

private:
    // Micro-batches are kept in groups, and in a group stage by stage: what is in use at a time
    // then lies on a few pages even with thousands of stages.
    [[nodiscard]] static unsigned groupBits(int microBatches)
    {
        unsigned bits = 0;
        while (bits < 6 && (4 << bits) < microBatches)
            ++bits;
        return bits;
    }
    [[nodiscard]] std::size_t inputOf(int stage, std::uint32_t microBatch) const
    {
        const std::size_t group = microBatch >> m_groupBits;
        return ((group * static_cast<std::size_t>(m_order.stages) + static_cast<std::size_t>(stage))
                << m_groupBits) +
               (microBatch & m_groupMask);
    }

    // The value that an action needs from elsewhere; kNothing if it needs none.
    [[nodiscard]] std::size_t neededBy(const Action &action) const
    {
        const int stage = action.stage;
        if (action.op == Op::Forward) {
            const bool entering = stage == 0;
            if (!entering || (m_task.serialEntry && action.microBatch > 0))
                return inputOf(stage, action.microBatch);
        } else if (action.op == Op::Backward || action.op == Op::BackwardInput ||
                   (action.op == Op::Recompute && m_task.recomputeWaits)) {
            if (stage + 1 < m_order.stages)
                return m_gradients + inputOf(stage, action.microBatch);
        }
        return State::kNothing;
    }

    void lineUp(int rank)
    {
        const std::size_t at = m_readyFirst + m_readyCount++;
        m_ready[at < m_ready.size() ? at : at - m_ready.size()] = rank;
    }

    // Until it is done, has to wait, or has used up its turn: with short turns, values passed to
    // the next rank are still in the cache when it runs.
    void runRank(int rank)
    {
        typename State::Rank &state = m_state.ranks[static_cast<std::size_t>(rank)];
        for (int turn = 0; state.next != state.end; ++turn) {
            if (turn == kTurn) {
                lineUp(rank);
                break;
            }
            const Action *const last = state.next + (state.next->pairedWithNext ? 1 : 0);
            const Action *awaiting = nullptr; // whose input arrives last, if any is waited for
            std::int64_t begin = state.clock;
            for (const Action *action = state.next; action <= last; ++action) {
                const std::size_t needed = neededBy(*action);
                if (needed == State::kNothing)
                    continue;
                const StoredValue &value = m_state.values[needed];
                if (value.arrival < 0) {
                    state.blockedOn = needed;
                    state.blocked = action;
                    return;
                }
                if (value.arrival > begin) {
                    begin = value.arrival;
                    awaiting = action;
                }
            }
            if (awaiting)
                m_recorder.wait(rank, state.clock, m_state.values[neededBy(*awaiting)], *awaiting);
            state.clock = last == state.next ? finish(rank, begin, *last)
                                             : finishPair(rank, begin, *state.next, *last);
            state.next = last + 1;
        }
        state.blockedOn = State::kNothing;
    }

    [[nodiscard]] std::size_t placeOf(const Action &action) const
    {
        const std::size_t route = m_order.routeOf.empty() ? 0 : m_order.routeOf[action.microBatch];
        return m_task.at(route, action.stage);
    }

    [[nodiscard]] std::int64_t durationOf(const Action &action, std::size_t at) const
    {
        return m_task.duration[static_cast<std::size_t>(action.op)][at];
    }

    std::int64_t finish(int rank, std::int64_t begin, const Action &action)
    {
        const std::size_t at = placeOf(action);
        const std::int64_t end = begin + durationOf(action, at);
        m_recorder.work(rank, begin, end, action);
        handOn(rank, end, action, at);
        return updated(rank, end, action, at);
    }

    // The end of the weight update that follows a completed gradient, if one does.
    std::int64_t updated(int rank, std::int64_t begin, const Action &action, std::size_t at)
    {
        if (m_task.update.empty() || action.op != Op::Backward)
            return begin;
        const std::int64_t end = begin + m_task.update[at];
        if constexpr (requires { m_recorder.update(rank, begin, end, action); })
            m_recorder.update(rank, begin, end, action);
        return end;
    }

    // Both are indivisible: what they produce leaves at the end of both. Each is recorded with
    // its share of the time.
    std::int64_t finishPair(int rank, std::int64_t begin, const Action &first, const Action &second)
    {
        const std::size_t firstAt = placeOf(first);
        const std::size_t secondAt = placeOf(second);
        const PairTime parts =
            pairTime(visitOf(first, firstAt), visitOf(second, secondAt),
                     {m_task.pair, m_task.pairFactor, m_task.hides, m_task.contention});
        const std::int64_t middle = begin + parts.first;
        const std::int64_t end = begin + parts.total;
        m_recorder.work(rank, begin, middle, first);
        m_recorder.work(rank, middle, end, second);
        handOn(rank, end, first, firstAt);
        handOn(rank, end, second, secondAt);
        return updated(rank, updated(rank, end, first, firstAt), second, secondAt);
    }

    [[nodiscard]] PairVisit visitOf(const Action &action, std::size_t at) const
    {
        const auto op = static_cast<std::size_t>(action.op);
        return m_task.hides ? PairVisit{m_task.duration[op][at], m_task.work[op][at],
                                        m_task.expertComm[op][at]}
                            : PairVisit{.duration = m_task.duration[op][at]};
    }

    // Sends what the action has produced to the stage that needs it.
    void handOn(int rank, std::int64_t end, const Action &action, std::size_t at)
    {
        if (action.op == Op::Recompute)
            return;
        if (action.op == Op::Forward) {
            if (action.stage + 1 < m_order.stages)
                send(rank, end, m_task.activation[at], action,
                     inputOf(action.stage + 1, action.microBatch));
            else if (m_task.serialEntry &&
                     action.microBatch + 1 < static_cast<std::uint32_t>(m_order.microBatches))
                deliver({end, end}, inputOf(0, action.microBatch + 1),
                        m_order.rankOf(0, static_cast<int>(action.microBatch) + 1));
            return;
        }
        if (action.op != Op::BackwardInput)
            m_state.lastBackward[at] = end;
        if (action.op != Op::BackwardWeight && action.stage > 0)
            send(rank, end, m_task.gradient[at], action,
                 m_gradients + inputOf(action.stage - 1, action.microBatch));
    }

    void send(int rank, std::int64_t end, const Wire &wire, const Action &action, std::size_t index)
    {
        if (wire.link < 0) {
            deliver({end, end}, index, wire.toRank);
            return;
        }
        if (wire.down) {
            m_state.values[index] = Value{end, Value::kLost};
            return;
        }
        if (wire.within > 0) {
            m_recorder.transfer(rank, wire.toRank, end - wire.within, end, action);
            deliver({end - wire.within, end}, index, wire.toRank);
            return;
        }
        std::int64_t &free = m_state.linkFree[static_cast<std::size_t>(wire.link)];
        const std::int64_t begin = std::max(end, free);
        free = begin + wire.carry;
        const std::int64_t arrival = free + wire.latency;
        m_recorder.transfer(rank, wire.toRank, begin, arrival, action);
        deliver({end, arrival}, index, wire.toRank);
    }

    void deliver(const Value &value, std::size_t index, int toRank)
    {
        m_state.values[index] = value;
        __builtin_prefetch(m_state.values.data() + index + kAhead, 1);
        typename State::Rank &receiver = m_state.ranks[static_cast<std::size_t>(toRank)];
        if (receiver.blockedOn == index) {
            receiver.blockedOn = State::kNothing;
            lineUp(toRank);
        }
    }

    const EngineTask &m_task;
    const ScheduleOrder &m_order;
    State &m_state;
    Recorder &m_recorder;
    unsigned m_groupBits;
    std::uint32_t m_groupMask;
    std::size_t m_gradients;  // index of the first gradient value
    std::vector<int> m_ready; // ranks that may be able to go on, in a ring
    std::size_t m_readyFirst = 0;
    std::size_t m_readyCount = 0;
};

// Wires of every route: free inside a rank, else what wireOf(fromRank, toRank, stage, gradient)
// says; the links are numbered by the pair of ranks that they join.
template <class WireOf>
void connectStages(EngineTask &task, WireOf wireOf)
{
    const ScheduleOrder &order = *task.order;
    std::vector<std::pair<int, int>> pairs;
    const auto each = [&](auto visit) {
        for (std::size_t route = 0; route < order.routes.size(); ++route) {
            for (int stage = 0; stage + 1 < order.stages; ++stage) {
                const int from = order.routes[route][static_cast<std::size_t>(stage)];
                const int to = order.routes[route][static_cast<std::size_t>(stage) + 1];
                visit(task.at(route, stage), from, to, stage, false);
                visit(task.at(route, stage + 1), to, from, stage, true);
            }
        }
    };
    each([&](std::size_t, int from, int to, int, bool) {
        if (from != to)
            pairs.emplace_back(from, to);
    });
    std::ranges::sort(pairs);
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    const std::size_t count = order.routes.size() * static_cast<std::size_t>(order.stages);
    task.activation.assign(count, {});
    task.gradient.assign(count, {});
    task.links = static_cast<int>(pairs.size());
    each([&](std::size_t at, int from, int to, int stage, bool gradient) {
        Wire wire;
        if (from != to) {
            wire = wireOf(from, to, stage, gradient);
            const auto found = std::ranges::lower_bound(pairs, std::pair(from, to));
            wire.link = static_cast<std::int32_t>(found - pairs.begin());
        }
        wire.toRank = to;
        (gradient ? task.gradient : task.activation)[at] = wire;
    });
}

} // namespace core
