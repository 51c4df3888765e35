// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/charts/layout_plot.h"

#include <cstddef>
#include <span>

class QCustomPlot;

namespace ui {

// Logical pixels.
constexpr double kLayoutBadge = 19; // of an idea, across
constexpr double kBoundText = 20;   // the height of the words of the bound

// The best ideas, which have a badge with their number.
constexpr std::size_t kMostBadges = 3;
[[nodiscard]] std::span<const core::LayoutPoint> badgesOf(const LayoutChartData &data);

// About what the axis of time has of the height.
[[nodiscard]] double heightOfAxis(const QCustomPlot &plot, const Look &look);

// The words of a plot that was built and laid out: numbers of ideas, what is chosen now, what
// does not fit, and the bound.
void labelLayoutPlot(QCustomPlot &plot, const LayoutChartData &data, const Look &look);

} // namespace ui
