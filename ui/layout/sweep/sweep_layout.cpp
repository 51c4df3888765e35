// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/sweep/sweep_layout.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int kMostTicks = 9;
constexpr int kMostRound = 7;             // of round values
constexpr double kTickLines = 1.2;        // of text, from one tick to the next
constexpr double kMostForProblems = 0.45; // of the height, for what does not run
constexpr double kProblem = 1.4;          // across, in markers
constexpr double kProblemPitch = 1.6;     // from one to the next

// 1, 2 or 5 times a power of ten, so that at most so many steps reach the value: three to six
// where there is room for them.
double roundStep(double most, double mostSteps)
{
    const double power = std::pow(10, std::floor(std::log10(most)) - 1);
    for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0}) {
        if (most / (factor * power) <= mostSteps)
            return factor * power;
    }
    return 100 * power;
}

std::vector<double> doublings(const SweepExtent &extent, int mostTicks)
{
    const double bottom = std::floor(std::log2(extent.least) + 1e-9);
    const double top = std::max(bottom + 1, std::ceil(std::log2(extent.most) - 1e-9));
    const double step = std::max(1.0, std::ceil((top - bottom) / (mostTicks - 1)));
    std::vector<double> ticks = {std::exp2(bottom)};
    for (double at = bottom; at < top;)
        ticks.push_back(std::exp2(at += step));
    return ticks;
}

std::vector<double> roundValues(const SweepExtent &extent, int mostTicks)
{
    const double most = extent.most > 0 ? extent.most : 1;
    const double step = roundStep(most, std::min(kMostRound, mostTicks) - 1);
    std::vector<double> ticks = {0};
    for (int i = 1; ticks.back() < most - 1e-9 * step; ++i)
        ticks.push_back(i * step);
    return ticks;
}

std::vector<double> ticksOf(const SweepData &data, int mostTicks)
{
    const std::optional<SweepExtent> extent = extentOf(data, true);
    if (!extent)
        return {};
    return data.logarithmic && extent->least > 0 ? doublings(*extent, mostTicks)
                                                 : roundValues(*extent, mostTicks);
}

QRectF around(const QPointF &centre, double across)
{
    return {centre.x() - across / 2, centre.y() - across / 2, across, across};
}

std::size_t highestPile(const SweepData &data)
{
    std::size_t highest = 0;
    for (std::size_t column = 0; column < data.columns; ++column) {
        const auto isProblem = [column](const auto &series) { return series[column].isProblem; };
        highest = std::max(highest,
                           static_cast<std::size_t>(std::ranges::count_if(data.series, isProblem)));
    }
    return highest;
}

} // namespace

std::optional<SweepExtent> extentOf(const SweepData &data, bool withIdeal)
{
    std::optional<SweepExtent> extent;
    const auto take = [&extent](const std::optional<double> &value) {
        if (!value)
            return;
        if (!extent)
            extent = {*value, *value};
        extent->least = std::min(extent->least, *value);
        extent->most = std::max(extent->most, *value);
    };
    for (const auto &series : data.series) {
        for (const SweepData::Point &point : series)
            take(point.value);
    }
    if (withIdeal && extent)
        std::ranges::for_each(data.ideal, take);
    return extent;
}

std::vector<double> sweepTicks(const SweepData &data, double height, double line)
{
    const double steps = std::floor(height / std::max(1.0, line * kTickLines));
    return ticksOf(data, static_cast<int>(std::clamp(steps + 1, 2.0, double(kMostTicks))));
}

std::vector<double> possibleTicks(const SweepData &data)
{
    std::vector<double> values;
    for (int most = 2; most <= kMostTicks; ++most) {
        const std::vector<double> ticks = ticksOf(data, most);
        values.insert(values.end(), ticks.begin(), ticks.end());
    }
    return values;
}

SweepPiles pileProblems(const SweepData &data, const std::vector<double> &columns, double foot,
                        double height, double marker)
{
    const std::size_t highest = highestPile(data);
    if (highest == 0)
        return {};
    const double piled = static_cast<double>(highest) + 0.5;
    const double pitch = std::min(marker * kProblemPitch, kMostForProblems * height / piled);
    SweepPiles piles = {.spots = {}, .height = piled * pitch};
    for (std::size_t column = 0; column < data.columns; ++column) {
        double y = foot - pitch / 2;
        for (std::size_t series = 0; series < data.series.size(); ++series) {
            if (!data.series[series][column].isProblem)
                continue;
            piles.spots.push_back(
                {series, column, around({columns[column], y}, pitch * kProblem / kProblemPitch)});
            y -= pitch;
        }
    }
    return piles;
}

void spreadLabels(std::vector<SweepEndLabel> &labels, double line, double top, double foot)
{
    std::ranges::stable_sort(labels, {}, &SweepEndLabel::y);
    double least = top;
    for (SweepEndLabel &label : labels) {
        label.y = std::max(label.y, least);
        least = label.y + line;
    }
    double most = foot;
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->y = std::min(label->y, most);
        most = label->y - line;
    }
}

} // namespace ui
