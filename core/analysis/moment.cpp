// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/moment.h"

#include "core/analysis/row_checkpoints.h"
#include "core/analysis/row_moment.h"
#include "core/plan/visit_memory.h"

#include <algorithm>

namespace core {
namespace {

// The layer at work: the visit's segments stretched to the span.
int layerAt(const Plan &plan, const Span &span, double progress)
{
    const std::optional<Op> op = opOf(span.tag.kind);
    if (!op)
        return -1;
    const VisitProfile &visit = plan.stages[span.tag.stage].visits[static_cast<std::size_t>(*op)];
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

// Kept micro-batches, oldest first. Every visit costs O(1), however many are kept: a freed slot is
// marked and removed at the end.
class KeptList
{
public:
    // For micro-batches of these numbers.
    KeptList(const std::vector<int> &stages, std::uint32_t first, std::uint32_t last)
        : m_first(first), m_count(last < first ? 0 : last - first + 1), m_stages(stages),
          m_place(m_count * stages.size(), kNone)
    {}
    void keep(const SpanTag &tag)
    {
        m_place[at(tag)] = static_cast<std::int32_t>(m_kept.size());
        m_kept.push_back({static_cast<int>(tag.microBatch), tag.stage});
    }
    void drop(const SpanTag &tag)
    {
        std::int32_t &place = m_place[at(tag)];
        if (place != kNone)
            m_kept[static_cast<std::size_t>(place)].microBatch = kNone;
        place = kNone;
    }
    [[nodiscard]] std::vector<KeptActivation> take()
    {
        std::erase_if(m_kept, [](const KeptActivation &kept) { return kept.microBatch == kNone; });
        return std::move(m_kept);
    }

private:
    static constexpr std::int32_t kNone = -1;

    [[nodiscard]] std::size_t at(const SpanTag &tag) const
    {
        const auto stage = std::ranges::find(m_stages, tag.stage);
        return static_cast<std::size_t>(stage - m_stages.begin()) * m_count +
               (tag.microBatch - m_first);
    }

    std::uint32_t m_first;
    std::size_t m_count;
    const std::vector<int> &m_stages;
    std::vector<std::int32_t> m_place; // of each stage and micro-batch in m_kept
    std::vector<KeptActivation> m_kept;
};

// Of a visit that is not over.
MemoryChange changeUpTo(const VisitMemory &memory, const VisitProfile &visit, const Span &span,
                        std::int64_t time)
{
    MemoryChange sum;
    for (const MemoryChange &change : memory.changes) {
        if (momentOfVisit(change.offset, visit, span.begin, span.end) > time)
            break;
        sum += change;
    }
    return sum;
}

// The visits that keep something when the current one runs, of those from the first one on.
std::vector<KeptActivation> keptAt(const Snapshot &snapshot, const DeviceMoment &moment,
                                   std::size_t first, std::size_t current, std::int64_t time)
{
    const Trace &trace = snapshot.trace;
    const Plan &plan = snapshot.plan;
    std::uint32_t least = ~std::uint32_t{0};
    std::uint32_t most = 0;
    for (std::size_t i = first; i <= current; ++i) {
        if (!opOf(trace.tag[i].kind))
            continue;
        least = std::min(least, trace.tag[i].microBatch);
        most = std::max(most, trace.tag[i].microBatch);
    }
    const RowPlan &row = plan.rows[static_cast<std::size_t>(moment.row)];
    KeptList kept(plan.stagesOf[static_cast<std::size_t>(row.pipelineRank)], least, most);
    for (std::size_t i = first; i <= current; ++i) {
        const SpanTag tag = trace.tag[i];
        const std::optional<Op> op = opOf(tag.kind);
        if (!op)
            continue;
        const VisitMemory &memory = plan.stages[tag.stage].memory[static_cast<std::size_t>(*op)];
        if (memory.keeps)
            kept.keep(tag);
        if (trace.end[i] > time || memory.frees) // the micro-batch at work is not among the kept
            kept.drop(tag);
    }
    return kept.take();
}

// Everything that accumulates: kept micro-batches, memory and busy time.
void accumulate(const Snapshot &snapshot, DeviceMoment &moment, std::size_t current,
                std::int64_t time)
{
    const Trace &trace = snapshot.trace;
    const Plan &plan = snapshot.plan;
    const auto row = static_cast<std::size_t>(moment.row);
    const std::size_t first = trace.rows[row].first;
    std::size_t from = first;
    RowCheckpoint before;
    before.oldestKept = first;
    if (snapshot.checkpoints) {
        before = snapshot.checkpoints->before(row, current - first);
        from = current - (current - first) % RowCheckpoints::kSpans;
    }
    moment.busy = before.busy;
    MemoryChange change = before.memory;
    for (std::size_t i = from; i <= current; ++i) {
        const SpanTag tag = trace.tag[i];
        if (tag.kind == SpanKind::Wait)
            continue;
        moment.busy += Nanos{std::min(time, trace.end[i]) - trace.begin[i]};
        const std::optional<Op> op = opOf(tag.kind);
        if (!op)
            continue;
        const StagePlan &stage = plan.stages[tag.stage];
        const VisitMemory &memory = stage.memory[static_cast<std::size_t>(*op)];
        change += trace.end[i] <= time
                      ? memory.net
                      : changeUpTo(memory, stage.visits[static_cast<std::size_t>(*op)],
                                   trace.span(i), time);
    }
    moment.memory.activations += change.activations;
    moment.memory.buffers += change.buffers;
    moment.kept = keptAt(snapshot, moment, before.oldestKept, current, time);
    moment.busyShare = time > 0 ? seconds(moment.busy) / seconds({time}) : 0;
}

// Only waits follow between this span and the end of the step.
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

namespace {

// State, span and progress of a row; index of the span, or nothing where none runs.
std::optional<std::size_t> placeInTrace(const Snapshot &snapshot, DeviceMoment &moment,
                                        std::int64_t at)
{
    const Trace &trace = snapshot.trace;
    const RowPlan &row = snapshot.plan.rows[static_cast<std::size_t>(moment.row)];
    if (trace.rows.empty()) {
        moment.state = row.peak.total() <= snapshot.plan.capacity ? DeviceState::OthersDoNotFit
                                                                  : DeviceState::DoesNotFit;
        moment.memory = row.peak;
        return {};
    }
    moment.memory = row.states;
    if (trace.rows[static_cast<std::size_t>(moment.row)].count == 0)
        return {};
    const std::size_t index = trace.spanAt(moment.row, at);
    moment.span = trace.span(index);
    const double length = static_cast<double>(moment.span.end - moment.span.begin);
    moment.progress =
        length > 0 ? std::clamp(static_cast<double>(at - moment.span.begin) / length, 0.0, 1.0) : 1;
    moment.state = stateOf(snapshot, moment, index, at);
    return index;
}

} // namespace

DeviceMoment rowMoment(const Snapshot &snapshot, int row, Nanos time)
{
    DeviceMoment moment;
    moment.row = row;
    const std::vector<int> &devices = snapshot.plan.rows[static_cast<std::size_t>(row)].devices;
    moment.device = devices.empty() ? 0 : devices.front();
    (void)placeInTrace(snapshot, moment,
                       std::clamp<std::int64_t>(time.count, 0, snapshot.trace.stop));
    return moment;
}

DeviceMoment deviceMoment(const Snapshot &snapshot, int device, Nanos time)
{
    const Plan &plan = snapshot.plan;
    const Trace &trace = snapshot.trace;
    DeviceMoment moment;
    moment.device = device;
    moment.row = snapshot.rowOf(device);
    const std::int64_t at = std::clamp<std::int64_t>(time.count, 0, trace.stop);
    const std::optional<std::size_t> index = placeInTrace(snapshot, moment, at);
    if (!index)
        return moment;
    if (moment.span.wait >= 0) {
        moment.wait = &trace.waits[static_cast<std::size_t>(moment.row)]
                                  [static_cast<std::size_t>(moment.span.wait)];
        if (moment.wait->awaitedRow >= 0)
            moment.awaitedDevice = partnerIn(plan, moment.row, device, moment.wait->awaitedRow);
    }
    if (moment.state == DeviceState::Working)
        moment.activeLayer = layerAt(plan, moment.span, moment.progress);
    accumulate(snapshot, moment, *index, at);
    return moment;
}

} // namespace core
