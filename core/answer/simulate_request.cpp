// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/simulate_request.h"

#include "core/io/json/json_echo.h"
#include "core/io/json/json_reader.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/scenario_value.h"
#include "core/presets/builtin_scenarios.h"

#include <filesystem>

namespace core {
namespace {

// The members of "set" as PATH=VALUE, VALUE being JSON.
std::vector<std::string> settingsOf(JsonComplaints &complaints, const JsonNode *set,
                                    const std::vector<std::string> &first)
{
    std::vector<std::string> settings = first;
    if (!set)
        return settings;
    if (set->kind != JsonNode::Kind::Object) {
        complaints.add(*set, "set is " + kindText(*set) +
                                 ", but must be an object such as {\"training.micro_batch\": 2}.");
        return settings;
    }
    for (const JsonNode &item : set->items) {
        settings.push_back(item.key + '=' + nodeToJson(item));
    }
    return settings;
}

// Relative to the file that names it. What is no file there, and looks like an id, stays one: the
// error then says which id is meant.
std::string pathFrom(std::string_view folder, const std::string &fileOrId)
{
    if (folder.empty() || findBuiltinScenario(fileOrId))
        return fileOrId;
    const std::filesystem::path path = std::filesystem::path(folder) / fileOrId;
    std::error_code error;
    const bool looksLikeId = fileOrId.find_first_of("/.") == std::string::npos;
    return looksLikeId && !std::filesystem::exists(path, error) ? fileOrId : path.string();
}

Result<Scenario> requestedIn(JsonComplaints &complaints, const JsonNode &request,
                             const DocumentPlace &place, const std::vector<std::string> &first)
{
    ObjectReader reader(complaints, request, "the request");
    const JsonNode &scenario = *reader.find("scenario");
    const std::vector<std::string> settings = settingsOf(complaints, reader.find("set"), first);
    const JsonNode *id = reader.find("id");
    if (id && !id->items.empty())
        complaints.add(*id, "id is " + kindText(*id) + ", but must be a string or a number.");
    reader.finish();
    const bool named = scenario.kind == JsonNode::Kind::String;
    if (!named && scenario.kind != JsonNode::Kind::Object)
        complaints.add(scenario, "scenario is " + kindText(scenario) +
                                     ", but must be the id of a built-in scenario, the path of a "
                                     "file, or an object { … }.");
    // Standard input is where requests come from.
    if (named && (scenario.text == "-" || scenario.text.empty()))
        complaints.add(scenario, "scenario is \"" + scenario.text +
                                     "\", but must be the id of a built-in scenario or the path of "
                                     "a file.");
    if (complaints.any())
        return Error{complaints.first()};
    if (named)
        return loadScenario(pathFrom(place.folder, scenario.text), settings);
    return scenarioOf(scenario, place, settings);
}

// There is no command line here.
Error withoutDashes(Error error)
{
    constexpr std::string_view option = "--set ";
    if (error.message.starts_with(option))
        error.message.erase(0, 2);
    return error;
}

} // namespace

bool isRequest(const JsonNode &node)
{
    return node.member("scenario") != nullptr;
}

Result<Scenario> scenarioRequested(const JsonNode &request, const DocumentPlace &place,
                                   const std::vector<std::string> &settings)
{
    JsonComplaints complaints(place.name, settings, place.folder);
    const Result<Scenario> scenario = isRequest(request)
                                          ? requestedIn(complaints, request, place, settings)
                                          : scenarioOf(request, place, settings);
    return scenario ? scenario : withoutDashes(scenario.error());
}

} // namespace core
