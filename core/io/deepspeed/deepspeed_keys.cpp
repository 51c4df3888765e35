// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/deepspeed/deepspeed_keys.h"

#include "core/io/deepspeed/deepspeed_notes.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace core {
namespace {

using Names = std::span<const std::string_view>;

// An object of the configuration; empty: its root.
struct Section
{
    std::string_view name;
    Names used;
    Names others; // a DeepSpeed key (its "Configuration JSON") spelt much like one used here
};

constexpr std::string_view kRootUsed[] = {"train_batch_size",
                                          "train_micro_batch_size_per_gpu",
                                          "gradient_accumulation_steps",
                                          "bf16",
                                          "bfloat16",
                                          "amp",
                                          "fp16",
                                          "optimizer",
                                          "data_types",
                                          "zero_optimization"};
constexpr std::string_view kRootOthers[] = {"fp8"};
constexpr std::string_view kZeroUsed[] = {
    "stage",       "reduce_bucket_size", "overlap_comm",     "offload_param", "offload_optimizer",
    "cpu_offload", "cpu_offload_params", "cpu_offload_param"};
constexpr std::string_view kZeroOthers[] = {"allgather_bucket_size", "reduce_scatter"};
constexpr std::string_view kEnabled[] = {"enabled"};
constexpr std::string_view kBf16[] = {"enabled", "bf16_optimizer_states"};
constexpr std::string_view kDataTypes[] = {"grad_accum_dtype"};
constexpr std::string_view kOptimizer[] = {"type"};
constexpr Section kSections[] = {
    {"", kRootUsed, kRootOthers},  {"zero_optimization", kZeroUsed, kZeroOthers},
    {"bf16", kBf16, {}},           {"bfloat16", kBf16, {}},
    {"amp", kEnabled, {}},         {"fp16", kEnabled, {}},
    {"optimizer", kOptimizer, {}}, {"data_types", kDataTypes, {}}};

bool holds(Names names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

const JsonNode *objectOf(const JsonNode &root, std::string_view section)
{
    const JsonNode *node = section.empty() ? &root : root.member(section);
    return node && node->kind == JsonNode::Kind::Object ? node : nullptr;
}

// Whether the key, or one within it, is reported.
bool isTold(const std::string &path)
{
    return std::ranges::any_of(keysThatChangeTheStep(), [&path](std::string_view told) {
        return told == path ||
               (told.starts_with(path) && told.substr(path.size()).starts_with('.'));
    });
}

std::string pathOf(std::string_view section, std::string_view key)
{
    return section.empty() ? std::string(key) : std::string(section) + '.' + std::string(key);
}

} // namespace

void refuseMisspelt(JsonComplaints &complaints, const JsonNode &root)
{
    for (const Section &section : kSections) {
        const JsonNode *object = objectOf(root, section.name);
        if (!object)
            continue;
        for (const JsonNode &item : object->items) {
            const std::string_view key = item.key;
            if (holds(section.used, key) || holds(section.others, key))
                continue;
            // A few letters apart: DeepSpeed's other names are further from each of these.
            const std::string_view like = nearest(key, section.used);
            const std::size_t mostWrong = std::min<std::size_t>(3, like.size() / 4);
            if (!like.empty() && lettersApart(key, like) <= mostWrong)
                complaints.add(item, pathOf(section.name, key) +
                                         " is not a key of DeepSpeed: did you mean \"" +
                                         std::string(like) + "\"?");
        }
    }
}

std::vector<std::string> unusedKeys(const JsonNode &root)
{
    std::vector<std::string> unused;
    for (const Section &section : kSections) {
        const JsonNode *object = objectOf(root, section.name);
        for (std::size_t i = 0; object && i < object->items.size(); ++i) {
            const std::string &key = object->items[i].key;
            const std::string path = pathOf(section.name, key);
            if (!holds(section.used, key) && !isTold(path))
                unused.push_back(path);
        }
    }
    return unused;
}

} // namespace core
