// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/program/gradient_order.h"

#include <algorithm>

namespace core::live {
namespace {

// The rounds in which outputs and gradients were made; 0: not yet.
class MadeIn
{
public:
    explicit MadeIn(const ScheduleOrder &order)
        : m_stages(static_cast<std::size_t>(order.stages)),
          m_outputs(m_stages * static_cast<std::size_t>(order.microBatches)),
          m_gradients(m_outputs.size())
    {}

    // Whether the visit has what it needs of the stages beside it; its own rank runs in order.
    [[nodiscard]] bool allows(const Action &action, std::size_t round) const
    {
        std::size_t needed = 0;
        if (action.op == Op::Forward && action.stage > 0)
            needed = m_outputs[at(action) - 1];
        else if (isBackward(action) && action.stage + std::size_t{1} < m_stages)
            needed = m_gradients[at(action) + 1];
        else
            return true;
        return needed > 0 && needed < round;
    }

    void note(const Action &action, std::size_t round)
    {
        if (action.op == Op::Forward)
            m_outputs[at(action)] = round;
        else if (isBackward(action))
            m_gradients[at(action)] = round;
    }

private:
    static bool isBackward(const Action &action)
    {
        return action.op == Op::Backward || action.op == Op::BackwardInput;
    }
    [[nodiscard]] std::size_t at(const Action &action) const
    {
        return action.microBatch * m_stages + action.stage;
    }

    std::size_t m_stages;
    std::vector<std::size_t> m_outputs; // [microBatch * stages + stage]
    std::vector<std::size_t> m_gradients;
};

} // namespace

GradientOrder::GradientOrder(const ScheduleOrder &order)
    : m_rounds(order.actions.size()), m_complete(static_cast<std::size_t>(order.stages), 0)
{
    MadeIn made(order);
    bool moved = true;
    for (std::size_t round = 1; moved; ++round) {
        moved = false;
        for (std::size_t rank = 0; rank < m_rounds.size(); ++rank) {
            std::vector<std::size_t> &rounds = m_rounds[rank];
            if (rounds.size() == order.actions[rank].size())
                continue;
            const Action &action = order.actions[rank][rounds.size()];
            if (!made.allows(action, round))
                continue;
            made.note(action, round);
            rounds.push_back(round);
            if (action.op == Op::Backward || action.op == Op::BackwardWeight)
                m_complete[action.stage] = round;
            moved = true;
        }
    }
}

std::size_t GradientOrder::visitsBefore(int rank, int stage) const
{
    const auto &rounds = m_rounds[static_cast<std::size_t>(rank)];
    return static_cast<std::size_t>(std::ranges::upper_bound(rounds, completeIn(stage)) -
                                    rounds.begin());
}

} // namespace core::live
