// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/validation_table.h"

#include <stop_token>
#include <string_view>
#include <vector>

namespace core {

constexpr std::string_view kAllStepTimes = "step-times";         // the id of the first
constexpr std::string_view kMeasuredStepTimes = "measured-runs"; // and of the last

// Step times of the papers that the program carries, each run predicted as any scenario would be:
// first all of them together, then one table for each paper, and last the runs of other sources.
// Nothing once it is stopped. Some hundreds of milliseconds.
[[nodiscard]] std::vector<ValidationTable> stepTimeTables(const std::stop_token &stop = {});

} // namespace core
