// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace core {

// One bar that was measured: value and bar are ratios or seconds, smaller is better.
struct BenchResult
{
    std::string name;
    std::optional<double> value; // none: it could not be measured here, as how says
    double bar = 0;
    std::string unit; // "ratio" or "s"
    std::string how;  // how it was measured
};

[[nodiscard]] std::string benchToJson(const std::vector<BenchResult> &results);

} // namespace core
