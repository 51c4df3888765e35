// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

namespace core {

// A rank takes its chunks in turn, a group of micro-batches each; one visit of a chunk by a
// micro-batch is one virtual operation. After a warm-up of forwards it takes one forward and one
// backward in turn. 1F1B, interleaved and zero-bubble orders differ by these numbers alone.
struct VirtualRule
{
    int warmUpPerRank = 1;      // forwards that a rank starts with more than the next one
    bool splitBackward = false; // input and weight gradients apart
    int weightDelayPerRank = 0; // input gradients that rank r runs before its first weight gradient
};

// Refuses groups (ScheduleShape::group) that are smaller than the ranks: they deadlock.
[[nodiscard]] Result<ScheduleOrder>
makeVirtualOrder(std::string_view id, const ScheduleShape &shape, const VirtualRule &rule);

} // namespace core
