// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_metric.h"
#include "ui/layout/sweep/sweep_layout.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace ui {

// Two ways to look at the results of a sweep.
enum class SweepShape { Lines, Map };

// What stands in a chart of a sweep.
struct SweepWords
{
    QString metric;      // above the axis of values
    QString xTitle;      // below the columns
    QString seriesTitle; // above the rows of a map
    QString ideal;
    QStringList columns;
    QStringList series;
    std::function<QString(double value)> value = {};
    // By series and column: the word in a cell of a map.
    std::vector<QStringList> cells = {};
    QString problem = {};       // of the first column where nothing runs; empty: none
    QString problemDetail = {}; // why
};

// Results in the form in which they are laid out and painted.
[[nodiscard]] SweepData dataOf(const core::SweepResults &results, const core::SweepMetric &metric);
[[nodiscard]] SweepWords wordsOf(const core::SweepResults &results, const core::SweepMetric &metric,
                                 SweepShape shape);

} // namespace ui
