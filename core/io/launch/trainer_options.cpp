// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/trainer_options.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/megatron_values.h"
#include "core/io/yaml/yaml_scalar.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

bool isOption(const ShellWord &word)
{
    return word.text.starts_with("--") && word.text.size() > 2;
}

std::string wordOfYaml(const JsonNode &node)
{
    switch (node.kind) {
    case JsonNode::Kind::Bool:
        return node.flag ? "true" : "false";
    case JsonNode::Kind::Integer:
    case JsonNode::Kind::Number:
        return numberWord(node.number);
    case JsonNode::Kind::Array: { // fsdp: [full_shard, auto_wrap]
        std::string all;
        for (const JsonNode &item : node.items)
            all += (all.empty() ? "" : " ") + wordOfYaml(item);
        return all;
    }
    case JsonNode::Kind::Object:
        return node.items.empty() ? std::string() : "{...}";
    default:
        return node.text;
    }
}

// Axolotl's names, by transformers'.
std::string usualName(const std::string &name)
{
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"micro_batch_size", "per_device_train_batch_size"},
        {"sequence_len", "max_seq_length"},
        {"optimizer", "optim"},
        {"flash_attention", "use_flash_attention"}};
    for (const auto &[own, usual] : names) {
        if (name == own)
            return std::string(usual);
    }
    return name;
}

// The name of a key in a section. Those of fsdp_config may begin with fsdp_, which the Trainer
// drops (training_args.py).
std::string pathIn(const std::string &section, std::string_view key)
{
    constexpr std::string_view prefix = "fsdp_";
    if (section == "fsdp_config" && key.starts_with(prefix))
        key.remove_prefix(prefix.size());
    return section + '.' + std::string(key);
}

// --section.key=value of what stands in a section, one level down.
void addSection(std::vector<ShellWord> &words, const JsonNode &section)
{
    for (const JsonNode &item : section.items) {
        if (item.kind != JsonNode::Kind::Null)
            words.push_back({.text = "--" + pathIn(section.key, item.key) + '=' + wordOfYaml(item),
                             .line = item.line});
    }
}

// What fsdp_config changes of a step, as the words of --fsdp and others; its keys may begin with
// fsdp_. Axolotl needs nothing else for version 2.
void addFsdpConfig(std::vector<ShellWord> &words, const JsonNode &config, bool isAlone)
{
    const auto says = [&config](const std::string &key, bool value) -> const JsonNode * {
        const JsonNode *own = config.member(key);
        const JsonNode *node = own ? own : config.member("fsdp_" + key);
        return node && node->kind == JsonNode::Kind::Bool && node->flag == value ? node : nullptr;
    };
    auto fsdp = std::ranges::find_if(
        words, [](const ShellWord &word) { return word.text.starts_with("--fsdp="); });
    if (fsdp == words.end() && isAlone)
        fsdp = words.insert(fsdp, {.text = "--fsdp=full_shard", .line = config.line});
    if (fsdp == words.end())
        return;
    const std::size_t full = fsdp->text.find("full_shard");
    if (full != std::string::npos && says("reshard_after_forward", false))
        fsdp->text.replace(full, 10, "shard_grad_op");
    const JsonNode *offload = says("offload_params", true);
    if (!offload)
        offload = says("cpu_offload", true);
    if (offload)
        words.push_back({.text = "--fsdp_offload_params=true", .line = offload->line});
    if (says("activation_checkpointing", true))
        words.push_back({.text = "--gradient_checkpointing=true", .line = config.line});
}

} // namespace

TrainerOptions::TrainerOptions(LaunchSheet &sheet, const std::vector<ShellWord> &words,
                               std::map<std::string, std::string> written)
    : m_sheet(sheet), m_written(std::move(written))
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!isOption(words[i]))
            continue;
        const std::size_t sign = words[i].text.find('=');
        std::string name = words[i].text.substr(2, sign == std::string::npos ? sign : sign - 2);
        std::ranges::replace(name, '-', '_');
        ShellWord value = words[i];
        if (sign != std::string::npos)
            value.text = words[i].text.substr(sign + 1);
        else if (i + 1 < words.size() && !isOption(words[i + 1]))
            value = words[++i];
        else
            value.text.clear(); // the option alone
        m_given[std::move(name)] = std::move(value);
    }
}

const ShellWord *TrainerOptions::find(std::string_view name) const
{
    const auto found = m_given.find(name);
    return found == m_given.end() ? nullptr : &found->second;
}

bool TrainerOptions::has(std::string_view name)
{
    m_asked.emplace(name);
    return find(name) != nullptr;
}

std::vector<std::string> TrainerOptions::unread() const
{
    std::vector<std::string> unread;
    for (const auto &[name, word] : m_given) {
        if (!m_asked.contains(name))
            unread.push_back(name);
    }
    std::ranges::stable_sort(unread, {}, [this](const std::string &name) { return lineOf(name); });
    return unread;
}

std::string_view TrainerOptions::textOf(std::string_view name) const
{
    const ShellWord *word = find(name);
    return word ? std::string_view(word->text) : std::string_view();
}

std::vector<std::string> TrainerOptions::names() const
{
    std::vector<std::string> names;
    for (const auto &[name, word] : m_given)
        names.push_back(name);
    return names;
}

std::string TrainerOptions::nameOf(std::string_view name) const
{
    const auto found = m_written.find(std::string(name));
    return found == m_written.end() ? "--" + std::string(name) : found->second;
}

int TrainerOptions::lineOf(std::string_view name) const
{
    const ShellWord *word = find(name);
    return word ? word->line : 0;
}

std::string TrainerOptions::word(std::string_view name)
{
    const ShellWord *word = find(name);
    m_asked.emplace(name);
    if (!word)
        return {};
    for (const std::string &variable : word->unset)
        m_sheet.ask(
            {.about = LaunchQuestion::About::Variable, .name = variable, .line = word->line});
    return word->unset.empty() ? word->text : std::string();
}

std::string TrainerOptions::path(std::string_view name)
{
    const ShellWord *given = find(name);
    m_asked.emplace(name);
    return given && m_sheet.written().contains(given->text) ? given->text : word(name);
}

bool TrainerOptions::truth(std::string_view name)
{
    const std::string text = lowerCase(word(name));
    return has(name) && text != "false" && text != "no" && text != "0";
}

std::int64_t TrainerOptions::count(std::string_view name, std::int64_t otherwise)
{
    const std::string text = word(name);
    if (text.empty())
        return otherwise;
    const std::optional<std::int64_t> number = pythonInteger(text);
    constexpr std::int64_t most = kMaxSamples / 1000;
    if (number && *number >= 1 && *number <= most)
        return *number;
    if (!m_complaint)
        m_complaint = m_sheet.refuse(lineOf(name), nameOf(name) + " is \"" + printable(text) +
                                                       "\", but must be a whole number from 1 to " +
                                                       figureOfCount(most) + '.');
    return otherwise;
}

bool isTrainerTree(const JsonNode &root)
{
    const auto has = [&root](std::initializer_list<std::string_view> keys) {
        return std::ranges::any_of(keys,
                                   [&root](std::string_view key) { return root.member(key); });
    };
    constexpr std::string_view batch = "per_device_train_batch_size";
    return root.kind == JsonNode::Kind::Object &&
           ((has({"model_name_or_path"}) &&
             has({batch, "num_train_epochs", "max_steps", "learning_rate"})) ||
            (has({"base_model"}) && has({"micro_batch_size", "sequence_len"})) || // axolotl's
            (has({"model"}) && has({batch}) && has({"train_type", "tuner_type", "torch_dtype"})));
}

std::vector<ShellWord> trainerWords(const JsonNode &root)
{
    std::vector<ShellWord> words;
    for (const JsonNode &item : root.items) {
        if (item.kind != JsonNode::Kind::Null && item.kind != JsonNode::Kind::Object)
            words.push_back(
                {.text = "--" + usualName(item.key) + '=' + wordOfYaml(item), .line = item.line});
        if (item.kind == JsonNode::Kind::Object)
            addSection(words, item);
    }
    const JsonNode *config = root.member("fsdp_config");
    if (config && config->kind == JsonNode::Kind::Object && !config->items.empty())
        addFsdpConfig(words, *config, root.member("base_model") && root.member("fsdp_version"));
    return words;
}

std::map<std::string, std::string> trainerKeys(const JsonNode &root)
{
    std::map<std::string, std::string> keys;
    for (const JsonNode &item : root.items) {
        keys[usualName(item.key)] = item.key;
        for (const JsonNode &inner : item.items) {
            if (inner.kind != JsonNode::Kind::Null)
                keys[pathIn(item.key, inner.key)] = item.key + '.' + inner.key;
        }
    }
    return keys;
}

} // namespace core
