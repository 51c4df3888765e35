// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/moment.h"

#include <algorithm>
#include <tuple>

namespace core {
namespace {

std::string stageName(const Plan &plan, int stage)
{
    const LayerRange range = stageBlocks(plan, stage);
    if (range.end - range.first == 1)
        return "layer" + std::to_string(range.first + 1);
    return "layers" + std::to_string(range.first + 1) + "-" + std::to_string(range.end);
}

const char *suffixOf(SpanKind kind)
{
    switch (kind) {
    case SpanKind::Backward:
        return "-backward";
    case SpanKind::BackwardInput:
        return "-backward-input";
    case SpanKind::BackwardWeight:
        return "-backward-weight";
    case SpanKind::Recompute:
        return "-recompute";
    default:
        return "";
    }
}

// Appends the visits of one span: one a layer when layers have names of their own.
class VisitList
{
public:
    VisitList(const Snapshot &snapshot, std::size_t limit)
        : m_snapshot(snapshot), m_plan(snapshot.plan), m_limit(limit),
          m_named(snapshot.plan.layers.front().kind == LayerKind::Named)
    {}

    void appendRow(std::size_t index)
    {
        const Trace::RowRange range = m_snapshot.trace.rows[index];
        const RowPlan &row = m_plan.rows[index];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            const Span span = m_snapshot.trace.span(i);
            if (span.tag.kind == SpanKind::Wait || span.tag.kind == SpanKind::Optimizer)
                continue;
            for (std::size_t device = 0; device < row.devices.size(); ++device)
                appendSpan(span, row.devices[device], row.replicas[device]);
        }
    }

    std::vector<Visit> take()
    {
        std::ranges::sort(m_visits, {}, [](const Visit &visit) {
            return std::tuple(visit.begin, visit.device, visit.microBatch);
        });
        return std::move(m_visits);
    }

private:
    void appendSpan(const Span &span, int device, int replica)
    {
        const int batch = m_plan.batchNumber(replica, static_cast<int>(span.tag.microBatch));
        const std::string prefix = "batch" + std::to_string(batch) + "-";
        const char *suffix = suffixOf(span.tag.kind);
        if (!m_named) {
            append({{span.begin},
                    {span.end},
                    device,
                    batch,
                    prefix + stageName(m_plan, span.tag.stage) + suffix});
            return;
        }
        const VisitProfile &visit =
            m_plan.stages[span.tag.stage]
                .visits[static_cast<std::size_t>(opOf(span.tag.kind).value_or(Op::Forward))];
        for (const VisitSegment &segment : visit.segments)
            append({stretched(span, visit, segment.begin), stretched(span, visit, segment.end),
                    device, batch,
                    prefix + m_plan.layers[static_cast<std::size_t>(segment.layer)].name + suffix});
    }

    static Nanos stretched(const Span &span, const VisitProfile &visit, Nanos offset)
    {
        const double length = static_cast<double>(span.end - span.begin);
        const double share =
            visit.duration.count > 0 ? seconds(offset) / seconds(visit.duration) : 0;
        return {span.begin + static_cast<std::int64_t>(length * share)};
    }

    void append(Visit visit)
    {
        if (m_visits.size() < m_limit)
            m_visits.push_back(std::move(visit));
    }

    const Snapshot &m_snapshot;
    const Plan &m_plan;
    std::size_t m_limit;
    bool m_named;
    std::vector<Visit> m_visits;
};

} // namespace

std::vector<Visit> visits(const Snapshot &snapshot, std::size_t limit)
{
    if (snapshot.trace.rows.empty())
        return {};
    VisitList list(snapshot, limit);
    for (std::size_t row = 0; row < snapshot.trace.rows.size(); ++row)
        list.appendRow(row);
    return list.take();
}

} // namespace core
