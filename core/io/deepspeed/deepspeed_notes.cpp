// SPDX-License-Identifier: GPL-3.0-or-later
// What each key does is from DeepSpeed's "Configuration JSON" and its runtime/zero/config.py
// (0.16); a key at its default is not reported.
#include "core/io/deepspeed/deepspeed_notes.h"

#include "core/base/text.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/json/json_reader.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

// When a value matters.
enum class When : std::uint8_t {
    True,
    False,
    Above, // the bound
    Below,
    Enabled, // an object whose "enabled" is true
    Given,   // an object that is not empty, or a text
};

struct Row
{
    std::string_view path;
    When when = When::True;
    double bound = 0;
    std::string_view words; // "… is 8: WORDS, which is not simulated."
};

constexpr std::string_view kWeightsAway =
    "weights are kept outside of the GPU and copied to it for "
    "every gather, with less memory there and more time";

constexpr Row kRows[] = {
    {"zero_optimization.mics_hierarchical_params_gather", When::True, 0,
     "weights are gathered within nodes before they are gathered between them"},
    {"zero_optimization.zenflow", When::Given, 0,
     "optimizer states are kept in host memory and updated beside the next steps"},
    {"zero_optimization.offload_param.device", When::Given, 0, kWeightsAway},
    {"zero_optimization.cpu_offload_param", When::True, 0, kWeightsAway},
    {"zero_optimization.cpu_offload_params", When::True, 0, kWeightsAway},
    {"zero_optimization.super_offload", When::True, 0,
     "optimizer states are kept and updated in host memory"},
    {"zero_optimization.offload_optimizer.super_offload", When::True, 0,
     "the update in host memory runs beside the backward pass"},
    {"zero_optimization.offload_optimizer.ratio", When::Below, 1,
     "only that share of the states is kept and updated in host memory"},
    {"zero_optimization.stage3_max_live_parameters", When::Above, 1e9,
     "up to that many weights stay gathered at once"},
    {"zero_optimization.stage3_max_reuse_distance", When::Above, 1e9,
     "weights that are needed again so soon stay gathered"},
    {"zero_optimization.zero_quantized_weights", When::True, 0, "weights are gathered in 8 bits"},
    {"zero_optimization.zero_quantized_nontrainable_weights", When::True, 0,
     "frozen weights are kept in 8 bits"},
    {"zero_optimization.zero_quantized_gradients", When::True, 0,
     "gradients are reduced in 4 and 8 bits"},
    {"zero_optimization.zeropp_loco_param", When::Given, 0,
     "the quantization error of gradients is carried over"},
    {"sequence_parallel_size", When::Above, 1,
     "sequences are split over that many GPUs (set parallel.context)"},
    {"tensor_parallel.autotp_size", When::Above, 1,
     "layers are split over that many GPUs (set parallel.tensor)"},
    {"tensor_parallel.tp_size", When::Above, 1,
     "layers are split over that many GPUs (set parallel.tensor)"},
    {"seq_parallel_communication_data_type", When::Given, 0,
     "sequences are communicated in that type"},
    {"torch_autocast", When::Enabled, 0, "weights stay in fp32 and are cast where they are used"},
    {"bf16.bf16_master_weights_and_grads", When::True, 0,
     "master weights and gradients are kept in bf16"},
    {"fp16.fp16_master_weights_and_grads", When::True, 0,
     "master weights and gradients are kept in fp16"},
    {"bf16.immediate_grad_update", When::False, 0,
     "gradients are accumulated late, and in both types"},
    {"activation_checkpointing.partition_activations", When::True, 0,
     "activation checkpoints are split over tensor partners"},
    {"activation_checkpointing.cpu_checkpointing", When::True, 0,
     "activation checkpoints are offloaded to host memory"},
    {"zero_optimization.contiguous_gradients", When::False, 0,
     "gradients have no contiguous buffer"},
    {"zero_optimization.reduce_scatter", When::False, 0,
     "gradients are all-reduced where they could be reduce-scattered"},
    {"zero_optimization.use_multi_rank_bucket_allreduce", When::True, 0,
     "each bucket is all-reduced, which sends twice as much as a reduce-scatter"},
    {"zero_optimization.allgather_partitions", When::False, 0,
     "updated weights are broadcast by each GPU"},
    {"zero_optimization.stage3_prefetch_bucket_size", When::Below, 1, "weights are not prefetched"},
    {"zero_optimization.stage3_param_persistence_threshold", When::Above, 1e6,
     "weights of up to that many elements stay gathered"},
    {"zero_optimization.stage3_use_all_reduce_for_fetch_params", When::True, 0,
     "weights are gathered by all-reduces"},
    {"sparse_gradients", When::True, 0, "embedding gradients are sent as sparse rows"},
    {"sparse_attention", When::Given, 0, "attention is block-sparse"},
    {"curriculum_learning", When::Enabled, 0, "sequences grow during training"},
    {"data_efficiency", When::Enabled, 0, "layers and samples are dropped on a schedule"},
    {"progressive_layer_drop", When::Enabled, 0, "layers are dropped at random"},
    {"compression_training", When::Given, 0, "weights are compressed during training"},
    {"elasticity", When::Enabled, 0, "batches depend on the number of GPUs available"},
    {"autotuning", When::Enabled, 0, "DeepSpeed tunes stage and sizes itself"},
    {"pipeline.stages", When::Above, 1,
     "layers are cut into that many stages (set parallel.pipeline)"},
    {"pipeline.activation_checkpoint_interval", When::Above, 0,
     "activations are recomputed in groups of that many layers (set training.recompute)"},
    {"hybrid_engine", When::Enabled, 0, "generation steps alternate with training steps"},
    {"eigenvalue", When::Enabled, 0, "eigenvalues are computed between steps"},
    {"compile", When::Enabled, 0, "kernels are compiled and fused"},
    {"compile.deepcompile", When::True, 0,
     "a compiler decides when weights are gathered and gradients are reduced"},
};

const JsonNode *nodeAt(const JsonNode &root, std::string_view path)
{
    const std::size_t point = path.find('.');
    const JsonNode *node = root.member(path.substr(0, point));
    return node && point != std::string_view::npos ? nodeAt(*node, path.substr(point + 1)) : node;
}

bool isTrue(const JsonNode *node)
{
    return node && node->kind == JsonNode::Kind::Bool && node->flag;
}

bool isGiven(const JsonNode &node)
{
    return node.kind == JsonNode::Kind::Object ? !node.items.empty()
                                               : node.kind == JsonNode::Kind::String;
}

bool makesADifference(const Row &row, const JsonNode &node)
{
    using Kind = JsonNode::Kind;
    const bool isIdle = node.kind == Kind::String && (node.text == "auto" || node.text == "none");
    const bool isNumber = node.kind == Kind::Integer || node.kind == Kind::Number;
    switch (row.when) {
    case When::True:
        return isTrue(&node);
    case When::False:
        return node.kind == Kind::Bool && !node.flag;
    case When::Above:
        return isNumber && node.number > row.bound;
    case When::Below:
        return isNumber && node.number < row.bound;
    case When::Enabled:
        return isTrue(node.member("enabled"));
    case When::Given:
        return !isIdle && isGiven(node);
    }
    return false;
}

std::string valueText(const JsonNode &node)
{
    using Kind = JsonNode::Kind;
    if (node.kind == Kind::Integer || node.kind == Kind::Number)
        return figureOfNumber(node.number);
    if (node.kind == Kind::Object)
        return "in use";
    return node.kind == Kind::String ? '"' + node.text + '"' : kindText(node);
}

// All-reduces in place of reduce-scatters are simulated after the step, not in each micro-batch.
bool isSimulated(const Row &row, const Scenario &scenario)
{
    const Sharding sharding = scenario.parallel.sharding;
    if (row.path.starts_with("zero_optimization.offload_optimizer."))
        return !scenario.parallel.offloadOptimizer; // without an effect
    return row.path == "zero_optimization.reduce_scatter" &&
           (sharding == Sharding::Zero1 || sharding == Sharding::Zero2) &&
           !scattersLayers(scenario);
}

// Optimizers that are simulated as another with the same states.
std::optional<std::string> noteOnOptimizer(const JsonNode &root)
{
    constexpr std::pair<std::string_view, std::string_view> kLike[] = {
        {"lamb", "Adam, which keeps the same two moments; its per-layer norms are left out"},
        {"onebitadam", "Adam: 1-bit gradients after the warm-up are not simulated"},
        {"zerooneadam", "Adam: 1-bit gradients after the warm-up are not simulated"},
        {"onebitlamb", "Adam: norms and 1-bit gradients are not simulated"}};
    const JsonNode *type = nodeAt(root, "optimizer.type");
    for (const auto &[name, words] : kLike) {
        if (type && lowerCase(type->text) == name)
            return "optimizer.type is \"" + type->text + "\": it is simulated as " +
                   std::string(words) + '.';
    }
    return {};
}

bool isFalse(const JsonNode *node)
{
    return node && node->kind == JsonNode::Kind::Bool && !node->flag;
}

// stage_1_and_2.py, allreduce_and_scatter, which all-reduces whatever its name says;
// BF16_Optimizer all-reduces here as well.
void addNoteOnBuckets(std::vector<std::string> &notes, const JsonNode &root,
                      const Scenario &scenario)
{
    const Sharding sharding = scenario.parallel.sharding;
    const bool usual = !nodeAt(root, "zero_optimization.use_multi_rank_bucket_allreduce") &&
                       !isFalse(nodeAt(root, "zero_optimization.reduce_scatter"));
    if ((sharding == Sharding::Zero1 || sharding == Sharding::Zero2) && usual &&
        scenario.parallel.data > 1 && scenario.cluster.software.scattersGradients)
        notes.push_back("zero_optimization.stage is " + std::to_string(static_cast<int>(sharding)) +
                        ": gradients are reduce-scattered here, as in the paper on ZeRO. Releases "
                        "of DeepSpeed that have use_multi_rank_bucket_allreduce all-reduce each "
                        "bucket, which sends twice as much, unless that is false.");
}

// What a stage implies in DeepSpeed beyond the configuration.
void addNotesOnStage(std::vector<std::string> &notes, const JsonNode &root,
                     const Scenario &scenario)
{
    const Sharding sharding = scenario.parallel.sharding;
    const JsonNode *stage = nodeAt(root, "zero_optimization.stage");
    const bool saysZero = !stage || (stage->kind == JsonNode::Kind::Integer && stage->integer == 0);
    const bool isBf16 = saysZero && sharding == Sharding::Zero1 &&
                        !scenario.cluster.software.scattersGradients &&
                        isBf16Optimizer(scenario, 0);
    const bool isStageZero = sharding == Sharding::None || isBf16;
    if (isBf16)
        notes.emplace_back("bf16 is enabled in a pipeline: this is BF16_Optimizer, which shards "
                           "states as with ZeRO-1 and all-reduces gradients.");
    if (sharding <= Sharding::Zero1 && isTrue(nodeAt(root, "zero_optimization.overlap_comm")))
        notes.push_back("zero_optimization.overlap_comm is true: DeepSpeed ignores it at stage " +
                        std::to_string(isStageZero ? 0 : 1) + ", and so does this simulation.");
    const JsonNode *away = nodeAt(root, "zero_optimization.offload_optimizer.device");
    if (away && away->text == "cpu" && isStageZero)
        notes.emplace_back(
            "zero_optimization.offload_optimizer.device is \"cpu\": DeepSpeed ignores "
            "it at stage 0, and so does this simulation.");
    if (away && away->text == "nvme")
        notes.push_back("zero_optimization.offload_optimizer.device is \"nvme\": " +
                        wordsOnDisks(sharding));
    const JsonNode *group = nodeAt(root, "zero_optimization.mics_shard_size");
    if (group && group->number > 0 && sharding != Sharding::Zero3)
        notes.push_back("zero_optimization.mics_shard_size is " + valueText(*group) +
                        ": DeepSpeed ignores it below stage 3, and so does this simulation.");
    const JsonNode *second = nodeAt(root, "zero_optimization.zero_hpz_partition_size");
    if (second && second->number > 1 && sharding != Sharding::Zero3)
        notes.push_back("zero_optimization.zero_hpz_partition_size is " + valueText(*second) +
                        ": DeepSpeed ignores it below stage 3, and so does this simulation.");
    if (sharding >= Sharding::Zero2 && scenario.parallel.pipeline > 1)
        notes.push_back(
            "zero_optimization.stage is " + std::to_string(static_cast<int>(sharding)) +
            ": DeepSpeed refuses that with a pipeline, and runs one only at stage 0 or 1.");
    if (sharding == Sharding::None && scenario.training.precision == Precision::Bf16 &&
        isTrue(nodeAt(root, "bf16.enabled")))
        notes.emplace_back("bf16 is enabled at stage 0: DeepSpeed then accumulates gradients in "
                           "fp32 and shards the optimizer states over the replicas (stage 1 with "
                           "data_types.grad_accum_dtype \"fp32\"), which is not simulated.");
}

constexpr auto kPaths = [] {
    std::array<std::string_view, std::size(kRows)> paths;
    for (std::size_t i = 0; i < paths.size(); ++i)
        paths[i] = kRows[i].path;
    return paths;
}();

} // namespace

std::string wordsOnDisks(Sharding sharding)
{
    if (sharding != Sharding::Zero3)
        return "DeepSpeed ignores it below stage 3, and so does this simulation.";
    return "optimizer states are on the disks of a node there, which read and write 12 bytes of "
           "each parameter in every step. Simulated is host memory, which is quicker.";
}

std::span<const std::string_view> keysThatChangeTheStep()
{
    return kPaths;
}

bool isReported(std::string_view path, const JsonNode &node)
{
    return std::ranges::any_of(
        kRows, [&](const Row &row) { return row.path == path && makesADifference(row, node); });
}

std::vector<std::string> unsimulatedBy(const JsonNode &root, const Scenario &scenario)
{
    std::vector<std::string> notes;
    addNotesOnStage(notes, root, scenario); // what they are about decides memory as a whole
    for (const Row &row : kRows) {
        const JsonNode *node = nodeAt(root, row.path);
        if (node && makesADifference(row, *node) && !isSimulated(row, scenario))
            notes.push_back(std::string(row.path) + " is " + valueText(*node) + ": " +
                            std::string(row.words) + ", which is not simulated.");
    }
    if (std::optional<std::string> note = noteOnOptimizer(root))
        notes.push_back(std::move(*note));
    addNoteOnBuckets(notes, root, scenario);
    return notes;
}

} // namespace core
