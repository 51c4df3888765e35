// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/span_recorder.h"

#include <algorithm>

namespace core {
namespace {

// Waits and the optimizer after the last visit of a row: others, ring, everybody, optimizer, end.
constexpr std::size_t kSpansAfterPipeline = 6;

} // namespace

SpanRecorder::SpanRecorder(const Plan &plan, Trace &trace)
    : m_plan(plan), m_trace(trace), m_ranks(plan.ranks()), m_fill(plan.rows.size()),
      m_dependency(plan.rows.size())
{
    std::size_t total = 0;
    for (const RowPlan &row : plan.rows) {
        const auto rank = static_cast<std::size_t>(row.pipelineRank);
        const std::size_t actions = plan.order.actions[rank].size();
        trace.rows.push_back({total, 0});
        m_next.push_back(total);
        // a wait before each, and an update of the weights after it
        total += (plan.update.empty() ? 2 : 3) * actions + kSpansAfterPipeline;
        trace.waits.emplace_back();
        trace.transfers.emplace_back();
        if (plan.ranks() > 1) {
            trace.waits.back().reserve(actions / 2 + kSpansAfterPipeline);
            trace.transfers.back().reserve(actions);
        }
    }
    trace.begin = Column<std::int64_t>(total);
    trace.end = Column<std::int64_t>(total);
    trace.tag = Column<SpanTag>(total);
    trace.wait = Column<std::int32_t>(total);
}

void SpanRecorder::addOptimizer(int row, std::int64_t begin, std::int64_t end)
{
    if (end > begin)
        addSpan(static_cast<std::size_t>(row), begin, end, {.kind = SpanKind::Optimizer}, -1);
}

void SpanRecorder::close()
{
    for (std::size_t row = 0; row < m_trace.rows.size(); ++row)
        m_trace.rows[row].count = m_next[row] - m_trace.rows[row].first;
    for (std::vector<Transfer> &row : m_trace.transfers) {
        if (!std::ranges::is_sorted(row, {}, &Transfer::begin))
            std::ranges::stable_sort(row, {}, &Transfer::begin);
    }
}

} // namespace core
