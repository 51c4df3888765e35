// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_tree.h"
#include "core/scenario/scenario.h"

namespace core {

// Puts PATH=VALUE ("parallel.pipeline=8") into the document; VALUE is JSON, or a bare word. Keys
// that are missing are made; whether they mean something is found out when the document is read.
[[nodiscard]] Status applySettings(JsonNode &root, const std::vector<std::string> &settings);

// A scenario with such settings. The form of the outcome is checked, not whether it can run; a
// title that only told of the set-up tells of the new one.
[[nodiscard]] Result<Scenario> withSettings(const Scenario &scenario,
                                            const std::vector<std::string> &settings);

} // namespace core
