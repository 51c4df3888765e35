// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/load_launch.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/file/files.h"
#include "core/io/launch/named_device.h"
#include "core/io/scenario/scenario_source.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "core/scenario/title.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace core {
namespace {

constexpr std::string_view kDevices = "cluster.devices=";
constexpr std::string_view kVocab = "model.transformer.vocab=";
constexpr std::string_view kModel = "model=";
constexpr std::string_view kMicroBatch = "training.micro_batch=";
constexpr std::string_view kCluster = "cluster.";
constexpr std::string_view kSoftware = "cluster.software."; // which a file decides in part

// The value of the last setting that begins so; empty: there is none.
std::string_view settingOf(const ScenarioRequest &request, std::string_view begin)
{
    std::string_view value;
    for (const std::string &setting : request.settings) {
        if (setting.starts_with(begin))
            value = std::string_view(setting).substr(begin.size());
    }
    return value;
}

std::optional<std::int64_t> numberOf(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return {};
    return number;
}

std::string modelName(const ScenarioRequest &request)
{
    return request.model.empty() ? std::string(settingOf(request, kModel)) : request.model;
}

// The model of a config.json or of another scenario.
Result<LoadedScenario> loadModel(const std::string &name)
{
    const Result<std::string> text = readFile(name, kLargestScenarioFile);
    if (!text)
        return Error{"--model: " + text.error().message +
                     " It is neither a model of \"parallarium list models\" nor a file."};
    const std::string folder = std::filesystem::path(name).parent_path().string();
    return loadSource({.text = text.value(), .name = name, .folder = folder, .draft = true}, {},
                      nullptr);
}

// With notes on the model.
struct Given
{
    LaunchAnswers answers;
    std::vector<std::string> notes;
};

Result<Given> givenBy(const ScenarioRequest &request)
{
    Given given{.answers = {.environment = request.environment,
                            .devices = numberOf(settingOf(request, kDevices)),
                            .vocab = numberOf(settingOf(request, kVocab)),
                            .model = {},
                            .training = request.training},
                .notes = {}};
    const std::string name = modelName(request);
    if (name.empty())
        return given;
    if (const ModelSpec *preset = findModel(name)) {
        given.answers.model = *preset;
        return given;
    }
    Result<LoadedScenario> loaded = loadModel(name);
    if (!loaded)
        return loaded.error();
    given.answers.model = std::move(loaded.value().scenario.model);
    given.notes = std::move(loaded.value().notes);
    return given;
}

// The cluster that the settings describe, with the usual one where they say nothing; and the
// micro-batch, of which a file that has none makes its batch.
Result<Scenario> baseOf(const ScenarioRequest &request)
{
    std::vector<std::string> ofCluster;
    for (const std::string &setting : request.settings) {
        const std::string_view text = setting;
        const bool isCount =
            text.starts_with(kDevices) && numberOf(text.substr(kDevices.size())).has_value();
        if (text.starts_with(kCluster) && !isCount) // what is no count is refused there
            ofCluster.push_back(setting);
    }
    Result<Scenario> base = readSource(
        {.text = R"({"model": "gpt2-124m"})", .name = "--set", .draft = true}, ofCluster, nullptr);
    if (!base)
        return base;
    base.value().model = {};
    const std::optional<std::int64_t> samples = numberOf(settingOf(request, kMicroBatch));
    if (samples && *samples >= 1 && *samples <= kMaxSamples)
        base.value().training.microBatch = *samples;
    return base;
}

std::vector<std::string> settingsAfterwards(const ScenarioRequest &request)
{
    std::vector<std::string> left = request.settings;
    std::erase_if(left, [](const std::string &setting) {
        const bool isOfBase = setting.starts_with(kCluster) && !setting.starts_with(kSoftware);
        return isOfBase || setting.starts_with(kVocab) || setting.starts_with(kModel);
    });
    return left;
}

Result<LoadedScenario> asLoaded(LaunchOutcome outcome, const LaunchFile &file,
                                const std::vector<std::string> &notesOnModel)
{
    if (!outcome.reading)
        return outcome.reading.error();
    LaunchReading &reading = outcome.reading.value();
    LoadedScenario loaded{.scenario = std::move(reading.scenario), .notes = {}};
    for (const LaunchNote &note : reading.notes)
        loaded.notes.push_back(textOfNote(note, file.name));
    loaded.notes.insert(loaded.notes.end(), notesOnModel.begin(), notesOnModel.end());
    return loaded;
}

// A configuration of DeepSpeed with the model that was given: replicas of it on all devices.
Result<LoadedScenario> loadDeepSpeed(const LaunchFile &file, const ScenarioRequest &request)
{
    if (!request.environment.empty())
        return Error{"--env: A configuration of DeepSpeed has no variables, and " +
                     std::string(file.name) + " is one: leave it out."};
    if (request.training)
        return Error{"--training: A configuration of DeepSpeed starts none, and " +
                     std::string(file.name) + " is one: leave it out."};
    const Result<Given> given = givenBy(request);
    if (!given)
        return given.error();
    Result<Scenario> base = baseOf(request);
    if (!base)
        return base.error();
    const std::int64_t devices = given.value().answers.devices.value_or(0);
    if (devices < 1 || devices > kMaxDevices)
        return errorAt(file.name, 1,
                       "How many devices it starts on is not in the file: give --set "
                       "cluster.devices=… from 1 to " +
                           figureOfCount(kMaxDevices) + '.');
    Scenario scenario = std::move(base).value();
    scenario.title.clear();
    scenario.model = *given.value().answers.model;
    scenario.cluster.devices = static_cast<int>(devices);
    scenario.parallel = {};
    scenario.parallel.data = scenario.cluster.devices;
    scenario.training.sequence = scenario.model.sequence;
    scenario.training.microBatch = 1;
    scenario.training.globalBatch = devices;
    Result<Scenario> both = withDeepSpeed(std::move(scenario), file.text, file.name);
    if (!both)
        return both.error();
    both.value().title = derivedTitle(both.value());
    LoadedScenario loaded{.scenario = std::move(both).value(), .notes = {}};
    for (const std::string &note : deepSpeedNotes(file.text, loaded.scenario))
        loaded.notes.push_back(std::string(file.name) + ": " + note);
    loaded.notes.insert(loaded.notes.end(), given.value().notes.begin(), given.value().notes.end());
    return loaded;
}

Result<LoadedScenario> loadOnBase(const LaunchFile &file, const ScenarioRequest &request)
{
    if (!isLaunchText(file))
        return loadDeepSpeed(file, request);
    const Result<Scenario> base = baseOf(request);
    return base ? loadLaunchOver(file, request, base.value())
                : Result<LoadedScenario>(base.error());
}

std::string noteOnDevice(const LaunchFile &file, const std::optional<NamedDevice> &named,
                         const Scenario &scenario)
{
    const std::string title = scenario.cluster.device.title;
    const std::string other = " (--set cluster.device=…).";
    if (named) {
        const bool isAsked = scenario.cluster.device.id == named->device.id;
        const std::string lacks = isAsked ? "" : ", which has no fp8";
        return textOfNote({named->line, "It asks for " + printable(named->by) + lacks + ": " +
                                            title + " is taken" + other},
                          file.name);
    }
    return std::string(file.name) + ": Which device it runs on is not in the file: " + title +
           " is assumed" + other;
}

} // namespace

bool isLaunchText(const LaunchFile &file)
{
    if (file.text.find("\"parallarium-") != std::string_view::npos)
        return false;
    return isLaunchFile(file);
}

bool isLaunchOfModel(const LaunchFile &file, const ScenarioRequest &request)
{
    return !request.model.empty() && isDeepSpeedConfig(file.text);
}

Result<LoadedScenario> loadLaunch(const LaunchFile &file, const ScenarioRequest &request)
{
    const bool isSaid = std::ranges::any_of(request.settings, [](const std::string &setting) {
        return setting.starts_with("cluster.device=") || setting.starts_with("cluster.device.");
    });
    const std::optional<NamedDevice> named = isSaid ? std::nullopt : namedDevice(file.text);
    ScenarioRequest withDevice = request;
    if (named)
        withDevice.settings.push_back("cluster.device=" + named->device.id);
    Result<LoadedScenario> loaded = loadOnBase(file, withDevice);
    if (!loaded)
        return loaded;
    if (!isSaid)
        loaded.value().notes.push_back(noteOnDevice(file, named, loaded.value().scenario));
    const std::vector<std::string> settings = settingsAfterwards(request);
    if (settings.empty())
        return loaded;
    const std::string text = scenarioToJson(loaded.value().scenario);
    Result<Scenario> changed =
        readSource({.text = text, .name = file.name, .builtin = true}, settings, nullptr);
    if (!changed)
        return changed.error();
    loaded.value().scenario = std::move(changed).value();
    return loaded;
}

Result<LoadedScenario> loadLaunchOver(const LaunchFile &file, const ScenarioRequest &request,
                                      const Scenario &base)
{
    const Result<Given> given = givenBy(request);
    if (!given)
        return given.error();
    return asLoaded(readLaunch(file, given.value().answers, base), file, given.value().notes);
}

} // namespace core
