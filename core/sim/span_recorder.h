// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/engine.h"
#include "core/sim/trace.h"

namespace core {

// Writes what the engine does into the columns of a trace, row by row.
class SpanRecorder
{
public:
    // Lays the rows of the plan out in the trace, with room for every action and a wait before it.
    SpanRecorder(const Plan &plan, Trace &trace);

    // The following calls concern the rows of this class.
    void beginClass(int replicaClass) { m_firstRow = replicaClass * m_ranks; }

    void wait(int rank, std::int64_t begin, const Value &value, const Action &action)
    {
        const std::size_t row = rowOf(rank);
        const int producer = producerOf(action);
        const bool started = m_next[row] != m_trace.rows[row].first;
        const std::int64_t onTheWay =
            producer == rank ? 0 : value.arrival - std::max(begin, value.produced);
        IdleCause cause = started ? IdleCause::Dependency : IdleCause::Fill;
        if (2 * onTheWay > value.arrival - begin)
            cause = IdleCause::Link;
        else if (m_plan.rows[rowOf(producer)].speed < m_plan.rows[row].speed)
            cause = IdleCause::Straggler;
        (started ? m_dependency : m_fill)[row] += value.arrival - begin;
        addWait(static_cast<int>(row), cause,
                {.begin = begin,
                 .end = value.arrival,
                 .link = onTheWay,
                 .awaitedRow = static_cast<std::int32_t>(rowOf(producer)),
                 .microBatch = action.microBatch,
                 .forGradient = action.op != Op::Forward},
                action.stage);
    }

    void work(int rank, std::int64_t begin, std::int64_t end, const Action &action)
    {
        addSpan(rowOf(rank), begin, end,
                {.microBatch = action.microBatch,
                 .stage = action.stage,
                 .kind = static_cast<SpanKind>(action.op)},
                action.pairedWithNext ? Span::kPaired : Span::kNoWait);
    }

    // Of the weights, after a backward.
    void update(int rank, std::int64_t begin, std::int64_t end, const Action &action)
    {
        if (end > begin)
            addSpan(rowOf(rank), begin, end,
                    {.microBatch = action.microBatch,
                     .stage = action.stage,
                     .kind = SpanKind::Optimizer},
                    Span::kNoWait);
    }

    void transfer(int fromRank, int toRank, std::int64_t begin, std::int64_t end,
                  const Action &action)
    {
        const std::size_t from = rowOf(fromRank);
        m_trace.transfers[from].push_back({.begin = begin,
                                           .end = end,
                                           .microBatch = action.microBatch,
                                           .fromRow = static_cast<std::int32_t>(from),
                                           .toRow = static_cast<std::int32_t>(rowOf(toRank)),
                                           .stage = action.stage,
                                           .gradient = action.op != Op::Forward});
    }

    // Appends a wait span; none if it is empty.
    void addWait(int row, IdleCause cause, const WaitDetail &detail, std::uint16_t stage = 0)
    {
        if (detail.end <= detail.begin)
            return;
        const auto at = static_cast<std::size_t>(row);
        std::vector<WaitDetail> &waits = m_trace.waits[at];
        addSpan(at, detail.begin, detail.end,
                {.microBatch = detail.microBatch,
                 .stage = stage,
                 .kind = SpanKind::Wait,
                 .cause = cause},
                static_cast<std::int32_t>(waits.size()));
        waits.push_back(detail);
    }
    void addOptimizer(int row, std::int64_t begin, std::int64_t end);
    // Partners that are faster than the lead of their group: the same visits, each done earlier and
    // then waited for. Needs Trace::idle of the leads.
    void addFollowers();
    // Sets the number of spans of every row; sorts the transfers of a row with several links.
    void close();

    [[nodiscard]] const std::vector<std::int64_t> &fill() const { return m_fill; }
    [[nodiscard]] const std::vector<std::int64_t> &dependency() const { return m_dependency; }

private:
    [[nodiscard]] std::size_t rowOf(int rank) const
    {
        return static_cast<std::size_t>(m_firstRow + rank);
    }
    // Rank that makes what the action needs. A first stage waits only for the batch before it
    // to leave the last stage.
    [[nodiscard]] int producerOf(const Action &action) const
    {
        const int microBatch = static_cast<int>(action.microBatch);
        if (action.op != Op::Forward)
            return m_plan.order.rankOf(action.stage + 1, microBatch);
        if (action.stage == 0)
            return m_plan.order.rankOf(m_plan.order.stages - 1, microBatch - 1);
        return m_plan.order.rankOf(action.stage - 1, microBatch);
    }

    void addSpan(std::size_t row, std::int64_t begin, std::int64_t end, const SpanTag &tag,
                 std::int32_t wait)
    {
        const std::size_t i = m_next[row]++;
        m_trace.begin[i] = begin;
        m_trace.end[i] = end;
        m_trace.tag[i] = tag;
        m_trace.wait[i] = wait;
    }

    void addFollower(std::size_t row);

    const Plan &m_plan;
    Trace &m_trace;
    int m_ranks;
    int m_firstRow = 0;
    std::vector<std::size_t> m_next; // per row, where its next span goes
    std::vector<std::int64_t> m_fill;
    std::vector<std::int64_t> m_dependency;
};

} // namespace core
