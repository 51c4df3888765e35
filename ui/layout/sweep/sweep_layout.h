// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

// The lowest and the highest value that is there, ideal included; nothing: there is none.
struct SweepExtent
{
    double least = 0;
    double most = 0;
};
[[nodiscard]] std::optional<SweepExtent> extentOf(const SweepData &data, bool withIdeal);

// Round values, from no more than the lowest to no less than the highest: doublings where the axis
// is logarithmic, else from 0. So many that names as high as a line do not touch in this height.
// Where there is no value there are none.
[[nodiscard]] std::vector<double> sweepTicks(const SweepData &data, double height, double line);

// What may be named beside the plot, whatever its height: room for words is measured by it.
[[nodiscard]] std::vector<double> possibleTicks(const SweepData &data);

// What does not run lies below the values, one above the other: where, if their columns and the
// foot are there, and the height that it takes of the whole height. High piles are pressed together
// and leave the larger part.
struct SweepPiles
{
    std::vector<SweepSpot> spots;
    double height = 0; // 0: there is none
};
[[nodiscard]] SweepPiles pileProblems(const SweepData &data, const std::vector<double> &columns,
                                      double foot, double height, double marker);

// The name of a line at its end.
struct SweepEndLabel
{
    std::optional<std::size_t> series; // nothing: the ideal
    double y = 0;                      // its middle
};
// Labels keep their order and get apart between these two.
void spreadLabels(std::vector<SweepEndLabel> &labels, double line, double top, double foot);

} // namespace ui
