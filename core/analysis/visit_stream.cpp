// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/visit_stream.h"

#include <tuple>

namespace core {
namespace {

std::string stageName(const Plan &plan, int stage)
{
    const LayerRange range = stageBlocks(plan, stage);
    if (range.end <= range.first) // an end without blocks, or they are not told
        return "stage" + std::to_string(stage + 1);
    if (range.end - range.first == 1)
        return "layer" + std::to_string(range.first + 1);
    return "layers" + std::to_string(range.first + 1) + "-" + std::to_string(range.end);
}

const char *suffixOf(SpanKind kind)
{
    // In the order of SpanKind.
    constexpr const char *suffixes[kSpanKindCount] = {
        "", "-backward", "-backward-input", "-backward-weight", "-recompute", "", "", "", "", "",
        "", ""};
    return suffixes[static_cast<std::size_t>(kind)];
}

bool isVisit(const Span &span)
{
    return opOf(span.tag.kind).has_value();
}

Nanos stretched(const Span &span, const VisitProfile &visit, Nanos offset)
{
    const double length = static_cast<double>(span.end - span.begin);
    const double share = visit.duration.count > 0 ? seconds(offset) / seconds(visit.duration) : 0;
    return {span.begin + static_cast<std::int64_t>(length * share)};
}

} // namespace

bool VisitStream::Later::operator()(const Cursor &a, const Cursor &b) const
{
    return std::tuple(a.begin, a.device) > std::tuple(b.begin, b.device);
}

VisitStream::VisitStream(const Snapshot &snapshot)
    : m_snapshot(snapshot), m_named(!snapshot.plan.layers.empty() &&
                                    snapshot.plan.layers.front().kind == LayerKind::Named)
{
    for (std::size_t row = 0; row < snapshot.trace.rows.size(); ++row) {
        const RowPlan &plan = snapshot.plan.rows[row];
        for (std::size_t position = 0; position < plan.devices.size(); ++position) {
            Cursor cursor = {.begin = {},
                             .device = plan.devices[position],
                             .row = row,
                             .position = position,
                             .span = snapshot.trace.rows[row].first};
            if (settle(cursor))
                m_cursors.push(cursor);
        }
    }
}

const VisitProfile &VisitStream::profileOf(const Span &span) const
{
    const auto op = static_cast<std::size_t>(opOf(span.tag.kind).value_or(Op::Forward));
    return m_snapshot.plan.stages[span.tag.stage].visits[op];
}

std::size_t VisitStream::segmentsOf(const Span &span) const
{
    return m_named ? profileOf(span).segments.size() : 1;
}

bool VisitStream::settle(Cursor &cursor) const
{
    const Trace::RowRange range = m_snapshot.trace.rows[cursor.row];
    for (; cursor.span < range.first + range.count; ++cursor.span, cursor.segment = 0) {
        const Span span = m_snapshot.trace.span(cursor.span);
        if (!isVisit(span) || cursor.segment >= segmentsOf(span))
            continue;
        const VisitProfile &profile = profileOf(span);
        cursor.begin = m_named ? stretched(span, profile, profile.segments[cursor.segment].begin)
                               : Nanos{span.begin};
        return true;
    }
    return false;
}

PlacedVisit VisitStream::visitAt(const Cursor &cursor) const
{
    const Plan &plan = m_snapshot.plan;
    const RowPlan &row = plan.rows[cursor.row];
    const Span span = m_snapshot.trace.span(cursor.span);
    const int replica = row.replicas[cursor.position];
    const auto microBatch = static_cast<int>(span.tag.microBatch);
    const int batch = plan.batchNumber(replica, microBatch);
    const VisitProfile &profile = profileOf(span);
    const VisitSegment *segment = m_named ? &profile.segments[cursor.segment] : nullptr;
    const std::string where = segment ? plan.layers[static_cast<std::size_t>(segment->layer)].name
                                      : stageName(plan, span.tag.stage);
    return {.visit = {cursor.begin,
                      segment ? stretched(span, profile, segment->end) : Nanos{span.end},
                      cursor.device, batch,
                      "batch" + std::to_string(batch) + '-' + where + suffixOf(span.tag.kind)},
            .replica = replica,
            .rank = row.pipelineRank,
            .stage = span.tag.stage,
            .microBatch = microBatch,
            .kind = span.tag.kind};
}

std::optional<PlacedVisit> VisitStream::next()
{
    if (m_cursors.empty())
        return {};
    Cursor cursor = m_cursors.top();
    m_cursors.pop();
    PlacedVisit visit = visitAt(cursor);
    ++cursor.segment;
    if (settle(cursor))
        m_cursors.push(cursor);
    return visit;
}

} // namespace core
