// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/huggingface/read_hf_config.h"

#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/huggingface/hf_config.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <filesystem>

namespace core {
namespace {

constexpr NamedValue<HfTask> kEndings[] = {
    {"ForCausalLM", HfTask::LanguageModel},     {"LMHeadModel", HfTask::LanguageModel},
    {"ForMaskedLM", HfTask::MaskedTokens},      {"ForPreTraining", HfTask::Pretraining},
    {"ForImageClassification", HfTask::Images}, {"Model", HfTask::Base}};

// The first class under "architectures"; nullptr if the file names none.
const JsonNode *classOf(const JsonNode &node)
{
    const JsonNode *list = node.member("architectures");
    if (!list || list->kind != JsonNode::Kind::Array || list->items.empty())
        return nullptr;
    return &list->items.front();
}

// Unsaid: the class is none of this family, or for something that is not simulated.
HfTask taskOf(std::string_view name, const HfFamily &family)
{
    if (!name.starts_with(family.stem))
        return HfTask::Unsaid;
    name.remove_prefix(family.stem.size());
    if (std::ranges::find(family.endings, name) == family.endings.end())
        return HfTask::Unsaid;
    return std::ranges::find(kEndings, name, &NamedValue<HfTask>::id)->value;
}

std::string knownTypes()
{
    std::vector<std::string> types;
    for (const HfFamily &family : hfFamilies())
        types.push_back(std::string(family.type));
    return joinWithAnd(types);
}

const HfFamily *familyOfClass(ObjectReader &reader, const JsonNode &name)
{
    for (const HfFamily &family : hfFamilies()) {
        if (taskOf(name.text, family) != HfTask::Unsaid)
            return &family;
    }
    reader.complain(name, "architectures",
                    "names " + kindText(name) +
                        ", which is not known. There are models of the "
                        "types " +
                        knownTypes() + '.');
    return nullptr;
}

const HfFamily *familyOf(ObjectReader &reader)
{
    const JsonNode *type = reader.find("model_type");
    const JsonNode *name = classOf(reader.node());
    if (!type && name)
        return familyOfClass(reader, *name);
    if (!type) {
        reader.complain(reader.node(), "model_type",
                        "is missing: it names the kind of model, such as \"llama\".");
        return nullptr;
    }
    std::vector<std::string_view> types;
    for (const HfFamily &family : hfFamilies()) {
        if (type->kind == JsonNode::Kind::String && family.type == type->text)
            return &family;
        types.push_back(family.type);
    }
    const std::string_view like = nearest(type->text, types);
    reader.complain(*type, "model_type",
                    "is " + kindText(*type) + ", which is not known. " +
                        (like.empty() ? "" : "Did you mean \"" + std::string(like) + "\"? ") +
                        "There are " + knownTypes() + '.');
    return nullptr;
}

HfTask taskIn(ObjectReader &reader, const HfFamily &family)
{
    const JsonNode *name = classOf(reader.node());
    if (!name)
        return HfTask::Unsaid;
    const HfTask task = taskOf(name->text, family);
    if (task != HfTask::Unsaid)
        return task;
    std::vector<std::string> known;
    for (const std::string_view ending : family.endings)
        known.push_back(std::string(family.stem) + std::string(ending));
    reader.complain(*name, "architectures",
                    "names " + kindText(*name) + ", but of " + std::string(family.title) +
                        " models only " + joinWithAnd(known) + " are simulated.");
    return HfTask::Unsaid;
}

// "gpt2" of "openai-community/gpt2"; else the kind of model and its size.
std::string titleOf(ObjectReader &reader, const HfFamily &family, const ModelSpec &model)
{
    const JsonNode *path = reader.find("_name_or_path");
    if (path && path->kind == JsonNode::Kind::String) {
        std::string_view name = path->text;
        while (name.ends_with('/'))
            name.remove_suffix(1);
        name.remove_prefix(name.rfind('/') + 1); // npos + 1 is 0
        if (!name.empty() && name != "." && name.size() <= 60)
            return std::string(name);
    }
    return std::string(family.title) + ", " + figureOfParameters(parameterCount(model)) +
           " parameters";
}

} // namespace

namespace {

// Without a kind of model, but with two of the sizes that all kinds have; then it is said what is
// missing.
bool hasSizesOfOne(const JsonNode &root)
{
    constexpr const char *names[] = {"hidden_size", "num_hidden_layers", "num_attention_heads",
                                     "n_embd",      "n_layer",           "n_head",
                                     "vocab_size"};
    return std::ranges::count_if(
               names, [&root](const char *name) { return root.member(name) != nullptr; }) >= 2;
}

} // namespace

bool isHfConfig(const JsonNode &root)
{
    return root.kind == JsonNode::Kind::Object && !root.member("format") && !root.member("model") &&
           (root.member("model_type") || root.member("architectures") || hasSizesOfOne(root));
}

bool isHfConfig(std::string_view text)
{
    const Result<JsonNode> tree = parseJsonTree(text, {});
    return tree && isHfConfig(tree.value());
}

void readHfConfig(JsonComplaints &complaints, const JsonNode &node, const std::string &where,
                  ModelSpec &model)
{
    if (node.kind != JsonNode::Kind::Object) {
        complaints.add(node, (where.empty() ? "The configuration" : where) + " is " +
                                 kindText(node) + ", but must be an object { … }.");
        return;
    }
    ObjectReader reader(complaints, node, where);
    const HfFamily *family = familyOf(reader);
    if (!family)
        return;
    const HfTask task = taskIn(reader, *family);
    HfConfig config(reader, std::string(family->title), task);
    ModelSpec read;
    family->read(config, read);
    if (complaints.any())
        return;
    // What no single value shows: the size of the whole.
    Scenario scenario;
    scenario.model = read;
    if (const std::optional<Complaint> complaint = complaintAboutModel(scenario)) {
        complaints.add(node, complaint->message);
        return;
    }
    read.title = titleOf(reader, *family, read);
    read.source = "Hugging Face config.json, model_type " + std::string(family->type);
    model = std::move(read);
}

void readHfConfigFile(JsonComplaints &complaints, const JsonNode &at, ModelSpec &model)
{
    if (at.kind != JsonNode::Kind::String || at.text.empty()) {
        complaints.add(at, "model.hf_config_file is " + kindText(at) +
                               ", but must be the path of a config.json.");
        return;
    }
    const std::filesystem::path folder(complaints.folder());
    const std::string path = (folder / at.text).string();
    const Result<std::string> text = readFile(path, kLargestScenarioFile);
    if (!text) {
        complaints.add(at, "model.hf_config_file: " + text.error().message);
        return;
    }
    const Result<JsonNode> tree = parseJsonTree(text.value(), path);
    if (!tree) {
        complaints.addAsItIs(tree.error().message);
        return;
    }
    const std::vector<std::string> none;
    JsonComplaints ofFile(path, none);
    readHfConfig(ofFile, tree.value(), {}, model);
    if (ofFile.any())
        complaints.addAsItIs(ofFile.first());
}

} // namespace core
