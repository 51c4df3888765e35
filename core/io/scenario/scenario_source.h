// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/scenario_json.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// The text of a scenario document.
struct ScenarioSource
{
    std::string_view text;
    std::string_view name;
    std::string folder = {}; // for the files that the text names
    bool builtin = false;    // its title tells of its setup, and must not outlive that
    bool draft = false;      // need not be able to run
};

// With what the simulation leaves out of a model that comes from a config.json, as sentences that
// begin with the file that they are about.
[[nodiscard]] Result<LoadedScenario> loadSource(const ScenarioSource &source,
                                                const std::vector<std::string> &settings,
                                                const ScenarioSource *overlay);
// The scenario alone.
[[nodiscard]] Result<Scenario> readSource(const ScenarioSource &source,
                                          const std::vector<std::string> &settings,
                                          const ScenarioSource *overlay);

} // namespace core
