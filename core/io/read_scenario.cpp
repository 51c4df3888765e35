// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/files.h"
#include "core/io/scenario_json.h"
#include "core/io/scenario_names.h"
#include "core/io/scenario_parts.h"
#include "core/io/settings.h"
#include "core/presets/builtin_scenarios.h"
#include "core/scenario/check.h"
#include "core/scenario/title.h"

namespace core {
namespace {

constexpr std::string_view kFormat = "parallarium-scenario/1";

void readFormat(ObjectReader &reader)
{
    std::string format(kFormat);
    if (reader.take("format", format) && format != kFormat)
        reader.complain(*reader.node().member("format"), "format",
                        "is \"" + format + "\", but this version reads \"" + std::string(kFormat) +
                            "\".");
}

void readDocument(JsonComplaints &complaints, const JsonNode &root, Scenario &scenario)
{
    ObjectReader reader(complaints, root, {});
    readFormat(reader);
    const bool titled = reader.take("title", scenario.title);
    const JsonNode *model = reader.find("model");
    if (model)
        readModel(complaints, *model, scenario.model);
    const JsonNode *cluster = reader.find("cluster");
    readCluster(complaints, cluster, scenario.cluster);
    scenario.training.sequence = scenario.model.sequence;
    readTraining(complaints, reader.find("training"), scenario.training);
    readParallel(complaints, reader.find("parallel"), scenario.parallel);
    readFaults(complaints, reader.find("faults"), scenario.faults);
    reader.finish();
    // After the unknown keys: one of them may be the model, misspelled.
    if (!model)
        (void)reader.require("model",
                             "give the id of a model, such as \"llama-2-7b\", or its layers.");
    const auto product =
        static_cast<std::int64_t>(scenario.parallel.data) * scenario.parallel.pipeline;
    const bool devicesGiven = cluster && cluster->member("devices");
    if (!devicesGiven && product > 0 && product <= kMaxDevices)
        scenario.cluster.devices = static_cast<int>(product);
    if (!titled)
        scenario.title = derivedTitle(scenario);
}

// The deepest part of the path that the document has.
const JsonNode &nodeAt(const JsonNode &root, std::string_view path)
{
    const JsonNode *node = &root;
    while (!path.empty()) {
        const std::size_t point = path.find('.');
        const JsonNode *next = node->member(path.substr(0, point));
        if (!next)
            break;
        node = next;
        path.remove_prefix(point == std::string_view::npos ? path.size() : point + 1);
    }
    return *node;
}

Result<Scenario> read(std::string_view text, std::string_view name,
                      const std::vector<std::string> &settings)
{
    Result<JsonNode> tree = parseJsonTree(text, name);
    if (!tree)
        return tree.error();
    JsonNode &root = tree.value();
    if (root.kind == JsonNode::Kind::Object) {
        if (const Status done = applySettings(root, settings); !done)
            return done.error();
    }
    JsonComplaints complaints(name, settings);
    Scenario scenario;
    readDocument(complaints, root, scenario);
    if (!complaints.any()) {
        if (const std::optional<Complaint> complaint = firstComplaint(scenario))
            complaints.add(nodeAt(root, complaint->path), complaint->message);
    }
    if (complaints.any())
        return Error{complaints.first()};
    return scenario;
}

// For a name that looks like the id of a built-in scenario and is none.
std::string adviceFor(std::string_view name)
{
    if (name.find_first_of("/.") != std::string_view::npos)
        return {};
    std::vector<std::string_view> ids;
    for (const BuiltinScenario &builtin : builtinScenarios())
        ids.push_back(builtin.id);
    const std::string_view like = nearest(name, ids);
    if (like.empty())
        return " Nor is there a built-in scenario of this name: see \"parallarium list "
               "scenarios\".";
    return " Did you mean the built-in scenario \"" + std::string(like) + "\"?";
}

} // namespace

Result<Scenario> scenarioFromJson(std::string_view text, std::string_view name)
{
    return read(text, name, {});
}

Result<Scenario> loadScenario(std::string_view fileOrId)
{
    return loadScenario(fileOrId, {});
}

Result<Scenario> loadScenario(std::string_view fileOrId, const std::vector<std::string> &settings)
{
    if (const BuiltinScenario *builtin = findBuiltinScenario(fileOrId))
        return read(builtin->json, builtin->id, settings);
    const Result<std::string> text = readFile(std::string(fileOrId), kLargestScenarioFile);
    if (!text)
        return Error{text.error().message + adviceFor(fileOrId)};
    return read(text.value(), fileOrId, settings);
}

} // namespace core
