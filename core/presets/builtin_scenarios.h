// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace core {

struct BuiltinScenario
{
    std::string_view id;
    std::string_view json; // a parallarium-scenario/1 document, from resources/scenarios
};

// In menu order; lessons name scenarios by these ids.
[[nodiscard]] std::span<const BuiltinScenario> builtinScenarios();
[[nodiscard]] const BuiltinScenario *findBuiltinScenario(std::string_view id);

} // namespace core
