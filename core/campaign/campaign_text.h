// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text.h"
#include "core/campaign/campaign.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace core {

// Of what lasts longer than a step: 42 s, 7.75 min, 3.09 h, 48.7 days.
[[nodiscard]] Figure figureOfLongTime(double seconds);
// Some that are held against each other: where they have one unit, with the same decimals, "65.0
// days, 64.8 days".
[[nodiscard]] std::vector<Figure> figuresOfLongTimes(std::initializer_list<double> seconds);
[[nodiscard]] Figure figureOfEnergy(double kilowattHours); // 512 kWh, 7.35 MWh, 12.4 GWh
// "$ 48,300", "$ 6.02 million"
[[nodiscard]] std::string figureOfDollars(double dollars);
// Of failures that are expected: "419", "0.25", "less than 0.01"
[[nodiscard]] std::string figureOfExpected(double count);
// "15.6 trillion", of steps, samples or tokens
[[nodiscard]] std::string figureOfMany(double count);

} // namespace core
