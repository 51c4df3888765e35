// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schedule/unit_costs.h"

#include <string_view>

namespace core {

// Costs as the command line takes them; empty texts leave the defaults (1, 1, 1, no hop, sum).
//   costs  "F=1,I=1,W=1[,B=2]"; a list with one cost for each stage: "F=1:2:1:1"
//   hop    "0.1", or one for each boundary between two stages: "0.1:0.5:0.1"
//   pair   "sum", "max", or a factor from 0 to 1
struct CostTexts
{
    std::string_view costs;
    std::string_view hop;
    std::string_view pair;
};
[[nodiscard]] Result<UnitCosts> costsFromText(const CostTexts &texts);

} // namespace core
