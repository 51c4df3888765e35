// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_index.h"

#include "core/analysis/breakdown.h"
#include "core/analysis/recording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace core {

namespace {

constexpr auto kSync = static_cast<std::size_t>(WorkClass::Sync);
constexpr auto kIdle = static_cast<std::size_t>(WorkClass::Idle);

} // namespace

void TraceIndex::make(const RunView &run)
{
    const Trace &trace = run.trace();
    m_area = AreaSums(run);
    for (const RowInfo &info : trace.info) {
        if (!m_sync.contains(info.group))
            m_sync.emplace(info.group, syncIntervals(trace, info.group));
    }
    std::size_t checkpoints = 0;
    for (const Trace::RowRange &range : trace.rows) {
        m_rows.push_back({checkpoints, (range.count + kSpans - 1) / kSpans});
        checkpoints += m_rows.back().checkpoints;
    }
    m_sums.resize(checkpoints);
    WorkTimes there;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const WorkTimes all = addRow(run, row);
        for (std::size_t work = 0; work < there.of.size(); ++work)
            there.of[work] |= all.of[work];
        there.sharing |= all.sharing;
    }
    chooseSums(there);
    std::size_t bins = 0;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        m_rows[row].firstBin = bins;
        // No more than one to two nanoseconds.
        const auto most = static_cast<std::size_t>(std::max<std::int64_t>(0, trace.stop) / 2);
        const std::size_t wanted = m_bins.binsFor(trace.rows[row].count);
        m_rows[row].bins =
            wanted > 0 ? std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(1, most)) : 0;
        bins += m_rows[row].bins;
    }
    m_bins.reserve(bins);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        fillBins(run, row);
    m_made.set();
}

// Of the kinds of which there is any time.
void TraceIndex::chooseSums(const WorkTimes &there)
{
    for (std::size_t work = 0; work < there.of.size(); ++work) {
        if (there.of[work] != 0)
            m_kinds.push_back(static_cast<WorkClass>(work));
    }
    static_assert(kIdle + 1 == kWorkClassCount); // so it is the last of them
    const bool idles = !m_kinds.empty() && m_kinds.back() == WorkClass::Idle;
    m_workKinds = m_kinds.size() - (idles ? 1 : 0);
    m_shares = there.sharing != 0;
    const std::size_t sums = sumCount();
    const auto sync = std::ranges::find(m_kinds, WorkClass::Sync);
    m_bins = TimeBins(
        sums, sync == m_kinds.end() ? sums : static_cast<std::size_t>(sync - m_kinds.begin()));
}

WorkSums TraceIndex::sumsOf(const WorkTimes &times) const
{
    WorkSums sums{};
    for (std::size_t i = 0; i < m_workKinds; ++i)
        sums[i] = times.of[static_cast<std::size_t>(m_kinds[i])];
    if (m_shares)
        sums[m_workKinds] = times.sharing;
    return sums;
}

// All of its times.
WorkTimes TraceIndex::addRow(const RunView &run, std::size_t row)
{
    const RowSums sums(run, *this, static_cast<int>(row));
    WorkTimes times;
    for (std::size_t i = 0; i < sums.m_count; ++i) {
        if (i % kSpans == 0)
            m_sums[m_rows[row].firstCheckpoint + i / kSpans] = times;
        sums.add(i, sums.endOf(i), times);
    }
    return times;
}

void TraceIndex::fillBins(const RunView &run, std::size_t row)
{
    const RowSums sums(run, *this, static_cast<int>(row));
    RowSums::Place at;
    for (std::size_t bin = 0; bin < m_rows[row].bins; ++bin) {
        const std::int64_t time = sums.beginOfBin(bin);
        for (; at.span + 1 < sums.m_count && sums.endOf(at.span) <= time; ++at.span)
            sums.add(at.span, sums.endOf(at.span), at.done);
        m_bins.add(at.span, sums.m_begin[at.span], sumsOf(at.done));
        // Sums whose low bits do not tell how far they are from the checkpoint before are not kept.
        const std::int64_t checked = sums.m_begin[at.span / kSpans * kSpans];
        if (sums.m_begin[at.span] - checked > std::numeric_limits<std::uint32_t>::max() ||
            !m_bins.addFirst(sums.sortOf(at.span)))
            continue;
        const bool last = bin + 1 == m_rows[row].bins; // it holds all that is left
        const std::int64_t end = last ? INT64_MAX : sums.beginOfBin(bin + 1);
        for (std::size_t i = at.span + 1; i < sums.m_count && sums.m_begin[i] < end; ++i) {
            if (!m_bins.addNext(sums.m_begin[i], sums.sortOf(i)))
                break;
        }
    }
}

bool TraceIndex::hasRow(int row) const
{
    return static_cast<std::size_t>(row) < m_rows.size() &&
           m_rows[static_cast<std::size_t>(row)].checkpoints > 0;
}

RowSums::RowSums(const RunView &run, const TraceIndex &index, int row)
    : m_trace(run.trace()), m_index(index), m_row(static_cast<std::size_t>(row)),
      m_sync(index.m_sync.at(run.row(row).group))
{
    if (const Snapshot *snapshot = run.snapshot()) {
        m_exchange = std::make_unique<ExchangeShares>(snapshot->plan, snapshot->trace, m_row);
        if (!m_exchange->any())
            m_exchange.reset();
    }
    m_firstBin = index.m_rows[m_row].firstBin;
    m_bins = index.m_rows[m_row].bins;
    if (m_bins > 1)
        m_binScale = static_cast<std::uint64_t>((static_cast<Wide>(m_bins) << 64) /
                                                static_cast<std::uint64_t>(m_trace.stop));
    const Trace::RowRange range = m_trace.rows[m_row];
    if (index.m_rows[m_row].checkpoints == 0 || range.count == 0)
        return;
    m_first = range.first;
    m_count = range.count;
    m_begin = m_trace.begin.data() + m_first;
    m_last = m_trace.end[m_first + m_count - 1];
}

RowSums::~RowSums() = default;

// The part of the span that is over at this time.
void RowSums::add(std::size_t span, std::int64_t until, WorkTimes &times) const
{
    const std::int64_t begin = m_begin[span];
    const std::int64_t length = until - begin;
    const SpanTag tag = m_trace.tag[m_first + span];
    const auto work = static_cast<std::size_t>(workClassOf(tag));
    if (tag.kind == SpanKind::Wait && work == kSync) {
        const std::int64_t shared = m_sync.within({begin, until});
        times.of[kSync] += shared;
        times.sharing += shared;
        times.of[kIdle] += length - shared;
        return;
    }
    const double share = m_exchange ? m_exchange->of(m_first + span) : 0;
    const std::int64_t exchanged = share > 0 ? exchangedOf(length, share) : 0;
    times.of[work] += length - exchanged;
    times.of[kSync] += exchanged;
}

std::optional<SpanSort> RowSums::sortOf(std::size_t span) const
{
    const SpanTag tag = m_trace.tag[m_first + span];
    const WorkClass work = workClassOf(tag);
    if (tag.kind == SpanKind::Wait && work == WorkClass::Sync)
        return {};
    const auto kinds = std::span(m_index.m_kinds).first(m_index.m_workKinds);
    const auto kind = std::ranges::find(kinds, work);
    const auto sum =
        kind == kinds.end() ? m_index.sumCount() : static_cast<std::size_t>(kind - kinds.begin());
    return SpanSort{static_cast<std::uint8_t>(sum),
                    m_exchange ? m_exchange->of(m_first + span) : 0};
}

// The first moment of which binAt() is this bin.
std::int64_t RowSums::beginOfBin(std::size_t bin) const
{
    return bin == 0 ? 0
                    : static_cast<std::int64_t>(((static_cast<Wide>(bin) << 64) + m_binScale - 1) /
                                                m_binScale);
}

std::size_t RowSums::spanOfBin(std::size_t bin) const
{
    return bin < m_bins ? m_index.m_bins.spanOf(m_firstBin + bin) : m_count;
}

WorkTimes RowSums::timesOf(std::span<const std::int64_t> sums, std::int64_t until) const
{
    WorkTimes times;
    std::int64_t worked = 0;
    for (std::size_t i = 0; i < m_index.m_workKinds; ++i) {
        times.of[static_cast<std::size_t>(m_index.m_kinds[i])] = sums[i];
        worked += sums[i];
    }
    if (m_count > 0)
        times.of[kIdle] = std::max<std::int64_t>(0, std::min(until, m_last) - m_begin[0]) - worked;
    times.sharing = m_index.m_shares ? sums[m_index.m_workKinds] : 0;
    return times;
}

// The last one whose span begins by then: from this span on in doubling steps, for a bin may hold
// many.
std::size_t RowSums::checkpointAt(std::int64_t time, std::size_t from) const
{
    const std::size_t count = m_index.m_rows[m_row].checkpoints;
    std::size_t low = from / TraceIndex::kSpans;
    std::size_t step = 1;
    const auto beginsBy = [&](std::size_t checkpoint) {
        return checkpoint < count && m_begin[checkpoint * TraceIndex::kSpans] <= time;
    };
    while (beginsBy(low + step)) {
        low += step;
        step *= 2;
    }
    for (; step > 0; step /= 2) {
        if (beginsBy(low + step))
            low += step;
    }
    return low;
}

WorkSums RowSums::sumsBefore(std::size_t span) const
{
    return m_index.sumsOf(timesBefore(span / TraceIndex::kSpans));
}

// At a checkpoint.
const WorkTimes &RowSums::timesBefore(std::size_t checkpoint) const
{
    return m_index.m_sums[m_index.m_rows[m_row].firstCheckpoint + checkpoint];
}

// A span that is a few before the one at this time, or that one.
RowSums::Place RowSums::placeBefore(std::size_t bin, std::int64_t time) const
{
    const std::size_t checkpoint = checkpointAt(time, spanOfBin(bin));
    return {checkpoint * TraceIndex::kSpans, timesBefore(checkpoint)};
}

WorkTimes RowSums::upTo(std::int64_t time) const
{
    return SumsWalk(*this).upTo(time);
}

void RowSums::lowSums(std::span<const std::int64_t> moments, std::span<std::uint32_t> low) const
{
    if (m_count == 0) {
        std::ranges::fill(low, 0);
        return;
    }
    std::vector<BinMoment> places(moments.size());
    std::ranges::transform(moments, places.begin(), [this](std::int64_t moment) {
        const std::int64_t time = std::clamp<std::int64_t>(moment, 0, m_last);
        return BinMoment{m_firstBin + binAt(time), time};
    });
    std::vector<std::size_t> unknown;
    m_index.m_bins.lowSumsAt(places, low.data(), unknown);
    SumsWalk walk(*this);
    WorkSums sums{};
    for (const std::size_t moment : unknown) {
        walk.upTo(places[moment].time, sums);
        for (std::size_t sum = 0; sum < m_index.sumCount(); ++sum)
            low[sum * moments.size() + moment] = static_cast<std::uint32_t>(sums[sum]);
    }
}

WorkTimes SumsWalk::upTo(std::int64_t time)
{
    WorkSums sums;
    upTo(time, sums);
    return m_sums.timesOf(sums, time);
}

void SumsWalk::upTo(std::int64_t time, WorkSums &sums)
{
    if (m_sums.m_count == 0 || time <= 0)
        return sums.fill(0);
    time = std::min(time, m_sums.m_last);
    const std::size_t bin = m_sums.binAt(time);
    sums = m_sums.sumsBefore(m_sums.spanOfBin(bin));
    if (!m_sums.m_index.m_bins.raiseTo(m_sums.m_firstBin + bin, time, sums.data()))
        sums = m_sums.m_index.sumsOf(walkTo(bin, time));
}

WorkTimes SumsWalk::walkTo(std::size_t bin, std::int64_t time)
{
    const RowSums &sums = m_sums;
    if (sums.spanOfBin(bin + 1) > m_at.span + 2 * TraceIndex::kSpans) {
        const RowSums::Place place = sums.placeBefore(bin, time);
        if (place.span > m_at.span)
            m_at = place;
    }
    for (; m_at.span < sums.m_count && sums.endOf(m_at.span) <= time; ++m_at.span)
        sums.add(m_at.span, sums.endOf(m_at.span), m_at.done);
    WorkTimes times = m_at.done;
    if (m_at.span < sums.m_count && sums.m_begin[m_at.span] < time)
        sums.add(m_at.span, time, times);
    return times;
}

bool isDense(const RunView &run, int row, TimeInterval time, std::size_t pixels)
{
    constexpr std::size_t kSpansPerPixel = 2;
    if (!run.index() || !run.index()->hasRow(row))
        return false;
    const std::size_t first = run.trace().spanAt(row, time.begin);
    return run.trace().spanAt(row, time.end) - first > kSpansPerPixel * pixels;
}

bool isTooLongToWalk(const RunView &run, int row, TimeInterval time)
{
    constexpr std::size_t kMostWalked = std::size_t{1} << 17; // of all rows
    if (!run.awaitsIndex())
        return false;
    const std::size_t first = run.trace().spanAt(row, time.begin);
    return run.trace().spanAt(row, time.end) - first > kMostWalked / run.trace().rows.size();
}

std::array<double, kWorkClassCount> workSharesWithin(const RunView &run, TimeInterval time)
{
    if (run.awaitsIndex())
        return {};
    const TraceIndex *index = run.index();
    std::optional<TraceIndex> own; // of a trace that nobody made one for
    if (!index)
        index = &own.emplace(run);
    std::array<double, kWorkClassCount> shares{};
    double sum = 0;
    for (std::size_t row = 0; row < run.trace().rows.size(); ++row) {
        const auto number = static_cast<int>(row);
        if (!index->hasRow(number))
            continue;
        const RowSums sums(run, *index, number);
        const WorkTimes spent = sums.upTo(time.end) - sums.upTo(time.begin);
        const auto devices = static_cast<double>(run.row(number).devices.size());
        for (std::size_t work = 0; work < shares.size(); ++work) {
            const double part = devices * static_cast<double>(spent.of[work]);
            shares[work] += part;
            sum += part;
        }
    }
    for (double &share : shares)
        share = sum > 0 ? share / sum : 0;
    return shares;
}

} // namespace core
