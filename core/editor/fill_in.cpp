// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/fill_in.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <utility>

namespace core {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();

class Filling
{
public:
    Filling(const ScheduleOrder &order, const GridCosts &costs, const ReadyRequest &request)
        : m_order(order), m_costs(costs), m_request(request), m_grid(placeOnGrid(order, costs)),
          m_placed(order), m_result(order), m_ranks(order.actions.size())
    {
        for (std::size_t rank = 0; rank < m_ranks.size(); ++rank) {
            m_result.actions[rank].clear();
            m_ranks[rank].mostLater = mostLater(order.actions[rank]);
            findStages(rank);
        }
    }

    std::optional<ScheduleOrder> run()
    {
        for (std::size_t rank = 0; rank < m_ranks.size(); ++rank) {
            m_moments.push({0, rank});
            for (std::size_t at = 0; at < m_grid.visits[rank].size(); ++at)
                wake(rank, m_order.actions[rank][at], m_grid.visits[rank][at].end);
        }
        while (!m_moments.empty()) {
            const auto [time, rank] = m_moments.top();
            m_moments.pop();
            act(rank, time);
        }
        if (visitCount(m_result) != m_placed.wholeCount(m_request.form))
            return {};
        return std::move(m_result);
    }

private:
    using Moment = std::pair<std::int64_t, std::size_t>; // time, rank
    struct Rank
    {
        std::vector<int> stages;    // that it holds, deepest first
        std::vector<int> mostLater; // activations that the placed visits from here on add at most
        std::size_t next = 0;       // of the placed visits
        std::int64_t free = 0;
        int kept = 0;
        std::vector<int> firstOpen[kOpCount]; // by stage: micro-batches before it are done
    };

    [[nodiscard]] static std::vector<int> mostLater(const std::vector<Action> &actions)
    {
        std::vector<int> most(actions.size() + 1, 0);
        for (std::size_t at = actions.size(); at-- > 0;) {
            const Op op = actions[at].op;
            const int during = op == Op::Forward ? 1 : 0;
            const int freed = op == Op::Backward || op == Op::BackwardWeight ? 1 : 0;
            most[at] = std::max(0, during - freed + most[at + 1]);
        }
        return most;
    }

    void findStages(std::size_t rank)
    {
        for (int stage = m_order.stages; stage-- > 0;) {
            for (const std::vector<std::uint16_t> &route : m_order.routes) {
                if (route[static_cast<std::size_t>(stage)] == rank) {
                    m_ranks[rank].stages.push_back(stage);
                    break;
                }
            }
        }
        for (std::vector<int> &open : m_ranks[rank].firstOpen)
            open.assign(static_cast<std::size_t>(m_order.stages), 0);
    }

    // Lets the ranks look again that may wait for what this visit produces.
    void wake(std::size_t rank, const Action &action, std::int64_t end)
    {
        const int microBatch = static_cast<int>(action.microBatch);
        const int stage = action.stage;
        m_moments.push({end, rank});
        const auto pass = [&](int boundary, int to) {
            const std::int64_t hop = m_costs.hopOf(m_order, boundary, microBatch);
            m_moments.push({end + hop, static_cast<std::size_t>(m_order.rankOf(to, microBatch))});
        };
        if (action.op == Op::Forward && stage + 1 < m_order.stages)
            pass(stage, stage + 1);
        if ((action.op == Op::Backward || action.op == Op::BackwardInput) && stage > 0)
            pass(stage - 1, stage - 1);
    }

    // What the rank runs at this time; it is asked again when that ends.
    void act(std::size_t rank, std::int64_t time)
    {
        Rank &state = m_ranks[rank];
        if (time < state.free)
            return; // it is busy, and is asked again when it is free
        takePlaced(rank, time);
        if (time < state.free)
            return;
        const std::vector<VisitTime> &visits = m_grid.visits[rank];
        const std::int64_t until = state.next < visits.size() ? visits[state.next].start : kFar;
        if (const std::optional<Action> chosen = choose(rank, time, until))
            run(rank, *chosen, time);
    }

    // The placed visits keep their times.
    void takePlaced(std::size_t rank, std::int64_t time)
    {
        Rank &state = m_ranks[rank];
        const std::vector<VisitTime> &visits = m_grid.visits[rank];
        while (state.next < visits.size() && visits[state.next].start <= time) {
            const Action &action = m_order.actions[rank][state.next];
            state.kept += action.op == Op::Forward;
            state.kept -= action.op == Op::Backward || action.op == Op::BackwardWeight;
            state.free = std::max(state.free, visits[state.next].end);
            m_result.actions[rank].push_back(action);
            ++state.next;
        }
    }

    void run(std::size_t rank, const Action &action, std::int64_t time)
    {
        Rank &state = m_ranks[rank];
        const std::int64_t end = time + m_costs.of(action);
        const std::size_t at = cell(action.stage, static_cast<int>(action.microBatch));
        if (action.op == Op::Forward) {
            m_grid.forwardEnd[at] = end;
            ++state.kept;
        } else if (action.op != Op::BackwardWeight) {
            m_grid.gradientEnd[at] = end;
        }
        state.kept -= action.op == Op::Backward || action.op == Op::BackwardWeight;
        state.free = end;
        m_placed.add(action);
        m_result.actions[rank].push_back(action);
        wake(rank, action, end);
    }

    [[nodiscard]] std::optional<Action> choose(std::size_t rank, std::int64_t time,
                                               std::int64_t until)
    {
        const Op gradient = m_request.form == BackwardForm::Full ? Op::Backward : Op::BackwardInput;
        const Rank &state = m_ranks[rank];
        const bool isFull = m_request.mostKept > 0 &&
                            state.kept + 1 + state.mostLater[state.next] > m_request.mostKept;
        for (const Op op : {gradient, Op::Forward, Op::BackwardWeight}) {
            if (op == Op::Forward && isFull)
                continue;
            for (const int stage : state.stages) {
                if (const std::optional<Action> found = firstOf(rank, op, stage, time, until))
                    return found;
            }
        }
        return {};
    }

    // The first micro-batch for which this visit can run now, and is done before the next placed
    // one.
    [[nodiscard]] std::optional<Action> firstOf(std::size_t rank, Op op, int stage,
                                                std::int64_t time, std::int64_t until)
    {
        int &first =
            m_ranks[rank].firstOpen[static_cast<std::size_t>(op)][static_cast<std::size_t>(stage)];
        bool isDone = true; // everything before
        for (int microBatch = first; microBatch < m_order.microBatches; ++microBatch) {
            const bool isHere = m_order.rankOf(stage, microBatch) == static_cast<int>(rank);
            const bool open = isHere && !isOver(op, stage, microBatch);
            if (isDone && !open)
                first = microBatch + 1;
            isDone = isDone && !open;
            const Action action{.microBatch = static_cast<std::uint32_t>(microBatch),
                                .stage = static_cast<std::uint16_t>(stage),
                                .op = op};
            if (open && m_placed.isReady(op, stage, microBatch) && hasArrived(action, time) &&
                m_costs.of(action) <= until - time)
                return action;
        }
        return {};
    }

    [[nodiscard]] bool isOver(Op op, int stage, int microBatch) const
    {
        if (op == Op::Forward)
            return m_placed.has(op, stage, microBatch);
        if (op == Op::BackwardWeight)
            return m_placed.has(op, stage, microBatch) ||
                   m_placed.has(Op::Backward, stage, microBatch);
        return m_placed.hasGradient(stage, microBatch);
    }

    [[nodiscard]] bool hasArrived(const Action &action, std::int64_t time) const
    {
        const int stage = action.stage;
        const int microBatch = static_cast<int>(action.microBatch);
        const auto from = [&](const std::vector<std::int64_t> &ends, int producer, int boundary) {
            const std::int64_t end = ends[cell(producer, microBatch)];
            const std::int64_t hop =
                boundary < 0 ? 0 : m_costs.hopOf(m_order, boundary, microBatch);
            return end != VisitTime::kNever && end + hop <= time;
        };
        if (action.op == Op::Forward)
            return stage == 0 || from(m_grid.forwardEnd, stage - 1, stage - 1);
        if (action.op == Op::BackwardWeight)
            return from(m_grid.gradientEnd, stage, -1);
        return from(m_grid.forwardEnd, stage, -1) &&
               (stage + 1 == m_order.stages || from(m_grid.gradientEnd, stage + 1, stage));
    }

    [[nodiscard]] std::size_t cell(int stage, int microBatch) const
    {
        return static_cast<std::size_t>(stage) * static_cast<std::size_t>(m_order.microBatches) +
               static_cast<std::size_t>(microBatch);
    }

    const ScheduleOrder &m_order;
    const GridCosts &m_costs;
    const ReadyRequest &m_request;
    OrderGrid m_grid; // of what is placed; the ends of what is filled in are added
    PlacedVisits m_placed;
    ScheduleOrder m_result;
    std::vector<Rank> m_ranks;
    std::priority_queue<Moment, std::vector<Moment>, std::greater<>> m_moments;
};

} // namespace

std::optional<ScheduleOrder> filledIn(const ScheduleOrder &order, const GridCosts &costs,
                                      const ReadyRequest &request)
{
    return Filling(order, costs, request).run();
}

} // namespace core
