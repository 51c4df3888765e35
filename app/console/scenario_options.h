// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/scenario_request.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace app {

// What files leave open that frameworks are started with.
struct LaunchOptions
{
    std::vector<std::string> environment; // NAME=VALUE
    std::string model;
    std::optional<std::int64_t> training; // from 1
};

// What asks for a scenario, of every command that takes one.
struct ScenarioOptions
{
    std::string scenario; // FILE
    std::vector<std::string> settings;
    std::string overlay;
    LaunchOptions launch;
};

struct ScenarioHelp
{
    std::string_view file = {};    // what FILE is, where it is not just any scenario
    std::string_view besides = {}; // what FILE may be as well: "a trace file, "
    std::string_view setting = "parallel.pipeline=8";
    bool isRequired = true;
    bool takesOverlay = false;
};
// FILE, --set, --overlay where it is taken, --env, --training and --model.
void addScenarioOptions(CLI::App &command, ScenarioOptions &options, const ScenarioHelp &help = {});

// The scenario with what is to be told of it.
[[nodiscard]] core::Result<core::LoadedScenario> loadAsked(const ScenarioOptions &options);
// The scenario; its notes are told.
[[nodiscard]] core::Result<core::Scenario> scenarioAsked(const ScenarioOptions &options);

// Each on a line of standard error, made safe for a terminal.
void tellNotes(const std::vector<std::string> &notes);

} // namespace app
