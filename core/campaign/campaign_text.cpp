// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_text.h"

#include "core/base/language.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace core {
namespace {

constexpr double kMinute = 60;
constexpr double kHour = 60 * kMinute;
constexpr double kDay = 24 * kHour;

// From two of a unit on; 0: seconds, and parts of them.
double longUnitOf(double seconds)
{
    for (const double unit : {kDay, kHour, kMinute}) {
        if (seconds >= 2 * unit)
            return unit;
    }
    return 0;
}

std::string nameOfLongUnit(double unit)
{
    return unit == kDay ? phrase(inContext("LongTime", "days")) : unit == kHour ? "h" : "min";
}

int decimalsOf(const std::string &number)
{
    const std::size_t point = number.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
}

} // namespace

Figure figureOfLongTime(double seconds)
{
    if (const double unit = longUnitOf(seconds); unit > 0)
        return {figureOfNumber(seconds / unit), nameOfLongUnit(unit)};
    return seconds > 0 ? figureOf(nanosFromSeconds(seconds)) : Figure{"0", "s"};
}

std::vector<Figure> figuresOfLongTimes(std::initializer_list<double> seconds)
{
    std::vector<Figure> figures;
    std::ranges::transform(seconds, std::back_inserter(figures), figureOfLongTime);
    const double unit = longUnitOf(std::max(seconds));
    if (unit == 0 || unit != longUnitOf(std::min(seconds)))
        return figures;
    int decimals = 0;
    for (const Figure &figure : figures)
        decimals = std::max(decimals, decimalsOf(figure.value));
    std::ranges::transform(seconds, figures.begin(), [&](double each) {
        return Figure{figureOfDecimals(each / unit, decimals), nameOfLongUnit(unit)};
    });
    return figures;
}

Figure figureOfEnergy(double kilowattHours)
{
    constexpr double mega = 1e3; // in kilo
    constexpr double giga = 1e6;
    if (kilowattHours >= giga)
        return {figureOfNumber(kilowattHours / giga), "GWh"};
    if (kilowattHours >= mega)
        return {figureOfNumber(kilowattHours / mega), "MWh"};
    return {figureOfNumber(kilowattHours), "kWh"};
}

std::string figureOfDollars(double dollars)
{
    constexpr double cents = 100; // below, they matter
    return "$ " + (dollars < cents ? figureOfDecimals(dollars, 2) : figureOfMany(dollars));
}

std::string figureOfExpected(double count)
{
    constexpr double rare = 0.01;
    return count < rare ? phrase(inContext("Campaign", "less than %1"), {figureOfDecimals(rare, 2)})
                        : figureOfNumber(count);
}

std::string figureOfMany(double count)
{
    constexpr double few = 1000; // of which parts matter
    constexpr double most = 9e18;
    return count >= few && count < most ? figureOfParameters(std::llround(count))
                                        : figureOfNumber(count);
}

} // namespace core
