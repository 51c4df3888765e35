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

// From the surface at one x to nothing at the other, for painters of shapes: PDF has no gradient of
// opacity that all viewers show.
void fadeInSlices(QPainter &painter, const QRectF &rect, double from, double to,
                  const QColor &surface);

} // namespace ui
