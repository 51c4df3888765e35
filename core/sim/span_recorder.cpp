// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/span_recorder.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

// Waits and the optimizer after the last visit of a row: others, ring, everybody, optimizer, end.
constexpr std::size_t kSpansAfterPipeline = 6;

} // namespace

SpanRecorder::SpanRecorder(const Plan &plan, Trace &trace)
    : m_plan(plan), m_trace(trace), m_ranks(plan.ranks()), m_fill(plan.rows.size()),
      m_dependency(plan.rows.size())
{
    trace.shape = shapeOf(plan);
    trace.info = rowInfos(plan);
    std::size_t total = 0;
    for (const RowPlan &row : plan.rows) {
        const auto rank = static_cast<std::size_t>(row.pipelineRank);
        const std::size_t actions = plan.order.actions[rank].size();
        trace.rows.push_back({total, 0});
        m_next.push_back(total);
        // a wait before each, and an update of the weights after it
        // and, behind a slower partner, one more wait after each of these
        const bool follows = trace.rows.size() > plan.leadCount();
        const std::size_t each = plan.update.empty() ? 2 : 3;
        total += (follows ? 2 * each - 1 : each) * (actions + kSpansAfterPipeline);
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

void SpanRecorder::addFollower(std::size_t row)
{
    const RowPlan &plan = m_plan.rows[row];
    const auto lead = static_cast<std::size_t>(plan.lead);
    const double share = plan.speed / plan.ownSpeed;
    std::vector<WaitDetail> &waits = m_trace.waits[row];
    std::int64_t at = 0;     // where this row is
    std::int64_t behind = 0; // waits for the lead, in all
    for (std::size_t i = m_trace.rows[lead].first; i < m_next[lead]; ++i) {
        const Span span = m_trace.span(i);
        if (span.tag.kind == SpanKind::Wait) {
            addSpan(row, span.begin, span.end, span.tag, static_cast<std::int32_t>(waits.size()));
            waits.push_back(m_trace.waits[lead][static_cast<std::size_t>(span.wait)]);
            at = span.end;
            continue;
        }
        const std::int64_t length = span.end - span.begin;
        const std::int64_t own =
            share == 1 ? length : std::llround(static_cast<double>(length) * share);
        addSpan(row, at, at + own, span.tag, span.wait);
        at += own;
        if (span.wait == Span::kPaired || at == span.end)
            continue;
        addSpan(row, at, span.end,
                {.microBatch = span.tag.microBatch,
                 .stage = span.tag.stage,
                 .kind = SpanKind::Wait,
                 .cause = IdleCause::Straggler},
                static_cast<std::int32_t>(waits.size()));
        waits.push_back({.begin = at,
                         .end = span.end,
                         .awaitedRow = plan.lead,
                         .microBatch = span.tag.microBatch});
        behind += span.end - at;
        at = span.end;
    }
    m_trace.idle.push_back(m_trace.idle[lead]);
    m_trace.idle.back()[static_cast<std::size_t>(IdleCause::Straggler)] += behind;
}

void SpanRecorder::addFollowers()
{
    for (std::size_t row = m_plan.leadCount(); row < m_plan.rows.size(); ++row)
        addFollower(row);
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
