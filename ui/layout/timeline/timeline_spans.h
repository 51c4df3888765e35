// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <span>

namespace ui {

using core::syncIntervals;
using core::TimeInterval;
using core::visitPieces;
using core::WorkPiece;

// Whether so many spans of a row are in sight that its pixels tell more of them than cells would.
[[nodiscard]] bool isDense(const core::RunView &run, int traceRow, const TimelineLayout &layout);
// Whether the index is still being made that would tell what is in sight of a row: to walk over its
// spans would take too long.
[[nodiscard]] bool isPending(const core::RunView &run, const TimelineRow &row,
                             const TimelineLayout &layout);

// Of the line along the foot of a row where collectives run beside work; logical pixels.
[[nodiscard]] double syncLineHeight(double rowHeight, double scale);

} // namespace ui
