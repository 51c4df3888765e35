// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_metric.h"
#include "ui/paint/sweep/sweep_painter.h"

namespace ui {

// Two ways to look at the results of a sweep.
enum class SweepShape { Lines, Map };

// Results in the form in which they are laid out and painted.
[[nodiscard]] SweepData dataOf(const core::SweepResults &results, const core::SweepMetric &metric);
[[nodiscard]] SweepWords wordsOf(const core::SweepResults &results, const core::SweepMetric &metric,
                                 SweepShape shape);

// The chart alone, from the origin of a painter.
void paintSweep(QPainter &painter, const core::SweepResults &results,
                const core::SweepMetric &metric, SweepShape shape, const QSize &size,
                const Look &look);

constexpr double kSweepCellGap = 3; // of a map, logical pixels

} // namespace ui
