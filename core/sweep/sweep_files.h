// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_metric.h"

#include <string>

namespace core {

// A table with a line for each point, in the order of the points: the values of the axes, whether
// it runs ("runs", "does_not_fit", "stops", "cannot_be"), devices, global batch, every metric with
// its unit in its head, and why it does not run or what else was changed. Points that are not there
// are left out.
[[nodiscard]] std::string sweepToCsv(const SweepResults &results);

// One document, parallarium-sweep/1 (docs/sweep.md).
[[nodiscard]] std::string sweepToJson(const SweepResults &results);

} // namespace core
