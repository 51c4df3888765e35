// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/moment.h"

#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

// Begins of work, and the moment from which a row only waits for its gradients.
bool isEvent(const SpanTag &tag)
{
    return tag.kind != SpanKind::Wait || tag.cause == IdleCause::GradientSync;
}

std::optional<Event> nextOfRow(const Trace &trace, int row, std::int64_t after)
{
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    if (range.count == 0)
        return std::nullopt;
    for (std::size_t i = trace.spanAt(row, after); i < range.first + range.count; ++i) {
        if (trace.begin[i] > after && isEvent(trace.tag[i]))
            return Event{{trace.begin[i]}, row, trace.span(i)};
    }
    return std::nullopt;
}

std::optional<Event> previousOfRow(const Trace &trace, int row, std::int64_t before)
{
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    if (range.count == 0)
        return std::nullopt;
    for (std::size_t i = trace.spanAt(row, before) + 1; i-- > range.first;) {
        if (trace.begin[i] < before && isEvent(trace.tag[i]))
            return Event{{trace.begin[i]}, row, trace.span(i)};
    }
    return std::nullopt;
}

template <class OfRow, class Better>
std::optional<Event> bestEvent(const Trace &trace, int onlyRow, OfRow ofRow, Better better)
{
    std::optional<Event> best;
    for (int row = 0; row < static_cast<int>(trace.rows.size()); ++row) {
        if (onlyRow >= 0 && row != onlyRow)
            continue;
        const std::optional<Event> candidate = ofRow(row);
        if (candidate && (!best || better(candidate->time, best->time)))
            best = candidate;
    }
    return best;
}

std::string who(const Plan &plan, const std::vector<int> &devices)
{
    if (devices.size() == plan.rowOfDevice.size() && devices.size() > 1)
        return "every GPU";
    if (devices.size() == 1)
        return deviceName(devices.front());
    return deviceName(devices.front()) + " and " + std::to_string(devices.size() - 1) +
           (devices.size() == 2 ? " other" : " others");
}

std::string doing(const Snapshot &snapshot, const Event &event, std::size_t devices)
{
    const Plan &plan = snapshot.plan;
    const SpanTag tag = event.span.tag;
    const char *verb = devices == 1 || devices == plan.rowOfDevice.size() ? " starts " : " start ";
    const std::string batch =
        plan.ranks() == 1 && plan.order.microBatches == 1
            ? "its samples"
            : microBatchText(plan, plan.rows[static_cast<std::size_t>(event.row)].pipelineRank,
                             tag.stage, static_cast<int>(tag.microBatch));
    switch (tag.kind) {
    case SpanKind::Forward:
        return verb + ("the forward pass of " + batch);
    case SpanKind::Backward:
        return verb + ("the backward pass of " + batch);
    case SpanKind::BackwardInput:
        return verb + ("the input gradient of " + batch);
    case SpanKind::BackwardWeight:
        return verb + ("the weight gradient of " + batch);
    case SpanKind::Recompute:
        return verb + ("recomputing " + batch);
    case SpanKind::Optimizer:
        return plan.order.asynchronous ? verb + ("updating its weights after " + batch)
                                       : verb + std::string("the optimizer step");
    case SpanKind::Wait:
        break;
    }
    return std::string(" ") +
           (devices == 1                         ? "has"
            : devices == plan.rowOfDevice.size() ? "has"
                                                 : "have") +
           " finished computing and shares gradients";
}

// All devices whose rows begin the same thing at the same time.
std::vector<int> companions(const Snapshot &snapshot, const Event &event)
{
    std::vector<int> devices;
    const Trace &trace = snapshot.trace;
    for (int row = 0; row < static_cast<int>(trace.rows.size()); ++row) {
        const Span span = trace.span(trace.spanAt(row, event.time.count));
        const SpanTag tag = span.tag;
        if (span.begin != event.time.count || tag.kind != event.span.tag.kind ||
            tag.microBatch != event.span.tag.microBatch)
            continue;
        const std::vector<int> &more = snapshot.plan.rows[static_cast<std::size_t>(row)].devices;
        devices.insert(devices.end(), more.begin(), more.end());
    }
    std::ranges::sort(devices);
    return devices;
}

} // namespace

std::optional<Event> nextEvent(const Snapshot &snapshot, Nanos after, int row)
{
    const Trace &trace = snapshot.trace;
    if (trace.rows.empty() || after.count >= trace.stop)
        return std::nullopt;
    std::optional<Event> next = bestEvent(
        trace, row, [&](int each) { return nextOfRow(trace, each, after.count); },
        [](Nanos a, Nanos b) { return a < b; });
    if (!next)
        next = Event{{trace.stop}, std::max(row, 0), {trace.stop, trace.stop, {}, -1}};
    return next;
}

std::optional<Event> previousEvent(const Snapshot &snapshot, Nanos before, int row)
{
    const Trace &trace = snapshot.trace;
    if (trace.rows.empty() || before.count <= 0)
        return std::nullopt;
    std::optional<Event> previous = bestEvent(
        trace, row, [&](int each) { return previousOfRow(trace, each, before.count); },
        [](Nanos a, Nanos b) { return a > b; });
    if (!previous)
        previous = Event{{0}, std::max(row, 0), trace.span(trace.spanAt(std::max(row, 0), 0))};
    return previous;
}

std::string nextEventSentence(const Snapshot &snapshot, Nanos after)
{
    const std::optional<Event> next = nextEvent(snapshot, after);
    if (!next)
        return {};
    if (next->time.count == snapshot.trace.stop)
        return snapshot.trace.completed ? "the step is complete"
                                        : "the step stops: " + snapshot.trace.diagnosis;
    const std::vector<int> devices = companions(snapshot, *next);
    return who(snapshot.plan, devices) + doing(snapshot, *next, devices.size());
}

} // namespace core
