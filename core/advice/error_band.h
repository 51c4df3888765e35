// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/validation/validation_table.h"

#include <optional>
#include <string>
#include <vector>

namespace core {

// How far predictions of similar runs were from measurements; errors are fractions.
struct ErrorBand
{
    std::string kind; // "pipeline runs"
    std::size_t runs = 0;
    double mean = 0;
    double most = 0;
    bool alike = true; // false: none was like this one, so all of them are counted
};
// From the table of all step times (kAllStepTimes); nothing when it holds no run.
[[nodiscard]] std::optional<ErrorBand> errorBandOf(const Scenario &scenario,
                                                   const std::vector<ValidationTable> &tables);

} // namespace core
