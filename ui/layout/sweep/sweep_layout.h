// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

#include <cstddef>
#include <optional>
#include <vector>

namespace ui {

// What a chart of a sweep shows, without its words.
struct SweepData
{
    struct Point
    {
        std::optional<double> value; // nothing: it does not run, is not there, or is not known
        bool isProblem = false;      // it is there, and does not run
        bool isMarked = false;       // something else had to change
    };
    std::size_t columns = 0;
    std::vector<std::vector<Point>> series; // by column
    std::vector<std::optional<double>> ideal;
    bool logarithmic = false; // where all values are above 0
};

// One point of a chart: what is clicked, and where its ring goes.
struct SweepSpot
{
    std::size_t series = 0;
    std::size_t column = 0;
    QRectF area;
};

// Where the parts of a chart of lines are, in pixels.
struct SweepLinesLayout
{
    struct Tick
    {
        double at = 0; // y
        double value = 0;
    };
    struct EndLabel
    {
        std::optional<std::size_t> series; // nothing: the ideal
        QPointF at;                        // its left, in the middle
    };
    QRectF plot;
    double foot = 0;             // below what does not run, which lies under the plot
    std::vector<double> columns; // x of each
    std::vector<Tick> ticks;
    std::vector<std::vector<QPointF>> lines; // by series, through the points that run
    std::vector<QPointF> ideal;
    std::vector<SweepSpot> points;
    std::vector<SweepSpot> problems; // between plot and foot, one above the other
    std::vector<EndLabel> labels;    // none covers another
};

// Room around the plot for words, and the height of a line of them.
struct SweepRoom
{
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    double line = 16;
    double marker = 10; // across
};
[[nodiscard]] SweepLinesLayout layoutSweepLines(const SweepData &data, const QRectF &area,
                                                const SweepRoom &room);

// Cells of a map: columns beside each other, series as rows from above.
[[nodiscard]] std::vector<SweepSpot> layoutSweepMap(const SweepData &data, const QRectF &area,
                                                    const SweepRoom &room, double gap);

// The lowest and the highest value that is there, ideal included; nothing: there is none.
struct SweepExtent
{
    double least = 0;
    double most = 0;
};
[[nodiscard]] std::optional<SweepExtent> extentOf(const SweepData &data, bool withIdeal);

// What may be named beside the plot, whatever its height: room for words is measured by it.
[[nodiscard]] std::vector<double> possibleTicks(const SweepData &data);

} // namespace ui
