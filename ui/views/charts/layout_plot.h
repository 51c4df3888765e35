// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"
#include "ui/views/charts/layout_chart.h"

#include <QSize>

class QCustomPlot;

namespace ui {

// The parts of the plot of layouts, once.
void buildLayoutPlot(QCustomPlot &plot);

// Axes, graphs and labels for this data and this size.
void fillLayoutPlot(QCustomPlot &plot, const LayoutChartData &data, const Look &look);

// The ring around what is selected; none: nothing is.
void ringOnPlot(QCustomPlot &plot, const std::optional<core::LayoutPoint> &point, const Look &look);

} // namespace ui
