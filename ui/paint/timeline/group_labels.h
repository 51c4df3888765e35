// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// The headings of rows that stand in groups, left of their labels.

// Logical pixels of the widest heading, with the gap after it; 0: there are no groups.
[[nodiscard]] double groupLabelWidth(const std::vector<TimelineRow> &rows, const Look &look);
// A line above each group, the mark that says whether it is collapsed, its name and, where there is
// room, its range.
void paintGroupLabels(QPainter &painter, const TimelineLayout &layout, const Look &look);
// Below the rows that stay on top.
void paintPinnedEdge(QPainter &painter, const TimelineLayout &layout, const Look &look);

} // namespace ui
