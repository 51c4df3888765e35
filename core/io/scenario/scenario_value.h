// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_tree.h"
#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_json.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// A scenario as a part of another document.
[[nodiscard]] JsonValue jsonOf(const Scenario &scenario, Detail detail);

// Where a document comes from.
struct DocumentPlace
{
    std::string_view name = {};   // as errors call it, before a colon and the line
    std::string_view folder = {}; // where files that it names are looked for
};
// The scenario that a document, or a part of one, holds: as scenarioFromJson() reads it, with
// settings (PATH=VALUE) as loadScenario() takes them.
[[nodiscard]] Result<Scenario> scenarioOf(JsonNode root, const DocumentPlace &place,
                                          const std::vector<std::string> &settings);

} // namespace core
