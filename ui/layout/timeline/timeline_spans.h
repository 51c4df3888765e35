// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <span>

namespace ui {

using core::syncIntervals;
using core::TimeInterval;
using core::visitPieces;
using core::WorkPiece;

// Appends the cells, strips and sync lines of one visible row of the layout.
void layoutRowSpans(const core::RunView &run, std::span<const TimeInterval> sync, int row,
                    TimelineLayout &layout);

} // namespace ui
