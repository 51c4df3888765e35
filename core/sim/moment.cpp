// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/moment.h"

#include <algorithm>

namespace core {
namespace {

bool isForward(SpanKind kind)
{
    return kind == SpanKind::Forward;
}

// Activations of its micro-batch are freed at the end of it.
bool frees(SpanKind kind)
{
    return kind == SpanKind::Backward || kind == SpanKind::BackwardWeight;
}

Op opOf(SpanKind kind)
{
    switch (kind) {
    case SpanKind::Backward:
        return Op::Backward;
    case SpanKind::BackwardInput:
        return Op::BackwardInput;
    case SpanKind::BackwardWeight:
        return Op::BackwardWeight;
    case SpanKind::Recompute:
        return Op::Recompute;
    default:
        return Op::Forward;
    }
}

// The layer at work: the visit's segments stretched to the span.
int layerAt(const Plan &plan, const Span &span, double progress)
{
    if (span.tag.kind == SpanKind::Wait || span.tag.kind == SpanKind::Optimizer)
        return -1;
    const VisitProfile &visit =
        plan.stages[span.tag.stage].visits[static_cast<std::size_t>(opOf(span.tag.kind))];
    if (visit.segments.empty())
        return -1;
    const Nanos offset = {
        static_cast<std::int64_t>(static_cast<double>(visit.duration.count) * progress)};
    const auto after = std::ranges::upper_bound(visit.segments, offset, {}, &VisitSegment::begin);
    return after == visit.segments.begin() ? after->layer : std::prev(after)->layer;
}

// The device of another row that belongs to the same replica, or the row's first.
int partnerIn(const Plan &plan, int row, int device, int otherRow)
{
    const RowPlan &mine = plan.rows[static_cast<std::size_t>(row)];
    const RowPlan &other = plan.rows[static_cast<std::size_t>(otherRow)];
    if (mine.replicaClass != other.replicaClass)
        return other.devices.front();
    const auto found = std::ranges::find(mine.devices, device);
    return other.devices[static_cast<std::size_t>(found - mine.devices.begin())];
}

// Everything that accumulates: what is kept, and how long the device has worked.
void accumulate(const Snapshot &snapshot, DeviceMoment &moment, std::size_t current,
                std::int64_t time)
{
    const Trace &trace = snapshot.trace;
    const Plan &plan = snapshot.plan;
    for (std::size_t i = trace.rows[static_cast<std::size_t>(moment.row)].first; i <= current;
         ++i) {
        const SpanTag tag = trace.tag[i];
        if (tag.kind == SpanKind::Wait)
            continue;
        const bool over = trace.end[i] <= time;
        moment.busy += Nanos{std::min(time, trace.end[i]) - trace.begin[i]};
        if (isForward(tag.kind) && over && plan.training)
            moment.kept.push_back({static_cast<int>(tag.microBatch), tag.stage});
        else if (frees(tag.kind))
            std::erase_if(moment.kept, [&tag](const KeptActivation &kept) {
                return kept.microBatch == static_cast<int>(tag.microBatch) &&
                       kept.stage == tag.stage;
            });
    }
    moment.busyShare = time > 0 ? seconds(moment.busy) / seconds({time}) : 0;
}

void addActivations(const Plan &plan, DeviceMoment &moment, std::int64_t time)
{
    for (const KeptActivation &kept : moment.kept)
        moment.memory.activations += plan.stages[static_cast<std::size_t>(kept.stage)].kept;
    const Span &span = moment.span;
    if (time < span.begin || time >= span.end || span.tag.kind == SpanKind::Wait ||
        span.tag.kind == SpanKind::Optimizer)
        return;
    const StagePlan &stage = plan.stages[span.tag.stage];
    moment.memory.activations += stage.kept;
    if (!isForward(span.tag.kind) || !plan.training)
        moment.memory.activations += stage.transient;
}

// Nothing but waiting lies between this span and the end of the step.
bool isLastWait(const Trace &trace, int row, std::size_t index)
{
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    return index + 1 == range.first + range.count;
}

DeviceState stateOf(const Snapshot &snapshot, const DeviceMoment &moment, std::size_t index,
                    std::int64_t time)
{
    const Trace &trace = snapshot.trace;
    if (time >= trace.stop)
        return trace.completed ? DeviceState::Done : DeviceState::Stopped;
    if (moment.span.tag.kind != SpanKind::Wait)
        return DeviceState::Working;
    if (moment.span.tag.cause == IdleCause::GradientSync)
        return DeviceState::Sharing;
    if (trace.completed && isLastWait(trace, moment.row, index))
        return DeviceState::Done;
    return DeviceState::Waiting;
}

} // namespace

DeviceMoment deviceMoment(const Snapshot &snapshot, int device, Nanos time)
{
    const Plan &plan = snapshot.plan;
    const Trace &trace = snapshot.trace;
    DeviceMoment moment;
    moment.device = device;
    moment.row = snapshot.rowOf(device);
    const RowPlan &row = plan.rows[static_cast<std::size_t>(moment.row)];
    if (trace.rows.empty()) {
        moment.state = DeviceState::DoesNotFit;
        moment.memory = row.peak;
        return moment;
    }
    moment.memory = row.states;
    if (trace.rows[static_cast<std::size_t>(moment.row)].count == 0)
        return moment;
    const std::int64_t at = std::clamp<std::int64_t>(time.count, 0, trace.stop);
    const std::size_t index = trace.spanAt(moment.row, at);
    moment.span = trace.span(index);
    const double length = static_cast<double>(moment.span.end - moment.span.begin);
    moment.progress =
        length > 0 ? std::clamp(static_cast<double>(at - moment.span.begin) / length, 0.0, 1.0) : 1;
    moment.state = stateOf(snapshot, moment, index, at);
    if (moment.span.wait >= 0) {
        moment.wait = &trace.waits[static_cast<std::size_t>(moment.row)]
                                  [static_cast<std::size_t>(moment.span.wait)];
        if (moment.wait->awaitedRow >= 0)
            moment.awaitedDevice = partnerIn(plan, moment.row, device, moment.wait->awaitedRow);
    }
    if (moment.state == DeviceState::Working)
        moment.activeLayer = layerAt(plan, moment.span, moment.progress);
    accumulate(snapshot, moment, index, at);
    addActivations(plan, moment, at);
    return moment;
}

} // namespace core
