// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/row_spans.h"
#include "ui/layout/timeline/timeline_layout.h"

#include <vector>

namespace ui {

// Rows of the timeline that are the mean of several rows of the trace.

// A band for each stage, or for all devices that are alike, and below it those that are slower.
[[nodiscard]] std::vector<TimelineRow> withBands(const core::RunView &run,
                                                 const std::vector<TimelineRow> &rows);
// Of the rows of the run with this number: what the bands are the mean of, and whose the thin lines
// are.
void nameBands(const core::RunView &run, int number, const std::vector<TimelineRow> &rows,
               TimelineLayout &layout);

// Per device pixel the mean of the parts of the band, weighted with their devices.
void layoutBand(const core::RunView &run, int row, const TimelineLayout &layout, RowSpans &spans);
// The slowest replica, below the band.
void layoutThinLine(const core::RunView &run, int row, const TimelineLayout &layout,
                    RowSpans &spans);

} // namespace ui
