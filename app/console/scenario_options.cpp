// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/scenario_options.h"

#include "app/console/this_computer.h"
#include "core/base/printable.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <utility>

namespace app {

namespace {

core::Result<core::ScenarioRequest> requestOf(const ScenarioOptions &options)
{
    core::ScenarioRequest request = {
        .file = options.scenario, .settings = options.settings, .overlay = options.overlay};
    for (const std::string &given : options.launch.environment) {
        const std::size_t sign = given.find('=');
        if (sign == std::string::npos || sign == 0)
            return core::Error{"--env " + given +
                               ": This is not NAME=VALUE, for example NNODES=4."};
        request.environment[given.substr(0, sign)] = given.substr(sign + 1);
    }
    request.model = options.launch.model;
    request.training = options.launch.training;
    return request;
}

} // namespace

void addScenarioOptions(CLI::App &command, ScenarioOptions &options, const ScenarioHelp &help)
{
    const std::string any =
        "A scenario file, a Hugging Face config.json, what a framework is started with, an "
        "exported picture, " +
        std::string(help.besides) + "or the id of a built-in scenario; - is standard input";
    command.add_option("FILE", options.scenario, help.file.empty() ? any : std::string(help.file))
        ->required(help.isRequired);
    command
        .add_option("--set", options.settings,
                    "PATH=VALUE: set one value, such as " + std::string(help.setting))
        ->expected(1)
        ->take_all();
    if (help.takesOverlay)
        command.add_option("--overlay", options.overlay,
                           "A DeepSpeed configuration: its ZeRO stage, batch sizes and precision, "
                           "applied after --set");
    command
        .add_option("--env", options.launch.environment,
                    "NAME=VALUE: a variable of the environment that a script in FILE starts with")
        ->expected(1)
        ->take_all();
    command.add_option("--training", options.launch.training,
                       "N: which training, where a script in FILE starts several; else the last");
    command.add_option("--model", options.launch.model,
                       "The model, where FILE starts a framework and names none: the id of one, or "
                       "a Hugging Face config.json");
}

core::Result<core::LoadedScenario> loadAsked(const ScenarioOptions &options)
{
    const core::Result<core::ScenarioRequest> request = requestOf(options);
    if (!request)
        return request.error();
    return core::loadRequested(request.value());
}

core::Result<core::Scenario> scenarioAsked(const ScenarioOptions &options)
{
    core::Result<core::LoadedScenario> loaded = loadAsked(options);
    if (!loaded)
        return loaded.error();
    noteThisComputer(loaded.value());
    tellNotes(loaded.value().notes);
    return std::move(loaded).value().scenario;
}

void tellNotes(const std::vector<std::string> &notes)
{
    for (const std::string &note : notes)
        std::fputs((core::printable(note) + '\n').c_str(), stderr);
}

} // namespace app
