// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/scenario_options.h"

#include "app/console/this_computer.h"
#include "core/base/printable.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <utility>

namespace app {

void addLaunchOptions(CLI::App &command, LaunchOptions &options)
{
    command
        .add_option("--env", options.environment,
                    "NAME=VALUE: a variable of the environment that a script in FILE starts with")
        ->expected(1)
        ->take_all();
    command.add_option("--model", options.model,
                       "The model, where FILE starts a framework and names none: the id of one, or "
                       "a Hugging Face config.json");
}

core::Result<core::ScenarioRequest> requested(core::ScenarioRequest request,
                                              const LaunchOptions &options)
{
    for (const std::string &given : options.environment) {
        const std::size_t sign = given.find('=');
        if (sign == std::string::npos || sign == 0)
            return core::Error{"--env " + given +
                               ": This is not NAME=VALUE, for example NNODES=4."};
        request.environment[given.substr(0, sign)] = given.substr(sign + 1);
    }
    request.model = options.model;
    return request;
}

core::Result<core::Scenario> scenarioAsked(const std::string &file,
                                           const std::vector<std::string> &settings,
                                           const LaunchOptions &options)
{
    const core::Result<core::ScenarioRequest> request =
        requested({.file = file, .settings = settings, .overlay = {}}, options);
    if (!request)
        return request.error();
    core::Result<core::LoadedScenario> loaded = core::loadRequested(request.value());
    if (!loaded)
        return loaded.error();
    priceAsMeasured(loaded.value());
    tellNotes(loaded.value().notes);
    return std::move(loaded).value().scenario;
}

void tellNotes(const std::vector<std::string> &notes)
{
    for (const std::string &note : notes)
        std::fputs((core::printable(note) + '\n').c_str(), stderr);
}

} // namespace app
