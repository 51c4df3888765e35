// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/huggingface/read_hf_config.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/scenario_names.h"
#include "core/io/scenario/scenario_parts.h"
#include "core/io/scenario/scenario_source.h"
#include "core/io/scenario/scenario_value.h"
#include "core/io/scenario/settings.h"
#include "core/scenario/check.h"
#include "core/scenario/title.h"
#include "core/scenario/train.h"

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

// The deepest part of the path that exists in the document.
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

// The section of a training run, and what follows from it.
void readTrained(JsonComplaints &complaints, const JsonNode &root, const JsonNode &section,
                 Scenario &scenario)
{
    TrainSpec train;
    readTrain(complaints, section, train);
    if (complaints.any())
        return;
    // Before anything is made of it: sizes of a typing error would not fit into memory.
    if (const std::optional<Complaint> complaint = complaintAboutTrain(train))
        complaints.add(nodeAt(root, complaint->path), complaint->message);
    else
        setTrain(scenario, std::move(train));
}

void readDocument(JsonComplaints &complaints, const JsonNode &root, Scenario &scenario)
{
    ObjectReader reader(complaints, root, {});
    readFormat(reader);
    const bool titled = reader.take("title", scenario.title);
    const JsonNode *model = reader.find("model");
    const JsonNode *train = reader.find("train");
    if (train)
        readTrained(complaints, root, *train, scenario);
    if (model && train)
        reader.complain(*model, "model",
                        "stands beside train: the model follows from train.network, leave it out.");
    else if (model)
        readModel(complaints, *model, scenario.model);
    const JsonNode *cluster = reader.find("cluster");
    readCluster(complaints, cluster, scenario.cluster);
    scenario.training.sequence = scenario.model.sequence;
    readTraining(complaints, reader.find("training"), scenario.training);
    readParallel(complaints, reader.find("parallel"), scenario.parallel);
    readFaults(complaints, reader.find("faults"), scenario.faults);
    reader.finish();
    // After the unknown keys: one of them may be the model, misspelled.
    if (!model && !train)
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

JsonNode parentOf(JsonNode child, std::string key)
{
    JsonNode parent;
    parent.kind = JsonNode::Kind::Object;
    parent.line = child.line;
    child.key = std::move(key);
    parent.items.push_back(std::move(child));
    return parent;
}

// A Hugging Face config.json instead of a scenario stands for that model with defaults. Whether it
// is one.
bool wrapHfConfig(JsonNode &root)
{
    if (!isHfConfig(root))
        return false;
    JsonNode model = parentOf(std::move(root), "hf_config");
    root = parentOf(std::move(model), "model");
    return true;
}

// A document as it was given, and what is set in it.
struct SetDocument
{
    const JsonNode &given;
    DocumentPlace place;
    const std::vector<std::string> &settings;

    [[nodiscard]] bool isRightWithout(std::size_t setting) const
    {
        std::vector<std::string> others = settings;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(setting));
        JsonNode root = given;
        JsonComplaints complaints(place.name, others, place.folder);
        Scenario scenario;
        if (!applySettings(root, others))
            return false;
        readDocument(complaints, root, scenario);
        return !complaints.any() && !firstComplaint(scenario);
    }
};

// What a complaint names may be a member that the file gives, and its cause a setting of another:
// then it is the last one without which the document is right.
JsonNode causeOf(const Complaint &complaint, const JsonNode &root, const SetDocument &document)
{
    JsonNode cause = nodeAt(root, complaint.path);
    for (std::size_t i = document.settings.size(); i-- > 0 && cause.line >= 0;) {
        if (document.isRightWithout(i))
            cause.line = -1 - static_cast<int>(i);
    }
    return cause;
}

// Of a document in which the settings are in their places already.
Result<Scenario> checkedScenario(const JsonNode &root, const SetDocument &document)
{
    JsonComplaints complaints(document.place.name, document.settings, document.place.folder);
    Scenario scenario;
    readDocument(complaints, root, scenario);
    if (!complaints.any()) {
        if (const std::optional<Complaint> complaint = firstComplaint(scenario))
            complaints.add(causeOf(*complaint, root, document), complaint->message);
    }
    if (complaints.any())
        return Error{complaints.first()};
    return scenario;
}

} // namespace

Result<LoadedScenario> loadSource(const ScenarioSource &source,
                                  const std::vector<std::string> &settings,
                                  const ScenarioSource *overlay)
{
    Result<JsonNode> tree = parseJsonTree(source.text, source.name);
    if ((!tree || (!tree.value().member("model") && !tree.value().member("train"))) &&
        isDeepSpeedConfig(source.text))
        return errorAt(source.name, 1,
                       "This is a DeepSpeed configuration, which has no model: give it one "
                       "(--model), or apply it to a "
                       "scenario (--overlay, or drop it on the window).");
    if (!tree)
        return tree.error();
    JsonNode &root = tree.value();
    const bool alone = wrapHfConfig(root);
    const JsonNode given = settings.empty() ? JsonNode{} : root;
    if (root.kind == JsonNode::Kind::Object) {
        if (source.builtin && (overlay || !settings.empty()))
            std::erase_if(root.items, [](const JsonNode &item) { return item.key == "title"; });
        if (const Status done = applySettings(root, settings); !done)
            return done.error();
    }
    JsonComplaints complaints(source.name, settings, source.folder);
    if (alone)
        complaints.beAlone("model.hf_config");
    LoadedScenario loaded;
    readDocument(complaints, root, loaded.scenario);
    if (complaints.any())
        return Error{complaints.first()};
    loaded.notes = complaints.notes();
    if (source.draft)
        return loaded;
    const std::optional<Complaint> complaint = firstComplaint(loaded.scenario);
    if (complaint)
        complaints.add(causeOf(*complaint, root, {given, {source.name, source.folder}, settings}),
                       complaint->message);
    if (overlay) {
        Result<Scenario> both = withDeepSpeed(loaded.scenario, overlay->text, overlay->name);
        if (both) {
            loaded.scenario = std::move(both).value();
            return loaded;
        }
        // An error that the overlay did not cause is one of the scenario.
        if (!complaint || !both.error().message.ends_with(complaint->message))
            return both.error();
    }
    if (complaint)
        return Error{complaints.first()};
    return loaded;
}

Result<Scenario> readSource(const ScenarioSource &source, const std::vector<std::string> &settings,
                            const ScenarioSource *overlay)
{
    Result<LoadedScenario> loaded = loadSource(source, settings, overlay);
    if (!loaded)
        return loaded.error();
    return std::move(loaded).value().scenario;
}

Result<Scenario> scenarioFromTree(const JsonNode &root, std::string_view name)
{
    return checkedScenario(root, {root, {.name = name, .folder = {}}, {}});
}

Result<Scenario> scenarioOf(JsonNode root, const DocumentPlace &place,
                            const std::vector<std::string> &settings)
{
    wrapHfConfig(root);
    const JsonNode given = settings.empty() ? JsonNode{} : root;
    if (root.kind == JsonNode::Kind::Object) {
        if (const Status done = applySettings(root, settings); !done)
            return done.error();
    }
    return checkedScenario(root, {given, place, settings});
}

Result<Scenario> scenarioFromJson(std::string_view text, std::string_view name,
                                  std::string_view folder)
{
    return readSource({.text = text, .name = name, .folder = std::string(folder)}, {}, nullptr);
}

Result<Scenario> draftFromJson(std::string_view text, std::string_view name)
{
    return readSource({.text = text, .name = name, .draft = true}, {}, nullptr);
}

Result<Scenario> withSettings(const Scenario &scenario, const std::vector<std::string> &settings)
{
    const bool derived = scenario.title == derivedTitle(scenario);
    const std::string text = scenarioToJson(scenario);
    Result<Scenario> read =
        readSource({.text = text, .name = scenario.title, .draft = true}, settings, nullptr);
    if (read && derived)
        read.value().title = derivedTitle(read.value());
    return read;
}

} // namespace core
