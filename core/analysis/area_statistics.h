// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/area_sums.h"
#include "core/analysis/recording.h"
#include "core/analysis/work_pieces.h"

#include <array>
#include <span>

namespace core {

// So many devices of one row of the trace.
struct AreaRow
{
    int row = 0;
    int devices = 1;

    bool operator==(const AreaRow &) const = default;
};

// What some devices do between two moments, added up over them.
struct AreaStatistics
{
    TimeInterval time;
    int devices = 0;
    std::array<std::int64_t, kWorkClassCount> spent{};  // ns; sums to devices * length of time
    std::array<std::int64_t, kWaitReasonCount> waits{}; // ns; sums to spent[Idle]
    std::array<std::int64_t, kSpanKindCount> spans{};   // that lie in it in part at least
    Bytes messages;                                     // sent, between stages
    Bytes collectives;                                  // the same, to all others of a group

    [[nodiscard]] std::int64_t deviceTime() const; // ns
    [[nodiscard]] double share(std::int64_t nanos) const;
    [[nodiscard]] double busyShare() const; // everything but idle time and exposed communication
    [[nodiscard]] Bytes sent() const { return messages + collectives; }
    [[nodiscard]] std::int64_t spanCount() const;
};

// Exact, of sums: in O(log n) for each row. Time outside of the step is left out. A device that
// sends a message to another one counts as its sender only.
[[nodiscard]] AreaStatistics areaStatistics(const RunView &run, std::span<const AreaRow> rows,
                                            TimeInterval time);

} // namespace core
