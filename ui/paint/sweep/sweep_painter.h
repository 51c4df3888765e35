// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/sweep/sweep_layout.h"
#include "ui/paint/look.h"

#include <QPainter>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace ui {

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

[[nodiscard]] SweepRoom roomOfLines(const SweepData &data, const SweepWords &words,
                                    const Look &look);
[[nodiscard]] SweepRoom roomOfMap(const SweepWords &words, const Look &look);

// Lines with a marker of its own for each series, their names at their ends. selected: its spot
// gets a ring.
void paintSweepLines(QPainter &painter, const SweepData &data, const SweepLinesLayout &layout,
                     const SweepWords &words, const Look &look,
                     const std::optional<QRectF> &selected);

// Cells from light to full by their value; what does not run is hatched.
void paintSweepMap(QPainter &painter, const SweepData &data, const std::vector<SweepSpot> &cells,
                   const SweepWords &words, const Look &look,
                   const std::optional<QRectF> &selected);

} // namespace ui
