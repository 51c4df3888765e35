// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <vector>

namespace core {

// The three published definitions of "bubble".
enum class BubbleDefinition : std::uint8_t {
    IdleOverStep,  // idle time / step
    IdleOverIdeal, // idle time / time at work
    SpanIdle       // idle time between a row's first and last visit / that span; the worst row
};

// Half open, ns.
struct TimeRange
{
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool operator==(const TimeRange &) const = default;
};

// What a row adds to numerator and denominator, in order of time; adjacent ranges are joined.
struct BubbleRow
{
    std::vector<TimeRange> numerator;
    std::vector<TimeRange> denominator;
};

// Ranges sum to Metrics::bubble over all devices, to the nanosecond. Empty for a row without spans.
[[nodiscard]] BubbleRow bubbleOfRow(const Snapshot &snapshot, BubbleDefinition definition, int row);
[[nodiscard]] double bubbleValue(const Bubble &bubble, BubbleDefinition definition);
// The row whose ratio is Bubble::spanIdleMax.
[[nodiscard]] int worstSpanRow(const Snapshot &snapshot);

// From the last row's first backward to the first row's last forward: neither fill nor drain. Empty
// if the step has no such time.
[[nodiscard]] TimeRange steadyState(const Trace &trace);

} // namespace core
