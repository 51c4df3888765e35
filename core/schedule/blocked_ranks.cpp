// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/blocked_ranks.h"

#include <cstdint>

namespace core {
namespace {

class UntimedRun
{
public:
    explicit UntimedRun(const ScheduleOrder &order)
        : m_order(order), m_perStage(static_cast<std::size_t>(order.microBatches)),
          m_gradients(m_perStage * static_cast<std::size_t>(order.stages)),
          m_done(2 * m_gradients, 0), m_next(order.actions.size(), 0),
          m_blockedOn(order.actions.size(), kNothing)
    {}

    void run()
    {
        for (std::size_t rank = m_next.size(); rank-- > 0;)
            m_ready.push_back(rank);
        while (!m_ready.empty()) {
            const std::size_t rank = m_ready.back();
            m_ready.pop_back();
            runRank(rank);
        }
    }

    [[nodiscard]] std::vector<BlockedRank> blocked() const
    {
        std::vector<BlockedRank> all;
        for (std::size_t rank = 0; rank < m_next.size(); ++rank) {
            if (m_next[rank] < m_order.actions[rank].size())
                all.push_back(describe(rank));
        }
        return all;
    }

private:
    static constexpr std::size_t kNothing = ~std::size_t{0};

    [[nodiscard]] std::size_t forward(int stage, std::uint32_t microBatch) const
    {
        return static_cast<std::size_t>(stage) * m_perStage + microBatch;
    }
    [[nodiscard]] std::size_t neededBy(const Action &action) const
    {
        switch (action.op) {
        case Op::Forward:
            return action.stage == 0 ? kNothing : forward(action.stage - 1, action.microBatch);
        case Op::Backward:
        case Op::BackwardInput:
            if (action.stage + 1 < m_order.stages)
                return m_gradients + forward(action.stage + 1, action.microBatch);
            return forward(action.stage, action.microBatch);
        case Op::BackwardWeight:
            return m_gradients + forward(action.stage, action.microBatch);
        case Op::Recompute:
            return forward(action.stage, action.microBatch);
        }
        return kNothing;
    }

    void runRank(std::size_t rank)
    {
        const std::vector<Action> &actions = m_order.actions[rank];
        std::size_t &next = m_next[rank];
        while (next < actions.size()) {
            std::size_t end = next;
            do {
                const std::size_t needed = neededBy(actions[end]);
                if (needed != kNothing && !m_done[needed]) {
                    m_blockedOn[rank] = needed;
                    return;
                }
            } while (actions[end++].pairedWithNext && end < actions.size());
            for (; next < end; ++next)
                finish(actions[next]);
        }
    }

    void finish(const Action &action)
    {
        const int microBatch = static_cast<int>(action.microBatch);
        if (action.op == Op::Forward) {
            m_done[forward(action.stage, action.microBatch)] = 1;
            if (action.stage + 1 < m_order.stages)
                wake(m_order.rankOf(action.stage + 1, microBatch),
                     forward(action.stage, action.microBatch));
        } else if (action.op == Op::Backward || action.op == Op::BackwardInput) {
            const std::size_t gradient = m_gradients + forward(action.stage, action.microBatch);
            m_done[gradient] = 1;
            if (action.stage > 0)
                wake(m_order.rankOf(action.stage - 1, microBatch), gradient);
        }
    }

    void wake(int rank, std::size_t value)
    {
        const auto at = static_cast<std::size_t>(rank);
        if (m_blockedOn[at] != value)
            return;
        m_blockedOn[at] = kNothing;
        m_ready.push_back(at);
    }

    [[nodiscard]] BlockedRank describe(std::size_t rank) const
    {
        const std::vector<Action> &actions = m_order.actions[rank];
        BlockedRank blocked{.rank = static_cast<int>(rank), .next = m_next[rank]};
        std::size_t at = m_next[rank];
        while (neededBy(actions[at]) != m_blockedOn[rank] && at + 1 < actions.size())
            ++at;
        blocked.waiting = actions[at];
        blocked.needed = actions[at];
        const int stages = m_order.stages;
        switch (actions[at].op) {
        case Op::Forward:
            blocked.needed.stage = static_cast<std::uint16_t>(actions[at].stage - 1);
            break;
        case Op::Backward:
        case Op::BackwardInput:
            if (actions[at].stage + 1 < stages)
                ++blocked.needed.stage;
            else
                blocked.needed.op = Op::Forward;
            break;
        case Op::BackwardWeight:
            blocked.needed.op = Op::BackwardInput;
            break;
        case Op::Recompute:
            blocked.needed.op = Op::Forward;
            break;
        }
        blocked.needed.pairedWithNext = false;
        blocked.waiting.pairedWithNext = false;
        blocked.neededRank =
            m_order.rankOf(blocked.needed.stage, static_cast<int>(blocked.needed.microBatch));
        return blocked;
    }

    const ScheduleOrder &m_order;
    std::size_t m_perStage;
    std::size_t m_gradients; // index of the first gradient
    std::vector<std::uint8_t> m_done;
    std::vector<std::size_t> m_next;
    std::vector<std::size_t> m_blockedOn;
    std::vector<std::size_t> m_ready;
};

} // namespace

std::vector<BlockedRank> blockedRanks(const ScheduleOrder &order)
{
    UntimedRun run(order);
    run.run();
    return run.blocked();
}

} // namespace core
