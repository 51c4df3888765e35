// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// The hatched backgrounds, cells, strips and sync lines. Work after the moment is faded.
void paintTimelineRows(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                       const Look &look);

// Repaints the cells that the moment cuts in two: where the two cached layers differ.
void paintActiveCells(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                      const Look &look);

} // namespace ui
