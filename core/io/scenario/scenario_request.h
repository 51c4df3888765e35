// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/scenario_json.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core {

// What a command is told of its scenario.
struct ScenarioRequest
{
    std::string file;                                    // an id, a path, or "-" for standard input
    std::vector<std::string> settings = {};              // PATH=VALUE
    std::string overlay = {};                            // path of a DeepSpeed configuration
    std::map<std::string, std::string> environment = {}; // of scripts that start frameworks
    std::string model = {}; // id of a preset or path of a config.json, where FILE names none
    std::optional<std::int64_t> training = {}; // which one of those that a script starts, from 1
};

// Reads what is asked for, whatever kind of file it is. Of a configuration of a framework the
// settings of cluster, model and vocabulary are what it leaves open; the others are applied to what
// was read. Its notes, and those of the overlay, begin with the place that they are about.
[[nodiscard]] Result<LoadedScenario> loadRequested(const ScenarioRequest &request);

} // namespace core
