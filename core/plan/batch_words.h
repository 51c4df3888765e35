// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/batch_numbers.h"

#include <string>
#include <vector>

namespace core {

// Of one micro-batch in each of these replicas, from 0 and in order: "micro-batch 5",
// "micro-batches 5, 13 and 21", "micro-batches 5, 13, … 61"; where they are numbered within it,
// "micro-batch 5 of each of 4 replicas". In a forward pass alone nothing is summed over them:
// "batch 5".
[[nodiscard]] std::string batchesText(const BatchNumbers &numbers, const std::vector<int> &replicas,
                                      int microBatch, bool training);

} // namespace core
