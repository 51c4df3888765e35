// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/placed_visits.h"

#include <algorithm>

namespace core {

PlacedVisits::PlacedVisits(const ScheduleOrder &order)
    : m_stages(order.stages), m_microBatches(order.microBatches),
      m_kinds(static_cast<std::size_t>(order.stages) * static_cast<std::size_t>(order.microBatches))
{
    for (const std::vector<Action> &actions : order.actions) {
        for (const Action &action : actions)
            add(action);
    }
}

bool PlacedVisits::isReady(Op op, int stage, int microBatch) const
{
    if (has(op, stage, microBatch))
        return false;
    switch (op) {
    case Op::Forward:
        return stage == 0 || has(Op::Forward, stage - 1, microBatch);
    case Op::Backward:
    case Op::BackwardInput:
        return !hasGradient(stage, microBatch) && has(Op::Forward, stage, microBatch) &&
               (stage + 1 == m_stages || hasGradient(stage + 1, microBatch));
    case Op::BackwardWeight:
        return has(Op::BackwardInput, stage, microBatch);
    case Op::Recompute: // nobody has to run it
        return false;
    }
    return false;
}

std::int64_t PlacedVisits::wholeCount(BackwardForm form) const
{
    std::int64_t count = 0;
    for (int stage = 0; stage < m_stages; ++stage) {
        for (int microBatch = 0; microBatch < m_microBatches; ++microBatch) {
            const bool isFull =
                has(Op::Backward, stage, microBatch) ||
                (form == BackwardForm::Full && !has(Op::BackwardInput, stage, microBatch));
            count += isFull ? 2 : 3;
            count += has(Op::Recompute, stage, microBatch);
        }
    }
    return count;
}

BackwardForm formOf(const ScheduleOrder &order)
{
    const bool splits = std::ranges::any_of(order.actions, [](const std::vector<Action> &actions) {
        return std::ranges::find(actions, Op::BackwardInput, &Action::op) != actions.end();
    });
    return splits ? BackwardForm::Split : BackwardForm::Full;
}

std::int64_t visitCount(const ScheduleOrder &order)
{
    std::int64_t count = 0;
    for (const std::vector<Action> &actions : order.actions)
        count += static_cast<std::int64_t>(actions.size());
    return count;
}

} // namespace core
