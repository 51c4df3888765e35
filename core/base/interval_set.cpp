// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/interval_set.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace core {

IntervalSet::IntervalSet(std::vector<TimeInterval> intervals) : m_intervals(std::move(intervals))
{
    std::ranges::sort(m_intervals, {}, &TimeInterval::begin);
    std::size_t last = 0;
    for (std::size_t i = 1; i < m_intervals.size(); ++i) {
        if (m_intervals[i].begin <= m_intervals[last].end)
            m_intervals[last].end = std::max(m_intervals[last].end, m_intervals[i].end);
        else
            m_intervals[++last] = m_intervals[i];
    }
    if (!m_intervals.empty())
        m_intervals.resize(last + 1);
    std::int64_t sum = 0;
    for (const TimeInterval &interval : m_intervals) {
        m_sums.push_back(sum);
        sum += interval.length();
    }
}

std::int64_t IntervalSet::before(std::int64_t time) const
{
    const auto behind = std::ranges::upper_bound(m_intervals, time, {}, &TimeInterval::begin);
    if (behind == m_intervals.begin())
        return 0;
    const auto last = std::prev(behind);
    return m_sums[static_cast<std::size_t>(last - m_intervals.begin())] +
           std::min(time, last->end) - last->begin;
}

std::int64_t IntervalSet::within(TimeInterval interval) const
{
    return interval.end > interval.begin ? before(interval.end) - before(interval.begin) : 0;
}

std::int64_t IntervalSet::within(const IntervalSet &other) const
{
    std::int64_t sum = 0;
    std::size_t at = 0;
    for (const TimeInterval &mine : m_intervals) {
        while (at < other.m_intervals.size() && other.m_intervals[at].end <= mine.begin)
            ++at;
        for (std::size_t i = at; i < other.m_intervals.size(); ++i) {
            const TimeInterval &theirs = other.m_intervals[i];
            if (theirs.begin >= mine.end)
                break;
            sum += std::min(mine.end, theirs.end) - std::max(mine.begin, theirs.begin);
            at = theirs.end <= mine.end ? i + 1 : i;
        }
    }
    return sum;
}

std::vector<TimeInterval> IntervalSet::gaps(TimeInterval window) const
{
    std::vector<TimeInterval> gaps;
    std::int64_t at = window.begin;
    for (const TimeInterval &interval : m_intervals) {
        if (interval.begin > at)
            gaps.push_back({at, std::min(interval.begin, window.end)});
        at = std::max(at, interval.end);
        if (at >= window.end)
            return gaps;
    }
    if (window.end > at)
        gaps.push_back({at, window.end});
    return gaps;
}

IntervalSet unionOf(const IntervalSet &a, const IntervalSet &b)
{
    std::vector<TimeInterval> all(a.intervals().begin(), a.intervals().end());
    all.insert(all.end(), b.intervals().begin(), b.intervals().end());
    return IntervalSet(std::move(all));
}

} // namespace core
