// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_difference.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// What only a timeline of two runs has: "pred." and "meas." before the rows, how the steps differ
// above them, and at their right how the busy times of each pair do.

// Logical pixels of what stands before, above and right of the rows.
[[nodiscard]] double pairCaptionWidth(const Look &look);
[[nodiscard]] double pairHeadRoom(const Look &look);
[[nodiscard]] double pairNoteWidth(const Look &look);

// Part of the picture without a playhead.
void paintPairCaptions(QPainter &painter, const TimelineLayout &layout, const Look &look);
void paintDifference(QPainter &painter, const TimelineLayout &layout,
                     const std::vector<DifferenceNote> &notes,
                     const core::StepDifference &difference, const Look &look);

} // namespace ui
