// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <vector>

namespace core {

// How long an indivisible pair of a forward and a backward visit takes.
enum class PairRule : std::uint8_t {
    Sum,   // one after the other
    Max,   // the longer of the two hides the other
    Factor // pairFactor x the sum, but never less than the longer of the two
};

// Abstract costs of one stage visit, in units; one value for all stages, or one per stage.
struct UnitCosts
{
    std::vector<double> forward = {1};
    std::vector<double> input = {1};   // gradient with respect to the input
    std::vector<double> weight = {1};  // gradient with respect to the weights
    std::vector<double> backward = {}; // full backward; empty: input + weight
    // From a rank to another; occupies neither. One value, or one for each boundary of two stages.
    std::vector<double> hop = {0};
    PairRule pair = PairRule::Sum;
    double pairFactor = 1;

    bool operator==(const UnitCosts &) const = default;
};

constexpr double kLongestTotal = 4e18; // units; whole numbers up to here are exact in 64 bits

[[nodiscard]] double largestCost(const UnitCosts &costs);
// No run of these costs takes longer.
[[nodiscard]] double longestTotal(const UnitCosts &costs, int stages, int microBatches);

// A unit of cost in integer ticks: a power of ten, so that decimal costs are exact, and as fine as
// 64 bits allow for the longest run that these costs could make. At least 1 for costs that
// checkCosts takes.
[[nodiscard]] double ticksPerUnit(const UnitCosts &costs, int stages, int microBatches);

// Refuses lists that are not one number or one per stage (or boundary), numbers below 0, a pair
// factor outside 0 to 1, and costs whose sum could exceed kLongestTotal.
[[nodiscard]] Status checkCosts(const UnitCosts &costs, int stages, int microBatches);

} // namespace core
