// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/area_sums.h"
#include "core/analysis/time_bins.h"
#include "core/analysis/work_pieces.h"
#include "core/base/late_flag.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace core {

class ExchangeShares;
class RunView;

// Device time by kind of work, ns. What visits spend on nothing but communication is Sync.
struct WorkTimes
{
    std::array<std::int64_t, kWorkClassCount> of{};
    std::int64_t sharing = 0; // part of Sync: gradients, while nothing is left to do beside them

    [[nodiscard]] WorkTimes operator-(const WorkTimes &other) const
    {
        WorkTimes rest = *this;
        for (std::size_t i = 0; i < of.size(); ++i)
            rest.of[i] -= other.of[i];
        rest.sharing -= other.sharing;
        return rest;
    }
};

// The same by the kinds that there are without idle time, and behind them what is shared, where
// anything is.
using WorkSums = std::array<std::int64_t, kWorkClassCount + 1>;

// Sums over the spans of a trace, so that the time spent on each kind of work in any stretch of it
// is known without a walk: in O(log n) at worst, in O(1) where spans are of similar length. Made
// once for a trace, in O(n); 20 to 28 bytes a span of up to eleven sums.
class TraceIndex
{
public:
    TraceIndex() = default; // still to be made
    explicit TraceIndex(const RunView &run) { make(run); }

    // Once. Others may have it meanwhile, who ask nothing but whether it is there.
    void make(const RunView &run);
    [[nodiscard]] bool isMade() const { return m_made.isSet(); }
    [[nodiscard]] bool hasRow(int row) const;
    // When collectives of this group of rows run.
    [[nodiscard]] const IntervalSet &syncOf(int group) const { return m_sync.at(group); }
    // What rows waited for and sent.
    [[nodiscard]] const AreaSums &area() const { return m_area; }
    // How many WorkSums there are.
    [[nodiscard]] std::size_t sumCount() const { return m_workKinds + (m_shares ? 1 : 0); }
    // The kinds of work that there are, in order.
    [[nodiscard]] std::span<const WorkClass> kinds() const { return m_kinds; }
    // Some of the time of communication is shared by all of a group.
    [[nodiscard]] bool shares() const { return m_shares; }
    // The same without idle time: what sums are of.
    [[nodiscard]] std::span<const WorkClass> workKinds() const
    {
        return kinds().first(m_workKinds);
    }

private:
    friend class RowSums;
    friend class SumsWalk;

    static constexpr std::size_t kSpans = 16; // of a row, between two checkpoints

    struct Row
    {
        std::size_t firstCheckpoint = 0; // at the begin of each kSpans-th span
        std::size_t checkpoints = 0;
        std::size_t firstBin = 0;
        std::size_t bins = 0; // of equal time
    };

    [[nodiscard]] WorkTimes addRow(const RunView &run, std::size_t row);
    void chooseSums(const WorkTimes &there);
    void fillBins(const RunView &run, std::size_t row);
    [[nodiscard]] WorkSums sumsOf(const WorkTimes &times) const;

    std::vector<Row> m_rows;
    std::vector<WorkTimes> m_sums; // at checkpoints
    TimeBins m_bins;               // with WorkSums
    std::size_t m_workKinds = 0;
    bool m_shares = false;
    std::map<int, IntervalSet> m_sync; // by group
    std::vector<WorkClass> m_kinds;
    AreaSums m_area;
    LateFlag m_made;
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
    [[nodiscard]] WorkTimes timesOf(std::span<const std::int64_t> sums, std::int64_t until) const;
    // Of WorkSums at many moments, none before the last one, the low 32 bits: those of one sum
    // after the other.
    void lowSums(std::span<const std::int64_t> moments, std::span<std::uint32_t> low) const;
    // Asks the processor for what upTo() will read.
    void fetch(std::int64_t time) const
    {
        if (m_count > 0)
            m_index.m_bins.fetch(m_firstBin + binAt(time));
    }
    [[nodiscard]] const IntervalSet &sync() const { return m_sync; } // when a collective runs

private:
    friend class TraceIndex;
    friend class SumsWalk;

    __extension__ using Wide = unsigned __int128;

    // A place in the row, and the sums before it.
    struct Place
    {
        std::size_t span = 0; // of the row
        WorkTimes done;
    };

    void add(std::size_t span, std::int64_t until, WorkTimes &times) const; // span of the row
    // What a span of the row counts as; nothing: it depends on the moment.
    [[nodiscard]] std::optional<SpanSort> sortOf(std::size_t span) const;
    // In whole numbers, so that no moment falls between two bins.
    [[nodiscard]] std::size_t binAt(std::int64_t time) const
    {
        const auto product = static_cast<Wide>(static_cast<std::uint64_t>(time)) * m_binScale;
        return std::min(static_cast<std::size_t>(product >> 64), m_bins - 1);
    }
    [[nodiscard]] std::int64_t beginOfBin(std::size_t bin) const;
    [[nodiscard]] std::size_t spanOfBin(std::size_t bin) const;
    // At the checkpoint that is at this span or before it.
    [[nodiscard]] WorkSums sumsBefore(std::size_t span) const;
    [[nodiscard]] const WorkTimes &timesBefore(std::size_t checkpoint) const;
    [[nodiscard]] Place placeBefore(std::size_t bin, std::int64_t time) const;
    [[nodiscard]] std::size_t checkpointAt(std::int64_t time, std::size_t from) const;
    // Spans of a row tile it.
    [[nodiscard]] std::int64_t endOf(std::size_t span) const
    {
        return span + 1 < m_count ? m_begin[span + 1] : m_last;
    }

    const Trace &m_trace;
    const TraceIndex &m_index;
    std::size_t m_row;
    const IntervalSet &m_sync;
    std::size_t m_first = 0; // span of the trace
    std::size_t m_count = 0; // of spans; 0: the index knows nothing of them
    const std::int64_t *m_begin = nullptr;
    std::int64_t m_last = 0; // end of the last span
    std::size_t m_firstBin = 0;
    std::size_t m_bins = 0;
    std::uint64_t m_binScale = 0;                     // bins a nanosecond, times 2^64
    std::unique_ptr<const ExchangeShares> m_exchange; // null: none
};

// The same of one moment after the other. Where bins hold more spans than they tell of, it goes on
// from where it is.
class SumsWalk
{
public:
    // The sums outlive it.
    explicit SumsWalk(const RowSums &sums) : m_sums(sums) {}

    // Not before the last one.
    [[nodiscard]] WorkTimes upTo(std::int64_t time);
    void upTo(std::int64_t time, WorkSums &sums);

private:
    [[nodiscard]] WorkTimes walkTo(std::size_t bin, std::int64_t time);

    const RowSums &m_sums;
    RowSums::Place m_at; // the spans before it are over
};

// Calls visit(i, time, before, after) for each stretch of the row between one of these moments and
// the next one, with the sums up to both. Each lasts at least a nanosecond.
template <class Visit>
void visitSums(const RowSums &sums, std::span<const std::int64_t> moments, Visit visit)
{
    // Of large traces nearly every question waits for memory: it is fetched some questions ahead.
    constexpr std::size_t kAhead = 12;
    if (moments.empty())
        return;
    SumsWalk walk(sums);
    std::int64_t begin = moments.front();
    std::array<WorkSums, 2> known;
    WorkSums *before = &known[0];
    WorkSums *after = &known[1];
    walk.upTo(begin, *before);
    for (std::size_t i = 1; i < moments.size(); ++i) {
        if (i + kAhead < moments.size())
            sums.fetch(moments[i + kAhead]);
        const std::int64_t end = std::max<std::int64_t>(begin + 1, moments[i]);
        walk.upTo(end, *after);
        visit(i - 1, TimeInterval{begin, end}, *before, *after);
        std::swap(before, after);
        begin = end;
    }
}

// The same with visit(i, time, spent).
template <class Visit>
void visitStretches(const RowSums &sums, std::span<const std::int64_t> moments, Visit visit)
{
    visitSums(sums, moments,
              [&](std::size_t i, TimeInterval time, const WorkSums &before, const WorkSums &after) {
                  visit(i, time, sums.timesOf(after, time.end) - sums.timesOf(before, time.begin));
              });
}

// Whether so many spans of the row lie in this time that sums tell more in so many pixels; false
// where there are no sums.
[[nodiscard]] bool isDense(const RunView &run, int row, TimeInterval time, std::size_t pixels);

// While the index of the run is still being made: so many spans of the row lie in this time that a
// walk over as many of all rows would hold up a picture.
[[nodiscard]] bool isTooLongToWalk(const RunView &run, int row, TimeInterval time);

// The share of each kind of work in the time of all devices between two moments; they sum to 1. Of
// recordings every stream counts as a device. While the index is still being made: nothing.
[[nodiscard]] std::array<double, kWorkClassCount> workSharesWithin(const RunView &run,
                                                                   TimeInterval time);

} // namespace core
