// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <vector>

namespace ui {

// From the end of one visit to the start of the one that needs its result.
struct TimelineArrow
{
    QPointF from;
    QPointF to;
    bool gradient = false;
};

// Where one micro-batch is worked on, over all visible rows, and what depends on what.
struct TimelineTrail
{
    std::vector<QRectF> cells;
    std::vector<TimelineArrow> arrows;
};

[[nodiscard]] TimelineTrail trailOf(const TimelineRuns &runs, const TimelineLayout &layout,
                                    const TimelineBatch &batch);

} // namespace ui
