// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_metric.h"

#include <string>

namespace app {

// A sweep as a table for people: a line for each point with its headline figures.
[[nodiscard]] std::string tableOf(const core::SweepResults &results);
// The same of one figure: a line for each value of x, a column for each series, with the ideal
// where there is one.
[[nodiscard]] std::string tableOf(const core::SweepResults &results,
                                  const core::SweepMetric &metric);

} // namespace app
