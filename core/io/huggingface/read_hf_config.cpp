// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/huggingface/read_hf_config.h"

#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/file/named_file.h"
#include "core/io/huggingface/hf_config.h"
#include "core/io/huggingface/hf_notes.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <filesystem>

namespace core {
namespace {

constexpr NamedValue<HfTask> kEndings[] = {{"ForCausalLM", HfTask::LanguageModel},
                                           {"LMHeadModel", HfTask::LanguageModel},
                                           {"ForMaskedLM", HfTask::MaskedTokens},
                                           {"ForPreTraining", HfTask::Pretraining},
                                           {"ForImageClassification", HfTask::Images},
                                           {"TextModel", HfTask::Base},
                                           {"Model", HfTask::Base}};

// The first class under "architectures"; nullptr if the file names none.
const JsonNode *classOf(const JsonNode &node)
{
    const JsonNode *list = node.member("architectures");
    if (!list || list->kind != JsonNode::Kind::Array || list->items.empty())
        return nullptr;
    return &list->items.front();
}

std::string lettersAndDigits(std::string_view text)
{
    std::string kept = lowerCase(text);
    std::erase_if(kept, [](char c) { return c == '_' || c == '-' || c == '.' || c == ' '; });
    return kept;
}

// Unsaid: the class is none of this family, or for something that is not simulated. Early files
// write LLaMAForCausalLM, and Ernie4_5_ForCausalLM is Ernie4_5ForCausalLM today.
HfTask taskOf(std::string_view name, const HfFamily &family)
{
    const std::string given = lettersAndDigits(name);
    for (const std::string_view ending : family.endings) {
        if (given == lettersAndDigits(std::string(family.stem) + std::string(ending)))
            return std::ranges::find(kEndings, ending, &NamedValue<HfTask>::id)->value;
    }
    return HfTask::Unsaid;
}

std::string knownTypes()
{
    std::vector<std::string> types;
    for (const HfFamily &family : hfFamilies())
        types.push_back(std::string(family.type));
    return joinWithAnd(types);
}

// For a family that is not read.
constexpr std::string_view kWayOut =
    " Describe another model in a scenario instead: \"model\": {\"transformer\": {\"layers\": 32, "
    "\"hidden\": 4096, …}}.";

const HfFamily *findFamilyOfClass(std::string_view name)
{
    for (const HfFamily &family : hfFamilies()) {
        if (taskOf(name, family) != HfTask::Unsaid)
            return &family;
    }
    return nullptr;
}

const HfFamily *familyOfClass(ObjectReader &reader, const JsonNode &name)
{
    if (const HfFamily *family = findFamilyOfClass(name.text))
        return family;
    reader.complain(name, "architectures",
                    "names " + kindText(name) + ", which is not known. The known types are " +
                        knownTypes() + '.' + std::string(kWayOut));
    return nullptr;
}

// The type that is meant by a word of other capitals, hyphens or one wrong letter. Families are
// often a letter or a digit apart (gptj and gpt2, qwen3 and qwen2, llava and llama): what may be
// another family is not treated as a typo.
std::string_view misspeltType(std::string_view word)
{
    constexpr std::string_view others[] = {"llava", "bart", "beit", "bloom2", "mistral3"};
    const std::string given = lettersAndDigits(word);
    for (const HfFamily &family : hfFamilies()) {
        const std::string known = lettersAndDigits(family.type);
        if (given == known)
            return family.type;
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        const bool sameDigits =
            std::ranges::count_if(given, isDigit) == std::ranges::count_if(known, isDigit) &&
            std::ranges::equal(given.substr(given.find_last_not_of("0123456789") + 1),
                               known.substr(known.find_last_not_of("0123456789") + 1));
        if (known.size() >= 5 && !given.empty() && given.back() == known.back() && sameDigits &&
            lettersApart(given, known) == 1 && std::ranges::find(others, given) == std::end(others))
            return family.type;
    }
    return {};
}

// ": it has 1,026,408,232,448 parameters then", if the rest of the file can be read.
std::string parametersAs(const HfFamily &family, const JsonNode &node, std::string_view name)
{
    const std::vector<std::string> none;
    JsonComplaints complaints({}, none);
    ObjectReader reader(complaints, node, {});
    HfConfig config(reader, std::string(family.title), taskOf(name, family));
    ModelSpec model;
    family.read(config, model);
    Scenario scenario;
    scenario.model = model;
    if (complaints.any() || complaintAboutModel(scenario))
        return {};
    return ", a model of " + figureOfCount(parameterCount(model)) + " parameters";
}

const HfFamily *complainAboutType(ObjectReader &reader, const JsonNode &type, const JsonNode *name)
{
    const std::string begin = "is " + kindText(type) + ", which is not known";
    const HfFamily *family = name ? findFamilyOfClass(name->text) : nullptr;
    if (const std::string_view why = whyNotSimulated(type.text); !why.empty()) {
        reader.complain(type, "model_type", begin + ": " + std::string(why) + '.');
        return nullptr;
    }
    const std::string_view like = misspeltType(type.text);
    if (family && family->type != like)
        reader.complain(type, "model_type",
                        begin + ", but its class " + name->text + " is: write \"" +
                            std::string(family->type) + "\" to read it as that" +
                            parametersAs(*family, reader.node(), name->text) + '.');
    else
        reader.complain(
            type, "model_type",
            begin + ". " + (like.empty() ? "" : "Did you mean \"" + std::string(like) + "\"? ") +
                "There are " + knownTypes() + '.' + (like.empty() ? std::string(kWayOut) : ""));
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
                        "is missing: it names the model type, such as \"llama\".");
        return nullptr;
    }
    for (const HfFamily &family : hfFamilies()) {
        if (type->kind == JsonNode::Kind::String && family.type == type->text)
            return &family;
    }
    return complainAboutType(reader, *type, name);
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
    // What no single value shows: the total size.
    Scenario scenario;
    scenario.model = read;
    if (const std::optional<Complaint> complaint = complaintAboutModel(scenario)) {
        complaints.add(node, complaint->message);
        return;
    }
    tellUnsimulated(config, read);
    for (const std::string &note : config.notes())
        complaints.tell(where, note);
    read.title = titleOf(reader, *family, read);
    read.source = "Hugging Face config.json, model_type " + std::string(family->type);
    model = std::move(read);
}

namespace {

// Why a document may not name this file; empty if it may.
std::string refusalOf(const std::filesystem::path &folder, const std::filesystem::path &named)
{
    switch (outsideOf(folder, named)) {
    case Outside::ByPath:
        return "must name a file in the scenario's folder or below it: copy it there, or give its "
               "path with --set model.hf_config_file=PATH.";
    case Outside::ByLink:
        return "is a link that leads out of the scenario's folder: copy the file itself there, "
               "or give its path with --set model.hf_config_file=PATH.";
    case Outside::No:
        break;
    }
    return {};
}

// Nothing in a file that a document names is quoted: it may not be meant to be shown. key: of those
// that are asked for; empty if what is wrong is no single value.
std::string complaintAboutFile(const std::string &path, int line, const std::string &key)
{
    return errorAt(path, std::max(1, line),
                   (key.empty() ? std::string("This") : key) +
                       " cannot be read as part of a model: open this file by itself to see why.")
        .message;
}

} // namespace

void readHfConfigFile(JsonComplaints &complaints, const JsonNode &at, ModelSpec &model)
{
    if (at.kind != JsonNode::Kind::String || at.text.empty() ||
        at.text.find('\0') != std::string::npos) {
        complaints.add(at, "model.hf_config_file is " + kindText(at) +
                               ", but must be the path of a config.json.");
        return;
    }
    const std::filesystem::path folder(complaints.folder());
    const bool ofUser = at.line < 0; // by --set
    if (const std::string refusal = ofUser ? std::string() : refusalOf(folder, at.text);
        !refusal.empty()) {
        complaints.add(at, "model.hf_config_file is " + kindText(at) + ", but " + refusal);
        return;
    }
    const std::string path = (folder / at.text).string();
    const Result<std::string> text = readFile(path, kLargestScenarioFile);
    if (!text) {
        complaints.add(at, "model.hf_config_file: " + text.error().message);
        return;
    }
    const Result<JsonNode> tree = parseJsonTree(text.value(), path);
    if (!tree) {
        complaints.addAsItIs(ofUser ? tree.error().message
                                    : complaintAboutFile(path, tree.error().line, {}));
        return;
    }
    const std::vector<std::string> none;
    JsonComplaints ofFile(path, none);
    readHfConfig(ofFile, tree.value(), {}, model);
    if (ofFile.any())
        complaints.addAsItIs(ofUser
                                 ? ofFile.first()
                                 : complaintAboutFile(path, ofFile.firstLine(), ofFile.firstKey()));
    for (const std::string &note : ofFile.notes())
        complaints.tellAsItIs(note);
}

} // namespace core
