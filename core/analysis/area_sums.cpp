// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/area_sums.h"

#include "core/analysis/link_use.h"
#include "core/analysis/recording.h"
#include "core/analysis/traffic_means.h"

#include <algorithm>
#include <cmath>

namespace core {

namespace {

struct Message
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t bytes = 0;
};

std::int64_t partOf(std::int64_t bytes, std::int64_t done, std::int64_t length)
{
    return std::llround(static_cast<double>(bytes) * static_cast<double>(done) /
                        static_cast<double>(length));
}

// What has left of a message that has begun.
std::int64_t partBy(const Message &message, std::int64_t time)
{
    return message.end <= time
               ? message.bytes
               : partOf(message.bytes, time - message.begin, message.end - message.begin);
}

WaitReason reasonOf(IdleCause cause, const WaitDetail *detail)
{
    // In the order of IdleCause; a dependency says which where that was noted.
    constexpr WaitReason reasons[kIdleCauseCount] = {
        WaitReason::Fill,      WaitReason::Drain,        WaitReason::Others, WaitReason::Link,
        WaitReason::Straggler, WaitReason::GradientSync, WaitReason::Barrier};
    if (cause != IdleCause::Dependency || detail == nullptr || detail->awaitedRow < 0)
        return reasons[static_cast<std::size_t>(cause)];
    return detail->forGradient ? WaitReason::Gradient : WaitReason::Activation;
}

Message messageOf(const RunView &run, std::size_t row, std::size_t number)
{
    const Transfer &transfer = run.trace().transfers[row][number];
    return {transfer.begin, transfer.end, transferSize(run, row, number).count};
}

Message messageOf(const Collective &collective)
{
    return {collective.begin, collective.end, collective.sent.count};
}

// By each device, of a plan that says it where the trace does not.
Bytes sentBy(const RunView &run, const Collective &collective)
{
    if (collective.sent.count > 0 || !run.snapshot())
        return collective.sent;
    const std::vector<GradientSync> &all = run.snapshot()->plan.sync;
    const auto group = static_cast<std::size_t>(collective.group);
    if (group >= all.size() ||
        static_cast<std::size_t>(collective.bucket) >= all[group].buckets.size())
        return {};
    return sentOfBucket(all[group],
                        all[group].buckets[static_cast<std::size_t>(collective.bucket)]);
}

} // namespace

RowTotals RowTotals::operator-(const RowTotals &other) const
{
    RowTotals rest = *this;
    for (std::size_t i = 0; i < waits.size(); ++i)
        rest.waits[i] -= other.waits[i];
    for (std::size_t i = 0; i < spans.size(); ++i)
        rest.spans[i] -= other.spans[i];
    rest.exchanged -= other.exchanged;
    return rest;
}

template <class MessageAt>
AreaSums::Sent AreaSums::sumsOf(std::size_t count, MessageAt messageAt)
{
    Sent sums;
    std::int64_t bytes = 0;
    std::int64_t lastEnd = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % kMessages == 0) {
            sums.bytes.push_back(bytes);
            sums.lastEnd.push_back(lastEnd);
        }
        const Message message = messageAt(i);
        bytes += message.bytes;
        lastEnd = std::max(lastEnd, message.end);
    }
    return sums;
}

// All messages that have begun, without what is left of those under way. A link carries one after
// the other, so few are.
template <class MessageAt>
std::int64_t AreaSums::sentUpTo(const Sent &sums, std::size_t count, MessageAt messageAt,
                                std::int64_t time)
{
    std::size_t begun = 0;
    for (std::size_t length = count; length > 0;) {
        const std::size_t half = length / 2;
        if (messageAt(begun + half).begin < time) {
            begun += half + 1;
            length -= half + 1;
        } else {
            length = half;
        }
    }
    if (begun == 0)
        return 0;
    std::size_t block = (begun - 1) / kMessages;
    while (sums.lastEnd[block] > time) // never of block 0
        --block;
    std::int64_t bytes = sums.bytes[block];
    for (std::size_t i = block * kMessages; i < begun; ++i)
        bytes += partBy(messageAt(i), time);
    return bytes;
}

AreaSums::AreaSums(const RunView &run)
{
    const Trace &trace = run.trace();
    if (run.snapshot()) {
        for (const LayerTraffic &visit : visitTraffic(*run.snapshot())) {
            double sent = 0;
            for (const PartnerTraffic &partners : visit)
                sent += partners.sent;
            m_visitBytes.push_back(std::llround(sent));
        }
    }
    std::size_t totals = 0;
    for (const Trace::RowRange &range : trace.rows) {
        m_firstTotals.push_back(totals);
        totals += (range.count + kSpans - 1) / kSpans;
    }
    m_totals.resize(totals);
    for (std::size_t row = 0; row < trace.rows.size(); ++row)
        addSpans(run, row);
    for (std::size_t row = 0; row < trace.transfers.size(); ++row)
        m_messages.push_back(sumsOf(trace.transfers[row].size(),
                                    [&](std::size_t i) { return messageOf(run, row, i); }));
    for (Collective collective : trace.collectives) {
        collective.sent = sentBy(run, collective);
        m_shared[collective.group].collectives.push_back(collective);
        if (const std::optional<Collective> hidden =
                run.snapshot() ? hiddenAhead(*run.snapshot(), collective) : std::nullopt)
            m_shared[collective.group].collectives.push_back(*hidden);
    }
    for (auto &[group, shared] : m_shared) {
        std::ranges::stable_sort(shared.collectives, {}, &Collective::begin);
        shared.sent = sumsOf(shared.collectives.size(),
                             [&](std::size_t i) { return messageOf(shared.collectives[i]); });
    }
}

void AreaSums::addSpans(const RunView &run, std::size_t row)
{
    const Trace &trace = run.trace();
    const Trace::RowRange range = trace.rows[row];
    RowTotals totals;
    for (std::size_t i = 0; i < range.count; ++i) {
        if (i % kSpans == 0)
            m_totals[m_firstTotals[row] + i / kSpans] = totals;
        addSpan(run, row, range.first + i, trace.end[range.first + i], totals);
    }
}

// The part of the span that is over at this time.
void AreaSums::addSpan(const RunView &run, std::size_t row, std::size_t span, std::int64_t until,
                       RowTotals &totals) const
{
    const Trace &trace = run.trace();
    const SpanTag tag = trace.tag[span];
    const std::int64_t begin = trace.begin[span];
    ++totals.spans[static_cast<std::size_t>(tag.kind)];
    if (const std::optional<Op> op = opOf(tag.kind)) {
        const std::size_t visit = tag.stage * kOpCount + static_cast<std::size_t>(*op);
        if (visit < m_visitBytes.size() && m_visitBytes[visit] > 0 && until > begin)
            totals.exchanged += partOf(m_visitBytes[visit], until - begin, trace.end[span] - begin);
        return;
    }
    if (tag.kind != SpanKind::Wait)
        return;
    const std::int32_t wait = trace.wait[span];
    const WaitDetail *detail = wait >= 0 && row < trace.waits.size() &&
                                       static_cast<std::size_t>(wait) < trace.waits[row].size()
                                   ? &trace.waits[row][static_cast<std::size_t>(wait)]
                                   : nullptr;
    const WaitReason reason = reasonOf(tag.cause, detail);
    if (reason == WaitReason::GradientSync)
        return;
    // Its last part, of waits for what another device makes.
    const bool splits = tag.cause == IdleCause::Dependency && detail != nullptr;
    const std::int64_t link = splits ? std::min(detail->link, trace.end[span] - begin) : 0;
    const std::int64_t onWay = std::max<std::int64_t>(0, until - (trace.end[span] - link));
    totals.waits[static_cast<std::size_t>(WaitReason::Link)] += onWay;
    totals.waits[static_cast<std::size_t>(reason)] += until - begin - onWay;
}

RowTotals AreaSums::totalsBefore(const RunView &run, std::size_t row, std::size_t span) const
{
    const Trace &trace = run.trace();
    const Trace::RowRange range = trace.rows[row];
    if (range.count == 0)
        return {};
    const std::size_t checkpoint = std::min(span, range.count - 1) / kSpans;
    RowTotals totals = m_totals[m_firstTotals[row] + checkpoint];
    for (std::size_t i = checkpoint * kSpans; i < span; ++i)
        addSpan(run, row, range.first + i, trace.end[range.first + i], totals);
    return totals;
}

RowTotals AreaSums::upTo(const RunView &run, int row, std::int64_t time) const
{
    const Trace &trace = run.trace();
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    const std::int64_t *begin = trace.begin.data() + range.first;
    const auto begun =
        static_cast<std::size_t>(std::lower_bound(begin, begin + range.count, time) - begin);
    if (begun == 0)
        return {};
    RowTotals totals = totalsBefore(run, static_cast<std::size_t>(row), begun - 1);
    const std::size_t last = range.first + begun - 1;
    addSpan(run, static_cast<std::size_t>(row), last, std::min(time, trace.end[last]), totals);
    return totals;
}

std::array<std::int64_t, kSpanKindCount> AreaSums::spansWithin(const RunView &run, int row,
                                                               TimeInterval time) const
{
    const Trace &trace = run.trace();
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    const std::int64_t *end = trace.end.data() + range.first;
    const auto over =
        static_cast<std::size_t>(std::upper_bound(end, end + range.count, time.begin) - end);
    return (upTo(run, row, time.end) - totalsBefore(run, static_cast<std::size_t>(row), over))
        .spans;
}

std::int64_t AreaSums::messagesUpTo(const RunView &run, int row, std::int64_t time) const
{
    const auto at = static_cast<std::size_t>(row);
    if (at >= m_messages.size())
        return 0;
    return sentUpTo(
        m_messages[at], run.trace().transfers[at].size(),
        [&](std::size_t i) { return messageOf(run, at, i); }, time);
}

std::int64_t AreaSums::collectivesUpTo(const RunView &run, int row, std::int64_t time) const
{
    const auto shared = m_shared.find(run.row(row).group);
    if (shared == m_shared.end())
        return 0;
    const std::vector<Collective> &all = shared->second.collectives;
    return sentUpTo(
        shared->second.sent, all.size(), [&](std::size_t i) { return messageOf(all[i]); }, time);
}

} // namespace core
