// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/scenario_request.h"

#include <string>
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
};

void addLaunchOptions(CLI::App &command, LaunchOptions &options);

// The request with these options.
[[nodiscard]] core::Result<core::ScenarioRequest> requested(core::ScenarioRequest request,
                                                            const LaunchOptions &options);

// The scenario that FILE and --set ask for with these options; its notes are told.
[[nodiscard]] core::Result<core::Scenario> scenarioAsked(const std::string &file,
                                                         const std::vector<std::string> &settings,
                                                         const LaunchOptions &options);

// Each on a line of standard error, made safe for a terminal.
void tellNotes(const std::vector<std::string> &notes);

} // namespace app
