// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign_text.h"

#include "core/base/language.h"

#include <cmath>

namespace core {

Figure figureOfLongTime(double seconds)
{
    constexpr double minute = 60;
    constexpr double hour = 60 * minute;
    constexpr double day = 24 * hour;
    if (seconds >= 2 * day)
        return {figureOfNumber(seconds / day), phrase(inContext("LongTime", "days"))};
    if (seconds >= 2 * hour)
        return {figureOfNumber(seconds / hour), "h"};
    if (seconds >= 2 * minute)
        return {figureOfNumber(seconds / minute), "min"};
    return seconds > 0 ? figureOf(nanosFromSeconds(seconds)) : Figure{"0", "s"};
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
