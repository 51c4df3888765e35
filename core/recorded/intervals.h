// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace core {

struct Interval
{
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool operator==(const Interval &) const = default;
    [[nodiscard]] std::int64_t length() const { return end - begin; }
};

// Times that belong to a set: in order, and apart from each other.
class IntervalSet
{
public:
    IntervalSet() = default;
    // In any order, over each other or not.
    explicit IntervalSet(std::vector<Interval> intervals);

    [[nodiscard]] std::span<const Interval> intervals() const { return m_intervals; }
    [[nodiscard]] std::int64_t length() const { return before(kEnd); }
    // How much of the interval, or of the other set, belongs to this one. O(log n) and O(n).
    [[nodiscard]] std::int64_t within(Interval interval) const;
    [[nodiscard]] std::int64_t within(const IntervalSet &other) const;
    // What is between the parts, from begin to end.
    [[nodiscard]] std::vector<Interval> gaps(Interval window) const;

private:
    static constexpr std::int64_t kEnd = INT64_MAX;
    [[nodiscard]] std::int64_t before(std::int64_t time) const;

    std::vector<Interval> m_intervals;
    std::vector<std::int64_t> m_sums; // of the lengths of those before each
};

[[nodiscard]] IntervalSet unionOf(const IntervalSet &a, const IntervalSet &b);

} // namespace core
