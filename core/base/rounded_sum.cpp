// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rounded_sum.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <optional>

namespace core {
namespace {

// The part that can give or take the rounding difference of a sum. None: it would be changed by
// more than a tenth.
std::optional<std::size_t> absorbing(std::span<const double> parts,
                                     std::span<const std::int64_t> steps, std::int64_t left)
{
    std::optional<std::size_t> largest;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (std::ranges::count(parts, parts[i]) == 1 && (!largest || parts[i] > parts[*largest]))
            largest = i;
    }
    const bool can = largest && 10 * std::abs(left) <= std::abs(steps[*largest]);
    return can ? largest : std::nullopt;
}

} // namespace

std::vector<std::int64_t> roundedSum(std::span<const double> parts)
{
    std::vector<std::int64_t> steps;
    for (const double part : parts)
        steps.push_back(std::llround(part));
    const std::int64_t sum = std::llround(std::accumulate(parts.begin(), parts.end(), 0.0));
    const std::int64_t left = sum - std::accumulate(steps.begin(), steps.end(), std::int64_t{0});
    if (const auto part = absorbing(parts, steps, left)) {
        steps[*part] += left;
        steps.push_back(sum);
    } else {
        steps.push_back(sum - left);
    }
    return steps;
}

std::vector<std::string> sharesOfSum(std::span<const std::int64_t> parts, std::int64_t whole)
{
    constexpr double kTenths = 1000; // of a percent, in the whole
    std::vector<double> tenths;
    for (const std::int64_t part : parts)
        tenths.push_back(
            whole > 0 ? kTenths * static_cast<double>(part) / static_cast<double>(whole) : 0);
    std::vector<std::string> texts;
    for (const std::int64_t step : roundedSum(tenths))
        texts.push_back(figureOfDecimals(static_cast<double>(step) / 10, 1) + " %");
    return texts;
}

} // namespace core
