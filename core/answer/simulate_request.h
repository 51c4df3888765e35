// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_tree.h"
#include "core/io/scenario/scenario_value.h"

#include <string>
#include <vector>

namespace core {

// The scenario that a program asks for: a parallarium-scenario/1 document, or an object
//   {"scenario": id, path or document, "set": {"training.micro_batch": 2}, "id": anything}
// where all but the scenario may be left out. settings (PATH=VALUE) come before its own.
// Error: what is wrong, and where.
[[nodiscard]] Result<Scenario> scenarioRequested(const JsonNode &request,
                                                 const DocumentPlace &place,
                                                 const std::vector<std::string> &settings = {});

// Whether it is such an object, and no scenario.
[[nodiscard]] bool isRequest(const JsonNode &node);

} // namespace core
