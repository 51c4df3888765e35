// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_text.h"

#include "core/base/language.h"

#include <algorithm>
#include <cmath>

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

std::pair<Figure, Figure> figuresOfLongTimes(double first, double second)
{
    std::pair both(figureOfLongTime(first), figureOfLongTime(second));
    const double unit = longUnitOf(first);
    if (unit == 0 || unit != longUnitOf(second))
        return both;
    const int decimals = std::max(decimalsOf(both.first.value), decimalsOf(both.second.value));
    both.first.value = figureOfDecimals(first / unit, decimals);
    both.second.value = figureOfDecimals(second / unit, decimals);
    return both;
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
