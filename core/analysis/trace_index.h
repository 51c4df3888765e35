// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/area_sums.h"
#include "core/analysis/work_pieces.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace core {

class ExchangeShares;
class RunView;

// Device time by kind of work, ns. What visits spend on nothing but communication is Sync.
struct WorkTimes
{
    std::array<std::int64_t, kWorkClassCount> of{};
    std::int64_t sharing = 0; // part of Sync: gradients, while nothing is left to do beside them

    [[nodiscard]] WorkTimes operator-(const WorkTimes &other) const;
};

// Sums over the spans of a trace, so that the time spent on each kind of work in any stretch of it
// is known without a walk: in O(log n) at worst, in O(1) where spans are of similar length. Made
// once for a trace, in O(n); 15 bytes a span.
class TraceIndex
{
public:
    explicit TraceIndex(const RunView &run);

    [[nodiscard]] bool hasRow(int row) const;
    // When collectives of this group of rows run.
    [[nodiscard]] const IntervalSet &syncOf(int group) const { return m_sync.at(group); }
    // What rows waited for and sent.
    [[nodiscard]] const AreaSums &area() const { return m_area; }

private:
    friend class RowSums;

    static constexpr std::size_t kSpans = 8; // of a row, between two checkpoints

    struct Row
    {
        std::size_t firstCheckpoint = 0; // at the begin of each kSpans-th span; and first bucket
        std::size_t checkpoints = 0;
    };

    void addRow(const RunView &run, std::size_t row);
    void fillBuckets(const Trace &trace, std::size_t row);

    std::vector<Row> m_rows;
    std::vector<WorkTimes> m_sums;
    // As many as checkpoints, of equal time: the checkpoint that holds the bucket's begin.
    std::vector<std::uint32_t> m_buckets;
    std::map<int, IntervalSet> m_sync; // by group
    AreaSums m_area;
};

// The index, asked about one row of its trace. For the time of a call.
class RowSums
{
public:
    RowSums(const RunView &run, const TraceIndex &index, int row);
    ~RowSums();
    RowSums(const RowSums &) = delete;
    RowSums &operator=(const RowSums &) = delete;

    // From the begin of the step to this moment of it; exact to the rounding of what visits
    // exchange.
    [[nodiscard]] WorkTimes upTo(std::int64_t time) const;
    // Ask the processor for what upTo() will read: first for one, a little later for the other.
    void fetchBucket(std::int64_t time) const;
    void fetch(std::int64_t time) const;
    [[nodiscard]] const IntervalSet &sync() const { return m_sync; } // when a collective runs

private:
    friend class TraceIndex;

    void add(std::size_t span, std::int64_t until, WorkTimes &times) const;
    [[nodiscard]] std::size_t bucketAt(std::int64_t time) const; // place in m_buckets
    [[nodiscard]] std::size_t checkpointAt(std::int64_t time) const;

    const Trace &m_trace;
    const TraceIndex &m_index;
    std::size_t m_row;
    const IntervalSet &m_sync;
    std::unique_ptr<const ExchangeShares> m_exchange; // null: none
};

// Calls visit(i, time, spent) for each of count stretches of the row, one after the other: the one
// with number i lasts until endOf(i), and at least a nanosecond.
template <class EndOf, class Visit>
void visitStretches(const RowSums &sums, std::int64_t begin, int count, EndOf endOf, Visit visit)
{
    // Of large traces nearly every question waits for memory: it is fetched some questions ahead.
    constexpr int kAhead = 8;
    WorkTimes before = sums.upTo(begin);
    for (int i = 0; i < count; ++i) {
        if (i + 2 * kAhead < count)
            sums.fetchBucket(endOf(i + 2 * kAhead));
        if (i + kAhead < count)
            sums.fetch(endOf(i + kAhead));
        const std::int64_t end = std::max<std::int64_t>(begin + 1, endOf(i));
        const WorkTimes after = sums.upTo(end);
        visit(i, TimeInterval{begin, end}, after - before);
        begin = end;
        before = after;
    }
}

// Whether so many spans of the row lie in this time that sums tell more in so many pixels; false
// where there are no sums.
[[nodiscard]] bool isDense(const RunView &run, int row, TimeInterval time, std::size_t pixels);

// The share of each kind of work in the time of all devices between two moments; they sum to 1. Of
// recordings every stream counts as a device.
[[nodiscard]] std::array<double, kWorkClassCount> workSharesWithin(const RunView &run,
                                                                   TimeInterval time);

} // namespace core
