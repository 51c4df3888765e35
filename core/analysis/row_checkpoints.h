// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/trace.h"

#include <cstdint>
#include <vector>

namespace core {

// What has come together on a row before one of its spans.
struct RowCheckpoint
{
    Nanos busy;
    MemoryChange memory;
    std::size_t oldestKept = 0; // span of the oldest visit whose activations are still kept
};

// Checkpoints of the rows of a step, so that the state of a device at any moment follows from a few
// spans; and when micro-batches enter and leave the pipeline. Made once, in O(spans); less than
// a byte a span.
class RowCheckpoints
{
public:
    RowCheckpoints(const Plan &plan, const Trace &trace);

    static constexpr std::size_t kSpans = 64; // between two of them

    // The last one at or before this span, counted within the row.
    [[nodiscard]] const RowCheckpoint &before(std::size_t row, std::size_t span) const
    {
        return m_rows[row][span / kSpans];
    }
    // Micro-batches of a route that its first stage has begun by then, and those that are through.
    [[nodiscard]] int entered(int route, Nanos time) const;
    [[nodiscard]] int left(int route, Nanos time) const;

private:
    using Times = std::vector<std::vector<std::int64_t>>; // by route, ascending

    void addRow(const Plan &plan, const Trace &trace, std::size_t row);
    void addTimes(const Plan &plan, const Trace &trace, std::size_t route);

    std::vector<std::vector<RowCheckpoint>> m_rows;
    Times m_entered;
    Times m_left;
};

} // namespace core
