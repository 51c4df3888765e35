// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace core {

// Under which an exported picture carries its scenario.
constexpr std::string_view kScenarioKey = "parallarium-scenario";

[[nodiscard]] bool isPng(std::string_view bytes);

// The scenario, as JSON, that an exported picture carries. Never unpacks more than a scenario file
// may have. Error "NAME: what, why, what to do".
[[nodiscard]] Result<std::string> scenarioTextOfPng(std::string_view bytes, std::string_view name);

} // namespace core
