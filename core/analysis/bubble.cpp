// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/bubble.h"

#include <algorithm>

namespace core {
namespace {

void append(std::vector<TimeRange> &ranges, std::int64_t begin, std::int64_t end)
{
    if (end <= begin)
        return;
    if (!ranges.empty() && ranges.back().end == begin)
        ranges.back().end = end;
    else
        ranges.push_back({begin, end});
}

double spanIdle(const RowMetrics &row)
{
    const Nanos span = row.lastWork - row.firstWork;
    return span.count > 0 ? seconds(row.idleInSpan) / seconds(span) : 0;
}

} // namespace

BubbleRow bubbleOfRow(const Snapshot &snapshot, BubbleDefinition definition, int row)
{
    BubbleRow ranges;
    const Trace &trace = snapshot.trace;
    if (trace.rows.empty())
        return ranges;
    const auto index = static_cast<std::size_t>(row);
    const RowMetrics &metrics = snapshot.metrics.rows[index];
    const bool inSpan = definition == BubbleDefinition::SpanIdle;
    const std::int64_t first = inSpan ? metrics.firstWork.count : 0;
    const std::int64_t last = inSpan ? metrics.lastWork.count : trace.stop;
    const Trace::RowRange range = trace.rows[index];
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        const SpanTag tag = trace.tag[i];
        const std::int64_t begin = std::max(trace.begin[i], first);
        const std::int64_t end = std::min(trace.end[i], last);
        if (tag.kind != SpanKind::Wait) {
            if (definition == BubbleDefinition::IdleOverIdeal)
                append(ranges.denominator, begin, end);
        } else if (tag.cause != IdleCause::GradientSync) {
            append(ranges.numerator, begin, end);
        }
    }
    if (definition != BubbleDefinition::IdleOverIdeal)
        append(ranges.denominator, first, last);
    return ranges;
}

double bubbleValue(const Bubble &bubble, BubbleDefinition definition)
{
    switch (definition) {
    case BubbleDefinition::IdleOverStep:
        return bubble.idleOverStep;
    case BubbleDefinition::IdleOverIdeal:
        return bubble.idleOverIdeal;
    case BubbleDefinition::SpanIdle:
        break;
    }
    return bubble.spanIdleMax;
}

int worstSpanRow(const Snapshot &snapshot)
{
    const auto worst = std::ranges::max_element(snapshot.metrics.rows, {}, spanIdle);
    return static_cast<int>(worst - snapshot.metrics.rows.begin());
}

TimeRange steadyState(const Trace &trace)
{
    TimeRange steady = {0, trace.stop};
    for (const Trace::RowRange &row : trace.rows) {
        std::int64_t firstBackward = trace.stop;
        std::int64_t lastForward = 0;
        for (std::size_t i = row.first; i < row.first + row.count; ++i) {
            const SpanKind kind = trace.tag[i].kind;
            if (kind == SpanKind::Backward || kind == SpanKind::BackwardInput)
                firstBackward = std::min(firstBackward, trace.begin[i]);
            else if (kind == SpanKind::Forward)
                lastForward = trace.end[i];
        }
        steady.begin = std::max(steady.begin, firstBackward);
        steady.end = std::min(steady.end, lastForward);
    }
    return steady.begin < steady.end ? steady : TimeRange{};
}

} // namespace core
