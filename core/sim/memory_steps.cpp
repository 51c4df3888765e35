// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/moment.h"

#include <algorithm>

namespace core {
namespace {

struct Change
{
    std::int64_t time;
    Bytes activations;
};

// What a visit adds when it begins and frees when it ends.
void appendChanges(std::vector<Change> &changes, const Plan &plan, const Span &span)
{
    const StagePlan &stage = plan.stages[span.tag.stage];
    if (span.tag.kind == SpanKind::Forward && plan.training) {
        changes.push_back({span.begin, stage.kept});
        return;
    }
    const bool frees =
        span.tag.kind == SpanKind::Backward || span.tag.kind == SpanKind::BackwardWeight;
    changes.push_back({span.begin, stage.transient});
    changes.push_back({span.end, Bytes{} - stage.transient - (frees ? stage.kept : Bytes{})});
}

} // namespace

std::vector<MemoryStep> memorySteps(const Snapshot &snapshot, int row)
{
    const RowPlan &plan = snapshot.plan.rows[static_cast<std::size_t>(row)];
    const Trace &trace = snapshot.trace;
    if (trace.rows.empty())
        return {{{}, plan.peak}};
    std::vector<Change> changes;
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        const Span span = trace.span(i);
        if (span.tag.kind != SpanKind::Wait && span.tag.kind != SpanKind::Optimizer)
            appendChanges(changes, snapshot.plan, span);
    }
    std::vector<MemoryStep> steps = {{{}, plan.states}};
    for (const Change &change : changes) {
        if (change.time != steps.back().time.count)
            steps.push_back({{change.time}, steps.back().parts});
        steps.back().parts.activations += change.activations;
    }
    return steps;
}

} // namespace core
