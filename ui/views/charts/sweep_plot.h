// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"
#include "ui/views/charts/sweep_data.h"

#include <vector>

class QCustomPlot;

namespace ui {

// Fills a plot that has its size by now, with lines whose names stand at their ends or with a map.
// Where its points are, from the back to the front.
[[nodiscard]] std::vector<SweepSpot> fillSweepPlot(QCustomPlot &plot, const SweepData &data,
                                                   const SweepWords &words, SweepShape shape,
                                                   const Look &look);

// Around what is selected; an area that is empty: nothing is.
void ringOnSweepPlot(QCustomPlot &plot, const QRectF &area, const Look &look);

// The chart alone, from the origin of a painter.
void paintSweep(QPainter &painter, const core::SweepResults &results,
                const core::SweepMetric &metric, SweepShape shape, const QSize &size,
                const Look &look);

} // namespace ui
