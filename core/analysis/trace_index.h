// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

    WorkTimes &operator+=(const WorkTimes &other);
    [[nodiscard]] WorkTimes operator-(const WorkTimes &other) const;
};

// Sums over the spans of a trace, so that the time spent on each kind of work in any stretch of it
// is known without a walk: in O(log n) at worst, in O(1) where spans are of similar length. Made
// once for a trace, in O(n); 10 bytes a span.
class TraceIndex
{
public:
    explicit TraceIndex(const RunView &run);

    [[nodiscard]] bool hasRow(int row) const;
    // When collectives of this group of rows run.
    [[nodiscard]] const std::vector<TimeInterval> &syncOf(int group) const;

private:
    friend class RowSums;

    static constexpr std::size_t kSpans = 8; // of a row, between two checkpoints

    struct Row
    {
        std::size_t firstCheckpoint = 0; // sums at the begin of each kSpans-th span
        std::size_t checkpoints = 0;
        std::size_t firstBucket = 0; // as many as checkpoints, of equal time: where to look first
    };
    struct Sync
    {
        std::vector<TimeInterval> times;
        std::vector<std::int64_t> before; // time of those that came before each

        [[nodiscard]] std::int64_t upTo(std::int64_t time) const;
    };

    void addRow(const RunView &run, std::size_t row);
    void fillBuckets(const Trace &trace, std::size_t row);

    std::vector<Row> m_rows;
    std::vector<WorkTimes> m_sums;
    std::vector<std::uint32_t> m_buckets; // checkpoint of the row that holds the bucket's begin
    std::map<int, Sync> m_sync;           // by group
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
    [[nodiscard]] std::int64_t syncUpTo(std::int64_t time) const; // while a collective runs

private:
    friend class TraceIndex;

    void add(std::size_t span, std::int64_t until, WorkTimes &times) const;
    [[nodiscard]] std::size_t checkpointAt(std::int64_t time) const;

    const Trace &m_trace;
    const TraceIndex &m_index;
    std::size_t m_row;
    const TraceIndex::Sync *m_sync;
    std::unique_ptr<const ExchangeShares> m_exchange; // null: none
};

// The share of each kind of work in the time of all devices between two moments; they sum to 1. Of
// recordings every stream counts as a device.
[[nodiscard]] std::array<double, kWorkClassCount> workShares(const RunView &run, TimeInterval time);

} // namespace core
