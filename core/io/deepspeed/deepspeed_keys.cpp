// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/deepspeed/deepspeed_keys.h"

#include "core/base/printable.h"
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
                                          "communication_data_type",
                                          "zero_optimization"};
constexpr std::string_view kRootOthers[] = {"fp8"};
constexpr std::string_view kZeroUsed[] = {"stage",
                                          "reduce_bucket_size",
                                          "overlap_comm",
                                          "offload_param",
                                          "offload_optimizer",
                                          "cpu_offload",
                                          "cpu_offload_params",
                                          "cpu_offload_param",
                                          "mics_shard_size",
                                          "zero_hpz_partition_size"};
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

// Without an effect on the time or memory of a step as it is simulated (DeepSpeed 0.16:
// "Configuration JSON", runtime/config.py, runtime/zero/config.py); with all that is in them.
constexpr std::string_view kHarmlessKeys[] = {
    "aio",
    "amp.opt_level",
    "checkpoint",
    "comet",
    "comms_logger",
    "compile.backend",
    "compile.kwargs",
    "csv_monitor",
    "dump_state",
    "flops_profiler",
    "fp16.auto_cast",
    "fp16.consecutive_hysteresis",
    "fp16.hysteresis",
    "fp16.initial_scale_power",
    "fp16.loss_scale",
    "fp16.loss_scale_window",
    "fp16.min_loss_scale",
    "gradient_clipping",
    "gradient_predivide_factor",
    "memory_breakdown",
    "nebula",
    "optimizer.params",
    "pipeline.seed_layers",
    "prescale_gradients",
    "scheduler",
    "steps_per_print",
    "tensorboard",
    "wall_clock_breakdown",
    "wandb",
    "zero_allow_untested_optimizer",
    "zero_force_ds_cpu_optimizer",
    "activation_checkpointing.contiguous_memory_optimization",
    "activation_checkpointing.number_checkpoints",
    "activation_checkpointing.profile",
    "activation_checkpointing.synchronize_checkpoint_boundary",
    "zero_optimization.allgather_bucket_size",
    "zero_optimization.elastic_checkpoint",
    "zero_optimization.gather_16bit_weights_on_model_save",
    "zero_optimization.ignore_unused_parameters",
    "zero_optimization.legacy_stage1",
    "zero_optimization.load_from_fp32_weights",
    "zero_optimization.log_trace_cache_warnings",
    "zero_optimization.memory_efficient_linear",
    "zero_optimization.override_module_apply",
    "zero_optimization.pipeline_loading_checkpoint",
    "zero_optimization.round_robin_gradients",
    "zero_optimization.stage3_gather_16bit_weights_on_model_save",
    "zero_optimization.stage3_gather_fp16_weights_on_model_save",
    "zero_optimization.stage3_max_live_parameters", // what gathers much more is reported
    "zero_optimization.stage3_max_reuse_distance",
    "zero_optimization.sub_group_size"};

bool holds(Names names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

const JsonNode *objectOf(const JsonNode &root, std::string_view section)
{
    const JsonNode *node = section.empty() ? &root : root.member(section);
    return node && node->kind == JsonNode::Kind::Object ? node : nullptr;
}

bool isKeyWithin(std::string_view path, std::string_view object)
{
    return path.starts_with(object) && path.substr(object.size()).starts_with('.');
}

bool reportsWithin(std::string_view path)
{
    return std::ranges::any_of(keysThatChangeTheStep(),
                               [path](std::string_view told) { return isKeyWithin(told, path); });
}

std::string pathOf(std::string_view section, std::string_view key)
{
    return section.empty() ? std::string(key) : std::string(section) + '.' + std::string(key);
}

void addUnused(UnusedKeys &unused, const JsonNode &node, const std::string &path)
{
    // A reported key stands for all that is in it, unless some of that is reported by itself.
    if (node.kind == JsonNode::Kind::Object && reportsWithin(path)) {
        for (const JsonNode &item : node.items) {
            if (item.key != "enabled")
                addUnused(unused, item, pathOf(path, item.key));
        }
    } else if (holds(kHarmlessKeys, path)) {
        if (!isReported(path, node))
            unused.harmless.push_back(path);
    } else if (!holds(keysThatChangeTheStep(), path)) {
        unused.unknown.push_back(path);
    }
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

UnusedKeys unusedKeys(const JsonNode &root)
{
    UnusedKeys unused;
    for (const Section &section : kSections) {
        const JsonNode *object = objectOf(root, section.name);
        for (std::size_t i = 0; object && i < object->items.size(); ++i) {
            const std::string &key = object->items[i].key;
            if (!holds(section.used, key))
                addUnused(unused, object->items[i], pathOf(section.name, key));
        }
    }
    return unused;
}

void refuseAnother(JsonComplaints &complaints, const JsonNode &root)
{
    const std::string wrong = ", not a DeepSpeed configuration: give it as the scenario";
    const JsonNode *format = root.member("format");
    const JsonNode *cluster = root.member("cluster");
    if (const JsonNode *model = root.member("model_type")) {
        complaints.add(*model, "model_type shows that this describes a model, not a DeepSpeed run: "
                               "give it as the scenario, or as model.hf_config_file.");
    } else if (format && format->text.starts_with("parallarium-")) {
        complaints.add(*format, "The format " + printable(format->text) +
                                    " shows that this is a file of this program" + wrong + '.');
    } else if (cluster && root.member("model")) {
        complaints.add(*cluster, "model and cluster show that this is a scenario" + wrong + '.');
    } else {
        const std::vector<std::string> unknown = unusedKeys(root).unknown;
        const auto isUnknown = [&unknown](const JsonNode &item) {
            return std::ranges::find(unknown, item.key) != unknown.end();
        };
        if (!root.items.empty() && std::ranges::all_of(root.items, isUnknown))
            complaints.add(root, "This is no DeepSpeed configuration: none of its keys is known, "
                                 "such as " +
                                     printable(root.items.front().key) +
                                     ". Give the file that --deepspeed_config names.");
    }
}

} // namespace core
