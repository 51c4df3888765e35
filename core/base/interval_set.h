// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace core {

struct TimeInterval
{
    std::int64_t begin = 0; // ns
    std::int64_t end = 0;

    bool operator==(const TimeInterval &) const = default;
    [[nodiscard]] std::int64_t length() const { return end - begin; }
};

// Times that belong to a set: in order, and apart from each other.
class IntervalSet
{
public:
    IntervalSet() = default;
    // In any order, over each other or not.
    explicit IntervalSet(std::vector<TimeInterval> intervals);

    [[nodiscard]] std::span<const TimeInterval> intervals() const { return m_intervals; }
    [[nodiscard]] std::int64_t length() const { return before(kEnd); }
    // How much of it comes before this time. O(log n).
    [[nodiscard]] std::int64_t before(std::int64_t time) const;
    // How much of the interval, or of the other set, belongs to this one. O(log n) and O(n).
    [[nodiscard]] std::int64_t within(TimeInterval interval) const;
    [[nodiscard]] std::int64_t within(const IntervalSet &other) const;
    // What is between the parts, from begin to end.
    [[nodiscard]] std::vector<TimeInterval> gaps(TimeInterval window) const;

private:
    static constexpr std::int64_t kEnd = INT64_MAX;

    std::vector<TimeInterval> m_intervals;
    std::vector<std::int64_t> m_sums; // of the lengths of those before each
};

[[nodiscard]] IntervalSet unionOf(const IntervalSet &a, const IntervalSet &b);

} // namespace core
