// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QColor>
#include <QPainter>
#include <QRectF>

#include <vector>

namespace ui {

// Neighbours of one colour in one row, without outlines and numbers.
struct CellRun
{
    QRectF rect; // logical pixels
    QColor colour;
    int row = 0;       // index into TimelineLayout::rows
    bool foot = false; // communication, upon the work that it belongs to
};

// The cells of a layout, work after the moment faded; those of one colour with less than a pixel
// between them are one run, since no picture of that size shows them apart. The foot of a cell is
// communication as high as its share of the time.
[[nodiscard]] std::vector<CellRun> cellRuns(const TimelineLayout &layout, core::Nanos moment,
                                            const Look &look);

// One shape for each colour of a row, so that a file that scales stays small.
void paintCellRuns(QPainter &painter, const std::vector<CellRun> &runs);

} // namespace ui
