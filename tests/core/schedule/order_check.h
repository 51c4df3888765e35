// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <QString>

#include <vector>

// A second opinion on orders, as plain as can be and slow: is everything there once, on its rank,
// and does the lists' execution come to its end?
namespace order_check {

class Run
{
public:
    Run(const core::ScheduleOrder &order, bool backward)
        : m_order(order), m_backward(backward), m_done(cells() * core::kOpCount, false),
          m_next(order.actions.size(), 0)
    {}

    // Empty if the order is sound.
    QString problem()
    {
        if (const QString wrong = wrongAction(); !wrong.isEmpty())
            return wrong;
        while (runAll()) {
        }
        for (std::size_t rank = 0; rank < m_next.size(); ++rank) {
            if (m_next[rank] < m_order.actions[rank].size())
                return QStringLiteral("deadlock at %1 of rank %2")
                    .arg(text(m_order.actions[rank][m_next[rank]]))
                    .arg(rank);
        }
        return missing();
    }

private:
    using Op = core::Op;
    [[nodiscard]] std::size_t cells() const
    {
        return static_cast<std::size_t>(m_order.stages) *
               static_cast<std::size_t>(m_order.microBatches);
    }
    [[nodiscard]] std::size_t at(Op op, int stage, std::uint32_t microBatch) const
    {
        return static_cast<std::size_t>(op) * cells() +
               static_cast<std::size_t>(stage) * static_cast<std::size_t>(m_order.microBatches) +
               microBatch;
    }
    [[nodiscard]] bool done(Op op, int stage, std::uint32_t microBatch) const
    {
        return m_done[at(op, stage, microBatch)];
    }
    static QString text(const core::Action &action)
    {
        return QString::fromStdString(core::actionText(action));
    }

    QString wrongAction() const
    {
        std::vector<bool> seen(m_done.size(), false);
        for (std::size_t rank = 0; rank < m_order.actions.size(); ++rank) {
            const std::vector<core::Action> &actions = m_order.actions[rank];
            if (!actions.empty() && actions.back().pairedWithNext)
                return QStringLiteral("a pair without a second action");
            for (const core::Action &action : actions) {
                if (action.stage >= m_order.stages ||
                    action.microBatch >= static_cast<std::uint32_t>(m_order.microBatches))
                    return QStringLiteral("out of range: ") + text(action);
                if (m_order.rankOf(action.stage, static_cast<int>(action.microBatch)) !=
                    static_cast<int>(rank))
                    return QStringLiteral("on the wrong rank: ") + text(action);
                const std::size_t cell = at(action.op, action.stage, action.microBatch);
                if (seen[cell])
                    return QStringLiteral("twice: ") + text(action);
                seen[cell] = true;
            }
        }
        return {};
    }

    [[nodiscard]] bool ready(const core::Action &action) const
    {
        const int s = action.stage;
        const std::uint32_t i = action.microBatch;
        switch (action.op) {
        case Op::Forward:
            return s == 0 || done(Op::Forward, s - 1, i);
        case Op::Backward:
        case Op::BackwardInput:
            return done(Op::Forward, s, i) &&
                   (s + 1 == m_order.stages || done(Op::Backward, s + 1, i) ||
                    done(Op::BackwardInput, s + 1, i));
        case Op::BackwardWeight:
            return done(Op::BackwardInput, s, i);
        case Op::Recompute:
            return done(Op::Forward, s, i);
        }
        return false;
    }

    // One action, or both of a pair, if all of it is ready.
    bool runNext(std::size_t rank)
    {
        const std::vector<core::Action> &actions = m_order.actions[rank];
        const std::size_t begin = m_next[rank];
        if (begin == actions.size())
            return false;
        const std::size_t end = begin + (actions[begin].pairedWithNext ? 2 : 1);
        for (std::size_t each = begin; each < end; ++each) {
            if (!ready(actions[each]))
                return false;
        }
        for (std::size_t each = begin; each < end; ++each)
            m_done[at(actions[each].op, actions[each].stage, actions[each].microBatch)] = true;
        m_next[rank] = end;
        return true;
    }

    bool runAll()
    {
        bool moved = false;
        for (std::size_t rank = 0; rank < m_next.size(); ++rank) {
            while (runNext(rank))
                moved = true;
        }
        return moved;
    }

    // Every visit has its forward, and one full backward or both halves.
    QString missing() const
    {
        for (int s = 0; s < m_order.stages; ++s) {
            for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(m_order.microBatches); ++i) {
                const bool full = done(Op::Backward, s, i);
                const bool input = done(Op::BackwardInput, s, i);
                const bool weight = done(Op::BackwardWeight, s, i);
                const bool back = input == weight && full != input;
                if (!done(Op::Forward, s, i) || (m_backward ? !back : full || input || weight))
                    return QStringLiteral("incomplete: stage %1, micro-batch %2").arg(s).arg(i);
            }
        }
        return {};
    }

    const core::ScheduleOrder &m_order;
    bool m_backward;
    std::vector<bool> m_done;
    std::vector<std::size_t> m_next;
};
} // namespace order_check
