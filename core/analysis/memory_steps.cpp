// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/memory_steps.h"
#include "core/plan/activation_rule.h"

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
    const std::optional<Op> op = opOf(span.tag.kind);
    if (!op)
        return;
    const ActivationChange change = activationChange(plan, *op, span.tag.stage);
    if (change.atBegin != Bytes{})
        changes.push_back({span.begin, change.atBegin});
    if (change.atEnd != Bytes{})
        changes.push_back({span.end, change.atEnd});
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
        appendChanges(changes, snapshot.plan, trace.span(i));
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
