// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/training/learning_curve.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Loss and accuracy of a start that went wrong must not press the rest of the curve flat.
constexpr double kHighestShown = 1e3;
// Nor may a run that diverged press flat those that did not: its line leaves the picture at so many
// times its first loss.
constexpr double kDivergedShown = 2;

double relativeDifference(double a, double b)
{
    const double larger = std::max(std::abs(a), std::abs(b));
    return larger > 0 ? std::abs(a - b) / larger : 0;
}

} // namespace

Likeness compare(const LearningCurve &a, const LearningCurve &b)
{
    Likeness like;
    const std::size_t both = std::min(a.prints.size(), b.prints.size());
    like.steps = static_cast<std::int64_t>(both);
    like.equal =
        both > 0 && std::equal(a.prints.begin(), a.prints.begin() + like.steps, b.prints.begin());
    for (std::size_t i = 0; i < std::min(a.loss.size(), b.loss.size()); ++i) {
        if (std::isfinite(a.loss[i]) && std::isfinite(b.loss[i]))
            like.largest = std::max(like.largest, relativeDifference(a.loss[i], b.loss[i]));
    }
    return like;
}

std::vector<CurvePoint> thinned(const std::vector<double> &values, int columns)
{
    std::vector<CurvePoint> points;
    const std::size_t most = 2 * static_cast<std::size_t>(std::max(1, columns));
    const std::size_t perBin = (values.size() + most / 2 - 1) / std::max<std::size_t>(1, most / 2);
    for (std::size_t begin = 0; begin < values.size(); begin += std::max<std::size_t>(1, perBin)) {
        const std::size_t end = std::min(values.size(), begin + std::max<std::size_t>(1, perBin));
        const auto first = values.begin() + static_cast<std::ptrdiff_t>(begin);
        auto [low, high] =
            std::minmax_element(first, values.begin() + static_cast<std::ptrdiff_t>(end));
        if (high < low)
            std::swap(low, high);
        points.push_back({static_cast<double>(low - values.begin()), *low});
        if (high != low)
            points.push_back({static_cast<double>(high - values.begin()), *high});
    }
    if (!values.empty() && points.back().step < static_cast<double>(values.size() - 1))
        points.push_back({static_cast<double>(values.size() - 1), values.back()});
    return points;
}

std::int64_t lastShownStep(std::int64_t planned, std::int64_t made)
{
    if (made <= planned) {
        // Doubled each time, so that the line is rarely drawn anew, and fills the picture in
        // between.
        constexpr std::int64_t kShortestAxisOfSteps = 40;
        constexpr double kAxisBeyondMade = 1.3; // times what was made
        std::int64_t last = kShortestAxisOfSteps;
        while (last < planned &&
               static_cast<double>(last) < kAxisBeyondMade * static_cast<double>(made))
            last *= 2;
        return std::max<std::int64_t>(1, std::min(planned, last));
    }
    const double power = std::pow(10, std::floor(std::log10(static_cast<double>(made))));
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(made) / power * 5) / 5 * power);
}

double highestLoss(const LearningCurve &curve)
{
    double most = kHighestShown;
    if (curve.diverged && !curve.loss.empty() && std::isfinite(curve.loss.front()))
        most = std::min(most, kDivergedShown * curve.loss.front());
    double highest = 0;
    for (const double loss : curve.loss) {
        if (std::isfinite(loss))
            highest = std::max(highest, std::min(loss, most));
    }
    return highest;
}

} // namespace ui
