// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/paired_steps.h"
#include "ui/layout/timeline/axis_room.h"
#include "ui/layout/timeline/timeline_viewport.h"

#include <optional>

namespace ui {

// What is to be seen of one of two axes while this is seen of the other: the same time, or the same
// share of each step. Nothing: all of it.
[[nodiscard]] std::optional<core::TimeInterval>
seenOfOther(const core::PairedSteps &steps, bool isFirst, const TimelineViewport &seen);

} // namespace ui
