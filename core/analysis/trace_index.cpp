// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_index.h"

#include "core/analysis/breakdown.h"
#include "core/analysis/recording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace core {

namespace {

constexpr auto kSync = static_cast<std::size_t>(WorkClass::Sync);
constexpr auto kIdle = static_cast<std::size_t>(WorkClass::Idle);

} // namespace

TraceIndex::TraceIndex(const RunView &run) : m_area(run)
{
    const Trace &trace = run.trace();
    for (const RowInfo &info : trace.info) {
        if (!m_sync.contains(info.group))
            m_sync.emplace(info.group, syncIntervals(trace, info.group));
    }
    std::size_t checkpoints = 0;
    std::size_t bins = 0;
    for (const Trace::RowRange &range : trace.rows) {
        m_rows.push_back({checkpoints, (range.count + kSpans - 1) / kSpans, bins,
                          (range.count + kBinSpans - 1) / kBinSpans});
        checkpoints += m_rows.back().checkpoints;
        bins += m_rows.back().bins;
    }
    m_sums.resize(checkpoints);
    std::array<bool, kWorkClassCount> there{};
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const WorkTimes all = addRow(run, row);
        for (std::size_t work = 0; work < there.size(); ++work)
            there[work] = there[work] || all.of[work] != 0;
    }
    for (std::size_t work = 0; work < there.size(); ++work) {
        if (there[work])
            m_kinds.push_back(static_cast<WorkClass>(work));
    }
    m_binSize = m_kinds.size() + 2;
    m_bins.resize(bins * m_binSize);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        fillBins(run, row);
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
    const Row &index = m_rows[row];
    RowSums::Place at;
    for (std::size_t bin = 0; bin < index.bins; ++bin) {
        const auto time =
            static_cast<std::int64_t>(static_cast<double>(run.trace().stop) *
                                      static_cast<double>(bin) / static_cast<double>(index.bins));
        for (; at.span + 1 < sums.m_count && sums.endOf(at.span) <= time; ++at.span)
            sums.add(at.span, sums.endOf(at.span), at.done);
        std::int64_t *numbers = &m_bins[(index.firstBin + bin) * m_binSize];
        *numbers++ = static_cast<std::int64_t>(at.span);
        for (const WorkClass kind : m_kinds)
            *numbers++ = at.done.of[static_cast<std::size_t>(kind)];
        *numbers = at.done.sharing;
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
    if (m_trace.stop > 0)
        m_binsPerNano =
            static_cast<double>(index.m_rows[m_row].bins) / static_cast<double>(m_trace.stop);
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
    const std::int64_t exchanged =
        share > 0 ? std::llround(static_cast<double>(length) * share) : 0;
    times.of[work] += length - exchanged;
    times.of[kSync] += exchanged;
}

std::size_t RowSums::binAt(std::int64_t time) const
{
    const double bin = static_cast<double>(time) * m_binsPerNano;
    const double last = static_cast<double>(m_index.m_rows[m_row].bins) - 1;
    return static_cast<std::size_t>(std::clamp(bin, 0.0, last));
}

std::size_t RowSums::spanOfBin(std::size_t bin) const
{
    const TraceIndex::Row &row = m_index.m_rows[m_row];
    return bin < row.bins
               ? static_cast<std::size_t>(m_index.m_bins[(row.firstBin + bin) * m_index.m_binSize])
               : m_count;
}

void RowSums::fetchBin(std::int64_t time) const
{
    const TraceIndex::Row &row = m_index.m_rows[m_row];
    const std::int64_t *bin = &m_index.m_bins[(row.firstBin + binAt(time)) * m_index.m_binSize];
    __builtin_prefetch(bin);
    __builtin_prefetch(bin + m_index.m_binSize); // of the next one, its first number
}

void RowSums::fetchSpans(std::int64_t time) const
{
    constexpr std::size_t kLine = 64 / sizeof(std::int64_t);
    const std::size_t span = spanOfBin(binAt(time));
    __builtin_prefetch(m_begin + span);
    __builtin_prefetch(m_begin + span + kLine);
    __builtin_prefetch(m_trace.tag.data() + m_first + span);
    __builtin_prefetch(m_trace.tag.data() + m_first + span + kLine);
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

// A span that is a few before the one at this time, or that one.
RowSums::Place RowSums::placeBefore(std::size_t bin, std::int64_t time) const
{
    constexpr std::size_t kMany = 2 * TraceIndex::kSpans;
    const TraceIndex::Row &row = m_index.m_rows[m_row];
    // The bin's begin was rounded down, the share perhaps up.
    while (bin > 0 && m_begin[spanOfBin(bin)] > time)
        --bin;
    Place place;
    place.span = spanOfBin(bin);
    if (spanOfBin(bin + 1) > place.span + kMany) {
        const std::size_t checkpoint = checkpointAt(time, place.span);
        if (checkpoint * TraceIndex::kSpans > place.span)
            return {checkpoint * TraceIndex::kSpans,
                    m_index.m_sums[row.firstCheckpoint + checkpoint]};
    }
    const std::int64_t *sums = &m_index.m_bins[(row.firstBin + bin) * m_index.m_binSize] + 1;
    for (const WorkClass kind : m_index.m_kinds)
        place.done.of[static_cast<std::size_t>(kind)] = *sums++;
    place.done.sharing = *sums;
    return place;
}

WorkTimes RowSums::upTo(std::int64_t time) const
{
    return SumsWalk(*this).upTo(time);
}

WorkTimes SumsWalk::upTo(std::int64_t time)
{
    constexpr std::size_t kFar = 2 * TraceIndex::kBinSpans;
    const RowSums &sums = m_sums;
    if (sums.m_count == 0 || time <= 0)
        return {};
    const std::size_t bin = sums.binAt(time);
    m_leaps = sums.spanOfBin(bin) > m_at.span + kFar;
    // Bins that hold many spans are left by checkpoints.
    if (m_leaps || sums.spanOfBin(bin + 1) > m_at.span + 4 * TraceIndex::kSpans) {
        RowSums::Place place = sums.placeBefore(bin, time);
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

std::array<double, kWorkClassCount> workSharesWithin(const RunView &run, TimeInterval time)
{
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
