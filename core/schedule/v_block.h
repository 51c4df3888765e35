// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

namespace core {

// Slots in which a rank runs the four visits of one micro-batch; the next one follows six later.
struct BuildingBlock
{
    int forwardDown = 0; // of the first chunk
    int forwardUp = 0;   // of the second chunk
    int inputUp = 0;
    int inputDown = 0;
};

// Split into two visits of one slot, or one visit of two slots.
enum class Backward : std::uint8_t { Split, Whole };

// An order on a V placement made of repeated building blocks: weight gradients go into free slots,
// then everything moves to earlier free slots as long as no rank keeps more activations.
[[nodiscard]] Result<ScheduleOrder> repeatBlocks(const ScheduleOrder &empty, const UnitCosts &costs,
                                                 const std::vector<BuildingBlock> &blocks,
                                                 Backward backward);

} // namespace core
