// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/unit_costs.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace core {

double largestCost(const UnitCosts &costs)
{
    double largest = 0;
    for (const std::vector<double> *list :
         {&costs.forward, &costs.input, &costs.weight, &costs.backward, &costs.hop}) {
        for (const double cost : *list)
            largest = std::max(largest, cost);
    }
    return largest;
}

double longestTotal(const UnitCosts &costs, int stages, int microBatches)
{
    constexpr double kVisits = 6; // forward, recomputation, backward in two parts, two hops
    return largestCost(costs) * kVisits * stages * microBatches;
}

double ticksPerUnit(const UnitCosts &costs, int stages, int microBatches)
{
    constexpr double kFinestTicks = 1e18;
    constexpr double kLargestCost = 4e15; // ticks; every whole number up to here is a double
    const double largest = largestCost(costs);
    const double total = longestTotal(costs, stages, microBatches);
    double ticks = kFinestTicks;
    while (ticks > 1 && (total * ticks > kLongestTotal || largest * ticks > kLargestCost))
        ticks /= 10;
    return ticks;
}

Status checkCosts(const UnitCosts &costs, int stages, int microBatches)
{
    for (const std::vector<double> *list :
         {&costs.forward, &costs.input, &costs.weight, &costs.backward}) {
        const bool optional = list == &costs.backward && list->empty();
        if (!optional && list->size() != 1 && list->size() != static_cast<std::size_t>(stages))
            return Error{"Costs are one number, or one for each of the " + std::to_string(stages) +
                         " stages; " + std::to_string(list->size()) + " were given."};
        for (const double cost : *list) {
            if (!(cost >= 0) || !std::isfinite(cost))
                return Error{"A cost must be a number of at least 0; " + plainNumber(cost) +
                             " was given."};
        }
    }
    const std::size_t boundaries = static_cast<std::size_t>(stages) - 1;
    if (costs.hop.size() != 1 && costs.hop.size() != boundaries)
        return Error{"Hop costs are one number, or one for each of the " +
                     std::to_string(boundaries) + " boundaries between stages; " +
                     std::to_string(costs.hop.size()) + " were given."};
    for (const double cost : costs.hop) {
        if (!(cost >= 0) || !std::isfinite(cost))
            return Error{"A hop cost must be a number of at least 0; " + plainNumber(cost) +
                         " was given."};
    }
    if (costs.pair == PairRule::Factor && !(costs.pairFactor >= 0 && costs.pairFactor <= 1))
        return Error{"The pair factor must be from 0 to 1; " + plainNumber(costs.pairFactor) +
                     " was given."};
    if (longestTotal(costs, stages, microBatches) > kLongestTotal)
        return Error{"These costs can add up to more than 4 x 10^18 units; use larger units."};
    return std::monostate{};
}

} // namespace core
