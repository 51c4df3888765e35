// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// Reads a parallarium-scenario/1 document. Every default is filled in; an unknown key, a wrong
// type or an impossible number is an error "NAME:LINE: what, why, what to do".
[[nodiscard]] Result<Scenario> scenarioFromJson(std::string_view text, std::string_view name);

// The id of a built-in scenario, or the path of a file.
[[nodiscard]] Result<Scenario> loadScenario(std::string_view fileOrId);

// Applies PATH=VALUE, for example "parallel.pipeline=8"; VALUE is JSON, or a bare word.
// Settings are applied together, before the result is checked.
[[nodiscard]] Result<Scenario> loadScenario(std::string_view fileOrId,
                                            const std::vector<std::string> &settings);

// As short as it can be read back to the same scenario: presets by id, defaults left out; with
// everything = true every field is written (the "scenario" of a result).
enum class Detail : std::uint8_t { Short, Everything };
[[nodiscard]] std::string scenarioToJson(const Scenario &scenario, Detail detail = Detail::Short);

} // namespace core
