// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <vector>

namespace ui {

// What of a layout is made row by row. Rows that stand together are laid out by one thread, others
// by another one meanwhile.
struct RowSpans
{
    std::vector<TimelineCell> cells;
    std::vector<TimelineStrip> strips;
    std::vector<TimelineSyncLine> syncLines;
};

} // namespace ui
