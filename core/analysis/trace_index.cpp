// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_index.h"

#include "core/analysis/breakdown.h"
#include "core/analysis/recording.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace core {

namespace {

constexpr auto kSync = static_cast<std::size_t>(WorkClass::Sync);
constexpr auto kIdle = static_cast<std::size_t>(WorkClass::Idle);

} // namespace

WorkTimes WorkTimes::operator-(const WorkTimes &other) const
{
    WorkTimes rest = *this;
    for (std::size_t i = 0; i < of.size(); ++i)
        rest.of[i] -= other.of[i];
    rest.sharing -= other.sharing;
    return rest;
}

TraceIndex::TraceIndex(const RunView &run) : m_area(run)
{
    const Trace &trace = run.trace();
    for (const RowInfo &info : trace.info) {
        if (!m_sync.contains(info.group))
            m_sync.emplace(info.group, syncIntervals(trace, info.group));
    }
    std::size_t checkpoints = 0;
    m_rows.resize(trace.rows.size());
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        m_rows[row] = {checkpoints, (trace.rows[row].count + kSpans - 1) / kSpans};
        checkpoints += m_rows[row].checkpoints;
    }
    m_sums.resize(checkpoints);
    m_buckets.resize(checkpoints);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        addRow(run, row);
        fillBuckets(trace, row);
    }
}

void TraceIndex::addRow(const RunView &run, std::size_t row)
{
    const RowSums sums(run, *this, static_cast<int>(row));
    const Trace &trace = run.trace();
    const Trace::RowRange range = trace.rows[row];
    WorkTimes times;
    for (std::size_t i = 0; i < range.count; ++i) {
        if (i % kSpans == 0)
            m_sums[m_rows[row].firstCheckpoint + i / kSpans] = times;
        sums.add(range.first + i, trace.end[range.first + i], times);
    }
}

void TraceIndex::fillBuckets(const Trace &trace, std::size_t row)
{
    const Row &index = m_rows[row];
    const std::int64_t *begin = trace.begin.data() + trace.rows[row].first;
    std::size_t checkpoint = 0;
    for (std::size_t bucket = 0; bucket < index.checkpoints; ++bucket) {
        const auto time = static_cast<std::int64_t>(static_cast<double>(trace.stop) *
                                                    static_cast<double>(bucket) /
                                                    static_cast<double>(index.checkpoints));
        while (checkpoint + 1 < index.checkpoints && begin[(checkpoint + 1) * kSpans] <= time)
            ++checkpoint;
        m_buckets[index.firstCheckpoint + bucket] = static_cast<std::uint32_t>(checkpoint);
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
}

RowSums::~RowSums() = default;

// The part of the span that is over at this time.
void RowSums::add(std::size_t span, std::int64_t until, WorkTimes &times) const
{
    const std::int64_t begin = m_trace.begin[span];
    const std::int64_t length = until - begin;
    const SpanTag tag = m_trace.tag[span];
    const auto work = static_cast<std::size_t>(workClassOf(tag));
    if (tag.kind == SpanKind::Wait && work == kSync) {
        const std::int64_t shared = m_sync.within({begin, until});
        times.of[kSync] += shared;
        times.sharing += shared;
        times.of[kIdle] += length - shared;
        return;
    }
    const double share = m_exchange ? m_exchange->of(span) : 0;
    const std::int64_t exchanged =
        share > 0 ? std::llround(static_cast<double>(length) * share) : 0;
    times.of[work] += length - exchanged;
    times.of[kSync] += exchanged;
}

std::size_t RowSums::bucketAt(std::int64_t time) const
{
    const TraceIndex::Row &row = m_index.m_rows[m_row];
    const double share = static_cast<double>(time) / static_cast<double>(m_trace.stop);
    const auto count = static_cast<double>(row.checkpoints);
    return row.firstCheckpoint +
           static_cast<std::size_t>(std::clamp(share * count, 0.0, count - 1));
}

void RowSums::fetchBucket(std::int64_t time) const
{
    __builtin_prefetch(&m_index.m_buckets[bucketAt(time)]);
}

void RowSums::fetch(std::int64_t time) const
{
    const std::size_t checkpoint = m_index.m_buckets[bucketAt(time)];
    const std::size_t span = m_trace.rows[m_row].first + checkpoint * TraceIndex::kSpans;
    const WorkTimes *sums = &m_index.m_sums[m_index.m_rows[m_row].firstCheckpoint + checkpoint];
    __builtin_prefetch(sums);
    __builtin_prefetch(reinterpret_cast<const char *>(sums) + 64); // the next line of them
    __builtin_prefetch(m_trace.begin.data() + span);
    __builtin_prefetch(m_trace.end.data() + span);
    __builtin_prefetch(m_trace.tag.data() + span);
}

// The last one whose span begins by then: from where the bucket says on in doubling steps, for a
// bucket may hold many.
std::size_t RowSums::checkpointAt(std::int64_t time) const
{
    const TraceIndex::Row &row = m_index.m_rows[m_row];
    const std::int64_t *begin = m_trace.begin.data() + m_trace.rows[m_row].first;
    std::size_t low = m_index.m_buckets[bucketAt(time)];
    // The bucket's begin was rounded down, the share perhaps up.
    while (low > 0 && begin[low * TraceIndex::kSpans] > time)
        --low;
    std::size_t step = 1;
    const auto beginsBy = [&](std::size_t checkpoint) {
        return checkpoint < row.checkpoints && begin[checkpoint * TraceIndex::kSpans] <= time;
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

WorkTimes RowSums::upTo(std::int64_t time) const
{
    const TraceIndex::Row &row = m_index.m_rows[m_row];
    if (row.checkpoints == 0 || time <= 0)
        return {};
    const Trace::RowRange range = m_trace.rows[m_row];
    const std::size_t checkpoint = checkpointAt(time);
    WorkTimes times = m_index.m_sums[row.firstCheckpoint + checkpoint];
    const std::size_t end = range.first + range.count;
    for (std::size_t i = range.first + checkpoint * TraceIndex::kSpans; i < end; ++i) {
        if (m_trace.begin[i] >= time)
            break;
        add(i, std::min(time, m_trace.end[i]), times);
    }
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
