// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_request.h"

#include "core/base/similar_names.h"
#include "core/base/text.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/file/byte_reader.h"
#include "core/io/file/files.h"
#include "core/io/json/json_mistakes.h"
#include "core/io/picture/carried_scenario.h"
#include "core/io/scenario/load_launch.h"
#include "core/io/scenario/scenario_source.h"
#include "core/presets/builtin_scenarios.h"

#include <filesystem>

namespace core {
namespace {

// For a name that looks like the id of a built-in scenario but is not.
std::string adviceFor(std::string_view name)
{
    if (name.find_first_of("/.") != std::string_view::npos)
        return {};
    std::vector<std::string_view> ids;
    for (const BuiltinScenario &builtin : builtinScenarios())
        ids.push_back(builtin.id);
    const std::string_view like = nearest(name, ids);
    if (like.empty())
        return " There is no built-in scenario of this name either: see \"parallarium list "
               "scenarios\".";
    return " Did you mean the built-in scenario \"" + std::string(like) + "\"?";
}

constexpr std::size_t kBeginning = 4096; // bytes in which a trace says that it is one

// The text of a file, of whatever kind.
Result<std::string> textOf(const std::string &path)
{
    // A pipe can be read only once.
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error)) {
        const std::string trace = traceMistakenFor(beginningOf(path, kBeginning), "scenario");
        if (!trace.empty())
            return Error{path + ": " + trace};
    }
    Result<std::string> text = readFile(path, kLargestPicture);
    if (!text) // standard input has no name that could be misspelt
        return Error{text.error().message + (path == "-" ? "" : adviceFor(path))};
    if (isPicture(text.value()))
        text = scenarioTextOfPicture(text.value(), path);
    if (text && text.value().size() > kLargestScenarioFile)
        return Error{path + ": The file cannot be read: it is larger than " +
                     figureOfCount(static_cast<std::int64_t>(kLargestScenarioFile)) + " bytes."};
    return text;
}

Status refuseIdle(const ScenarioRequest &request)
{
    const std::string_view idle = !request.environment.empty() ? "--env"
                                  : !request.model.empty()     ? "--model"
                                  : request.training           ? "--training"
                                                               : "";
    if (idle.empty())
        return std::monostate{};
    return Error{std::string(idle) +
                 ": It belongs to files that frameworks are started with, and " + request.file +
                 " is none: leave it out."};
}

Result<LoadedScenario> load(const ScenarioRequest &request, const ScenarioSource *overlay)
{
    const std::string &file = request.file;
    if (const BuiltinScenario *builtin = findBuiltinScenario(file)) {
        if (const Status idle = refuseIdle(request); !idle)
            return idle.error();
        return loadSource({.text = builtin->json, .name = builtin->id, .builtin = true},
                          request.settings, overlay);
    }
    const Result<std::string> text = textOf(file);
    if (!text)
        return text.error();
    const LaunchFile launch{text.value(), file};
    if (isLaunchText(launch) || isLaunchOfModel(launch, request)) {
        Result<LoadedScenario> loaded = loadLaunch(launch, request);
        if (!loaded || !overlay)
            return loaded;
        Result<Scenario> both =
            withDeepSpeed(loaded.value().scenario, overlay->text, overlay->name);
        if (!both)
            return both.error();
        loaded.value().scenario = std::move(both).value();
        return loaded;
    }
    const std::string folder = std::filesystem::path(file).parent_path().string();
    Result<LoadedScenario> loaded = loadSource(
        {.text = text.value(), .name = file, .folder = folder}, request.settings, overlay);
    // What is wrong with the file itself comes first.
    if (const Status idle = refuseIdle(request); loaded && !idle)
        return idle.error();
    return loaded;
}

// An overlay that is a configuration of a framework replaces the layout of the scenario.
Result<LoadedScenario> loadUnder(const LaunchFile &overlay, const ScenarioRequest &request)
{
    ScenarioRequest below = request;
    below.overlay.clear();
    below.environment.clear();
    below.model.clear();
    below.training.reset();
    const Result<LoadedScenario> base = load(below, nullptr);
    if (!base)
        return base.error();
    const Scenario &under = base.value().scenario;
    Result<LoadedScenario> loaded = loadLaunchOver(overlay, request, under);
    if (loaded && !(loaded.value().scenario.model == under.model))
        loaded.value().notes.push_back(std::string(overlay.name) +
                                       ": Its model and batch take the place of those of " +
                                       request.file + ", of which the cluster is left.");
    if (loaded)
        loaded.value().notes.insert(loaded.value().notes.begin(), base.value().notes.begin(),
                                    base.value().notes.end());
    return loaded;
}

} // namespace

Result<LoadedScenario> loadRequested(const ScenarioRequest &request)
{
    if (request.overlay.empty())
        return load(request, nullptr);
    const Result<std::string> text = readFile(request.overlay, kLargestScenarioFile);
    if (!text)
        return text.error();
    if (isLaunchText({text.value(), request.overlay}))
        return loadUnder({text.value(), request.overlay}, request);
    const ScenarioSource overlay{.text = text.value(), .name = request.overlay};
    Result<LoadedScenario> loaded = load(request, &overlay);
    if (!loaded)
        return loaded;
    for (const std::string &note : deepSpeedNotes(text.value(), loaded.value().scenario))
        loaded.value().notes.push_back(request.overlay + ": " + note);
    return loaded;
}

Result<LoadedScenario> loadWithNotes(std::string_view fileOrId,
                                     const std::vector<std::string> &settings,
                                     const std::string &overlay)
{
    return loadRequested({.file = std::string(fileOrId), .settings = settings, .overlay = overlay});
}

Result<Scenario> loadScenario(std::string_view fileOrId, const std::vector<std::string> &settings,
                              const std::string &overlay)
{
    Result<LoadedScenario> loaded = loadWithNotes(fileOrId, settings, overlay);
    if (!loaded)
        return loaded.error();
    return std::move(loaded).value().scenario;
}

} // namespace core
