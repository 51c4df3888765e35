// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/memory_steps.h"

#include "core/plan/visit_memory.h"

#include <algorithm>

namespace core {
namespace {

// Beyond this many changes a visit is reduced to two: its peak and its end.
constexpr std::size_t kMostChanges = 500'000;

const VisitMemory *memoryOf(const Plan &plan, SpanTag tag)
{
    const std::optional<Op> op = opOf(tag.kind);
    return op ? &plan.stages[tag.stage].memory[static_cast<std::size_t>(*op)] : nullptr;
}

class StepList
{
public:
    explicit StepList(const MemoryParts &states) : m_steps{{{}, states}} {}

    void add(std::int64_t time, Bytes activations, Bytes buffers)
    {
        if (time != m_steps.back().time.count)
            m_steps.push_back({{time}, m_steps.back().parts});
        m_steps.back().parts.activations += activations;
        m_steps.back().parts.buffers += buffers;
    }
    std::vector<MemoryStep> take() { return std::move(m_steps); }

private:
    std::vector<MemoryStep> m_steps;
};

void addLayers(StepList &steps, const VisitProfile &visit, const VisitMemory &memory,
               const Span &span)
{
    for (const MemoryChange &change : memory.changes)
        steps.add(momentOfVisit(change.offset, visit, span.begin, span.end), change.activations,
                  change.buffers);
}

void addVisit(StepList &steps, const VisitMemory &memory, const Span &span)
{
    const MemoryChange &most = memory.fullest;
    steps.add(span.begin, most.activations, most.buffers);
    steps.add(span.end, memory.net.activations - most.activations,
              memory.net.buffers - most.buffers);
}

} // namespace

std::vector<MemoryStep> memorySteps(const Snapshot &snapshot, int row)
{
    const Plan &plan = snapshot.plan;
    const RowPlan &rowPlan = plan.rows[static_cast<std::size_t>(row)];
    const Trace &trace = snapshot.trace;
    if (trace.rows.empty())
        return {{{}, rowPlan.peak}};
    // What was recorded goes before what was planned.
    const auto at = static_cast<std::size_t>(row);
    if (at < trace.memory.size() && !trace.memory[at].empty())
        return trace.memory[at];
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    std::size_t changes = 0;
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        if (const VisitMemory *memory = memoryOf(plan, trace.tag[i]))
            changes += memory->changes.size();
    }
    StepList steps(rowPlan.states);
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        const Span span = trace.span(i);
        const VisitMemory *memory = memoryOf(plan, span.tag);
        if (!memory)
            continue;
        const StagePlan &stage = plan.stages[span.tag.stage];
        if (changes > kMostChanges)
            addVisit(steps, *memory, span);
        else
            addLayers(steps, stage.visits[static_cast<std::size_t>(span.tag.kind)], *memory, span);
    }
    return steps.take();
}

} // namespace core
