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
    m_rows.resize(trace.rows.size());
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        m_rows[row] = {checkpoints, (trace.rows[row].count + kSpans - 1) / kSpans};
        checkpoints += m_rows[row].checkpoints;
    }
    m_sums.resize(checkpoints);
    m_buckets.resize(checkpoints);
    std::array<bool, kWorkClassCount> there{};
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const WorkTimes all = addRow(run, row);
        fillBuckets(trace, row);
        for (std::size_t work = 0; work < there.size(); ++work)
            there[work] = there[work] || all.of[work] != 0;
    }
    for (std::size_t work = 0; work < there.size(); ++work) {
        if (there[work])
            m_kinds.push_back(static_cast<WorkClass>(work));
    }
}

// All of its times.
WorkTimes TraceIndex::addRow(const RunView &run, std::size_t row)
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
    return times;
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
    if (m_trace.stop > 0)
        m_bucketsPerNano = static_cast<double>(index.m_rows[m_row].checkpoints) /
                           static_cast<double>(m_trace.stop);
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
    const double bucket = static_cast<double>(time) * m_bucketsPerNano;
    const double last = static_cast<double>(row.checkpoints) - 1;
    return row.firstCheckpoint + static_cast<std::size_t>(std::clamp(bucket, 0.0, last));
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

SumsWalk::SumsWalk(const RowSums &sums)
    : m_sums(sums), m_first(sums.m_trace.rows[sums.m_row].first),
      m_count(sums.m_index.m_rows[sums.m_row].checkpoints > 0 ? sums.m_trace.rows[sums.m_row].count
                                                              : 0)
{}

WorkTimes SumsWalk::upTo(std::int64_t time)
{
    constexpr std::size_t kFar = 2 * TraceIndex::kSpans;
    const std::int64_t *begin = m_sums.m_trace.begin.data() + m_first;
    const std::int64_t *end = m_sums.m_trace.end.data() + m_first;
    m_leaps = m_span + kFar < m_count && begin[m_span + kFar] <= time;
    if (m_leaps) {
        const std::size_t checkpoint = m_sums.checkpointAt(time);
        m_span = checkpoint * TraceIndex::kSpans;
        const std::size_t row = m_sums.m_index.m_rows[m_sums.m_row].firstCheckpoint;
        m_done = m_sums.m_index.m_sums[row + checkpoint];
    }
    for (; m_span < m_count && end[m_span] <= time; ++m_span)
        m_sums.add(m_first + m_span, end[m_span], m_done);
    WorkTimes times = m_done;
    if (m_span < m_count && begin[m_span] < time)
        m_sums.add(m_first + m_span, time, times);
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
