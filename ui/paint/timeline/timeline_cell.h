// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// One cell; work after the moment is faded.
void paintTimelineCell(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                       core::Nanos moment, const Look &look);

// What stands on a cell whose colour is there already.
void paintCellMarks(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                    core::Nanos moment, const Look &look);

} // namespace ui
