// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <string>

namespace core {

// Fills states and peak of every row, capacity and fits; warns with the number and the part that
// must shrink when the model does not fit. Needs rows, stages and order.
void planMemory(Plan &plan, const Scenario &scenario);

// What a rank holds; with older versions of the weights, if it keeps them, counted too.
[[nodiscard]] HeldParameters heldByRank(const Plan &plan, const Scenario &scenario, int rank,
                                        bool versions = false);

// "4 micro-batches × 1.2 GB + model states 13.5 GB + buffers 0.1 GB": what fills a row when it is
// fullest.
[[nodiscard]] std::string peakText(const Plan &plan, int row);

// Of the node that needs most: the states of its devices that are offloaded.
[[nodiscard]] MemoryParts hostMemoryOfNode(const Plan &plan, const Scenario &scenario);

// Of the device that needs most.
[[nodiscard]] Bytes largestPeak(const Plan &plan);

} // namespace core
