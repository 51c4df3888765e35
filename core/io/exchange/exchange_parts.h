// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What the formats of other programs have in common.

// "GPU 3", "GPU 0 × 8 alike", or the row's own name.
[[nodiscard]] std::string trackName(const RowInfo &row);
// What groups the streams of a device: its number, or that of the first device of the row.
[[nodiscard]] int trackDevice(const RowInfo &row);

// "forward", "waiting for a link": kind or, of a wait, cause of a span.
[[nodiscard]] std::string_view kindWords(SpanKind kind);
// What a viewer writes on a span: its own name, "forward 3" (micro-batches count from 1), or the
// cause of a wait.
[[nodiscard]] std::string nameOfSpan(const SpanTag &tag); // by its kind alone
[[nodiscard]] std::string spanName(const Trace &trace, std::size_t span);

// Things that last, in order of begin, in as few lanes as keep them from overlapping: a viewer
// would take what begins within another thing on its track for a part of it.
class Lanes
{
public:
    // The lane of the next one; times in ns.
    [[nodiscard]] int laneOf(std::int64_t begin, std::int64_t end);

private:
    std::vector<std::int64_t> m_ends;
};

// Memory of a row over time; empty if nothing is known of it.
[[nodiscard]] std::vector<MemoryStep> memoryOfRow(const RunView &run, int row);

} // namespace core
