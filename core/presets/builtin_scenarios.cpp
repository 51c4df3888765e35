// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/builtin_scenarios.h"

#include "builtin_scenarios_data.h"

#include <algorithm>
#include <vector>

namespace core {

std::span<const BuiltinScenario> builtinScenarios()
{
    static const std::vector<BuiltinScenario> table = [] {
        std::vector<BuiltinScenario> rows;
        for (const BuiltinScenarioText &text : kBuiltinScenarioTexts)
            rows.push_back({text.id, text.json});
        return rows;
    }();
    return table;
}

const BuiltinScenario *findBuiltinScenario(std::string_view id)
{
    const auto row = std::ranges::find(builtinScenarios(), id, &BuiltinScenario::id);
    return row == builtinScenarios().end() ? nullptr : &*row;
}

} // namespace core
