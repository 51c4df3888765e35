// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/deepspeed/read_deepspeed.h"

#include "core/base/printable.h"
#include "core/base/similar_names.h"
#include "core/base/text.h"
#include "core/io/deepspeed/deepspeed_batches.h"
#include "core/io/deepspeed/deepspeed_keys.h"
#include "core/io/deepspeed/deepspeed_notes.h"
#include "core/io/deepspeed/deepspeed_offload.h"
#include "core/io/json/json_reader.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <array>
#include <optional>

namespace core {
namespace {

// Whether a precision is on; an object without "enabled" leaves it off, as none does.
enum class Switch : std::uint8_t { Off, On, Auto };

Switch switchIn(JsonComplaints &complaints, ObjectReader &root, std::string_view key)
{
    const JsonNode *node = root.find(key);
    if (!node)
        return Switch::Off;
    ObjectReader reader(complaints, *node, std::string(key));
    if (isAuto(reader.find("enabled")))
        return Switch::Auto;
    return flagIn(reader, "enabled") == true ? Switch::On : Switch::Off;
}

// Trained in fp32 unless told otherwise (DeepSpeed's get_data_types).
void applyPrecision(JsonComplaints &complaints, ObjectReader &root, TrainingSpec &training)
{
    const std::string_view bf16Key = root.find("bf16") ? "bf16" : "bfloat16"; // its older name
    const Switch bf16 = switchIn(complaints, root, bf16Key);
    const Switch fp16 = switchIn(complaints, root, "fp16");
    if (switchIn(complaints, root, "amp") == Switch::On)
        root.complain(*root.find("amp"), "amp",
                      "is enabled, but is not simulated: enable bf16 or fp16 instead.");
    if (bf16 == Switch::On && fp16 == Switch::On)
        root.complain(*root.find("fp16"), "fp16",
                      "is enabled together with bf16, but training uses only one of them: set " +
                          std::string(bf16Key) + ".enabled or fp16.enabled to false.");
    if (bf16 != Switch::On && fp16 != Switch::On && (bf16 == Switch::Auto || fp16 == Switch::Auto))
        return;
    training.precision = bf16 == Switch::On   ? Precision::Bf16
                         : fp16 == Switch::On ? Precision::Fp16
                                              : Precision::Fp32;
    if (training.precision == Precision::Fp32)
        training.gradientBytes = 0;
}

// A stage from 1 on: gradients are then added up in the type of the weights unless another is asked
// for (engine.py, get_data_types), whatever the scenario says.
bool saysStage(ObjectReader &root)
{
    const JsonNode *zero = root.find("zero_optimization");
    const JsonNode *stage =
        zero && zero->kind == JsonNode::Kind::Object ? zero->member("stage") : nullptr;
    return stage && stage->kind == JsonNode::Kind::Integer && stage->integer >= 1;
}

// data_types.grad_accum_dtype, and the moments of bf16.bf16_optimizer_states
void applyWidths(JsonComplaints &complaints, ObjectReader &root, TrainingSpec &training)
{
    constexpr NamedValue<int> names[] = {{"fp32", 4}, {"fp16", 2}, {"bf16", 2}};
    const JsonNode *types = root.find("data_types");
    const JsonNode *asked = types && types->kind == JsonNode::Kind::Object
                                ? types->member("grad_accum_dtype")
                                : nullptr;
    if ((!asked || asked->kind == JsonNode::Kind::Null) && saysStage(root))
        training.gradientBytes = 0;
    if (types) {
        ObjectReader reader(complaints, *types, "data_types");
        const JsonNode *type = reader.find("grad_accum_dtype");
        int bytes = training.gradientBytes;
        if (type && type->kind != JsonNode::Kind::Null && !isAuto(type))
            reader.take<int>("grad_accum_dtype", bytes, names);
        if (training.precision != Precision::Fp32)
            training.gradientBytes = bytes;
        else if (type && bytes == 2)
            reader.complain(*type, "grad_accum_dtype",
                            "is narrower than the weights, which are fp32 unless fp16 or bf16 is "
                            "enabled: enable one of them, or leave it out.");
    }
    const JsonNode *bf16 = root.find("bf16");
    if (bf16 && bf16->kind == JsonNode::Kind::Object) {
        ObjectReader reader(complaints, *bf16, "bf16");
        if (flagIn(reader, "bf16_optimizer_states") == true)
            training.momentBytes = 2;
    }
}

// Stages 1 and 2 keep the weights of all layers in one piece: gradients are scattered in buckets,
// and the updated shares gathered once, when the step is over (stage_1_and_2.py). Stage 3 gathers
// layer by layer, but keeps weights in 16 bits beside a master copy in fp32 (stage3.py), where
// PyTorch has the latter alone.
void shareInOnePiece(ObjectReader &zero, Scenario &scenario)
{
    const Sharding sharding = scenario.parallel.sharding;
    const bool scatters = flagIn(zero, "reduce_scatter").value_or(true);
    shareAsDeepSpeed(scenario, static_cast<std::int64_t>(sharding));
    SoftwareSpec &software = scenario.cluster.software;
    if (sharding == Sharding::Zero1 || sharding == Sharding::Zero2)
        software.scattersGradients = software.scattersGradients && scatters;
}

// Sent in the type of the weights unless another is asked for (engine.py), whatever they are added
// up in.
void applyCommunication(ObjectReader &root, TrainingSpec &training, bool byDefault)
{
    constexpr std::string_view key = "communication_data_type";
    constexpr NamedValue<int> names[] = {{"fp32", 4}, {"fp16", 2}, {"bf16", 2}};
    const JsonNode *type = root.find(key);
    const bool isSaid = type && type->kind != JsonNode::Kind::Null && !isAuto(type);
    if (isSaid)
        root.take<int>(key, training.reduceBytes, names);
    else if (byDefault)
        training.reduceBytes = isSingle(training.precision) ? 0 : 2;
}

// MiCS, of stage 3 alone.
void applyGroups(ObjectReader &zero, ParallelSpec &parallel, bool byDefault)
{
    constexpr std::string_view key = "mics_shard_size";
    std::int64_t group = 0;
    const bool isSaid = !isAuto(zero.find(key)) && zero.take(key, group);
    if (isSaid || byDefault)
        parallel.shardingGroup = 0;
    if (!isSaid)
        return;
    if (group <= 0 || parallel.sharding != Sharding::Zero3)
        return;
    if (group > parallel.data || parallel.data % group != 0)
        return zero.complain(*zero.find(key), key,
                             "is " + figureOfCount(group) + ", which does not divide the " +
                                 figureOfCount(parallel.data) +
                                 " replicas: DeepSpeed needs whole groups of them.");
    parallel.shardingGroup = static_cast<int>(group);
}

void applyOptimizer(JsonComplaints &complaints, ObjectReader &root, TrainingSpec &training)
{
    const JsonNode *node = root.find("optimizer");
    if (!node)
        return;
    ObjectReader reader(complaints, *node, "optimizer");
    const JsonNode *type = reader.find("type");
    if (!type || isAuto(type))
        return;
    // Those reported in deepspeed_notes.cpp keep the same states as Adam.
    constexpr std::pair<std::string_view, Optimizer> names[] = {
        {"adam", Optimizer::Adam},        {"adamw", Optimizer::Adam},
        {"muadam", Optimizer::Adam},      {"muadamw", Optimizer::Adam},
        {"lamb", Optimizer::Adam},        {"onebitadam", Optimizer::Adam},
        {"zerooneadam", Optimizer::Adam}, {"onebitlamb", Optimizer::Adam},
        {"sgd", Optimizer::Sgd},          {"musgd", Optimizer::Sgd}};
    const auto *known = std::ranges::find(names, lowerCase(type->text),
                                          &std::pair<std::string_view, Optimizer>::first);
    if (type->kind == JsonNode::Kind::String && known != std::end(names))
        training.optimizer = known->second;
    else
        reader.complain(
            *type, "type",
            "is " + kindText(*type) +
                ", but only Adam, AdamW, Lamb, their 1-bit variants and SGD are simulated.");
}

// ZeRO++, of stage 3 alone; 1 is off. DeepSpeed wants groups that divide the replicas.
void applySecondaryGroup(ObjectReader &zero, ParallelSpec &parallel, bool byDefault)
{
    constexpr std::string_view key = "zero_hpz_partition_size";
    std::int64_t group = 0;
    const bool isSaid = !isAuto(zero.find(key)) && zero.take(key, group);
    if (isSaid || byDefault)
        parallel.secondaryGroup = 0;
    if (!isSaid || group <= 1 || parallel.sharding != Sharding::Zero3)
        return;
    if (group > parallel.data || parallel.data % group != 0)
        return zero.complain(*zero.find(key), key,
                             "is " + figureOfCount(group) + ", which does not divide the " +
                                 figureOfCount(parallel.data) +
                                 " replicas: DeepSpeed needs whole groups of them.");
    parallel.secondaryGroup = static_cast<int>(group);
}

Sharding stageIn(ObjectReader &reader, Sharding ofScenario)
{
    constexpr std::array stages = {Sharding::None, Sharding::Zero1, Sharding::Zero2,
                                   Sharding::Zero3};
    if (isAuto(reader.find("stage")))
        return ofScenario;
    const std::int64_t stage = wholeIn(reader, "stage", 0, 3).value_or(0);
    return stages[static_cast<std::size_t>(stage)];
}

// DeepSpeed's own where the file is silent (runtime/zero/config.py); "auto" stays the scenario's.
// The buckets are given in elements. Stage 0 is an all-reduce after the last backward pass, in
// buckets of the same size (engine.py, allreduce_gradients).
void applyZero(JsonComplaints &complaints, ObjectReader &root, Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    const JsonNode *node = root.find("zero_optimization");
    JsonNode nothing;
    nothing.kind = JsonNode::Kind::Object;
    ObjectReader reader(complaints, node ? *node : nothing, "zero_optimization");
    parallel.sharding = stageIn(reader, parallel.sharding);
    const bool isWhole = !isAuto(reader.find("stage"));
    if (isWhole && parallel.sharding == Sharding::None && isBf16Optimizer(scenario, 0) &&
        scenario.training.gradientBytes == 0)
        scenario.training.gradientBytes = 4; // of stage 0 (engine.py, get_data_types)
    if (!isAuto(reader.find("reduce_bucket_size")))
        parallel.bucketBytes = wholeIn(reader, "reduce_bucket_size", 1, kMaxModelSize / 4)
                                   .value_or(kDeepSpeedBucketElements) *
                               gradientBytesOf(scenario.training);
    if (!isAuto(reader.find("overlap_comm")))
        parallel.overlap = deepSpeedOverlaps(parallel.sharding, flagIn(reader, "overlap_comm"));
    applyOffload(complaints, reader, parallel, isWhole); // of the stage that is said
    if (isWhole)
        shareInOnePiece(reader, scenario);
    if (parallel.sharding == Sharding::Zero1)
        parallel.overlap = false; // "meaningless in stage 1 and ignored" (engine.py)
    applyCommunication(root, scenario.training, isWhole);
    applyGroups(reader, parallel, isWhole);
    applySecondaryGroup(reader, parallel, isWhole);
}

// Where the configuration sets what the scenario complains about; otherwise its root.
const JsonNode &placeOf(const JsonNode &root, std::string_view path)
{
    constexpr std::pair<std::string_view, std::string_view> places[] = {
        {"training.global_batch", kTrainBatch},
        {"training.micro_batch", kMicroBatch},
        {"parallel.sharding", "zero_optimization"},
        {"parallel.bucket_bytes", "zero_optimization"}};
    for (const auto &[of, key] : places) {
        const JsonNode *node = root.member(key);
        if (of == path && node)
            return *node;
    }
    return root;
}

// Files of accelerate and GPT-NeoX have keys of DeepSpeed among their own.
bool isOfAnother(const JsonNode &root)
{
    constexpr std::string_view others[] = {
        "model",      "distributed_type",   "num_layers",
        "num-layers", "pipe_parallel_size", "pipe-parallel-size"};
    return std::ranges::any_of(others, [&root](std::string_view key) { return root.member(key); });
}

bool isConfiguration(const JsonNode &root)
{
    if (root.kind != JsonNode::Kind::Object || isOfAnother(root))
        return false;
    // Or one of them with a slip in it, so that the reader can say which.
    constexpr std::size_t mostWrong = 2;
    for (const std::string_view key :
         {std::string_view("zero_optimization"), kTrainBatch, kMicroBatch, kAccumulation}) {
        const auto isIt = [key](const JsonNode &item) {
            const bool isAsLong = item.key.size() + mostWrong >= key.size() &&
                                  item.key.size() <= key.size() + mostWrong;
            return isAsLong && lettersApart(item.key, key) <= mostWrong;
        };
        if (root.member(key) || std::ranges::any_of(root.items, isIt))
            return true;
    }
    return false;
}

// Hjson may leave out the braces of its root; so may YAML, which is taken for Hjson only where it
// has keys of DeepSpeed.
Result<JsonNode> treeOf(std::string_view text, std::string_view name)
{
    Result<JsonNode> tree = parseHjsonTree(text, name);
    if (tree)
        return tree;
    Result<JsonNode> braced = parseHjsonTree('{' + std::string(text) + "\n}", name);
    return braced && isConfiguration(braced.value()) ? std::move(braced) : std::move(tree);
}

// "a, b, c and 4 more"
std::string namesUpTo(std::vector<std::string> names, std::size_t most)
{
    if (names.size() > most + 1) {
        const auto more = static_cast<std::int64_t>(names.size() - most);
        names.resize(most);
        names.push_back(figureOfCount(more) + " more");
    }
    for (std::string &name : names)
        name = printable(name);
    return joinWithAnd(names);
}

} // namespace

bool isDeepSpeedConfig(std::string_view text)
{
    const Result<JsonNode> tree = treeOf(text, {});
    return tree && isConfiguration(tree.value());
}

bool isBf16Optimizer(const Scenario &scenario, std::int64_t stage)
{
    const TrainingSpec &training = scenario.training;
    const bool bf16 = training.precision == Precision::Bf16 || training.precision == Precision::Fp8;
    if (stage == 0)
        return bf16 && scenario.parallel.pipeline > 1;
    return stage == 1 && bf16 && training.gradientBytes == 4;
}

bool deepSpeedOverlaps(Sharding sharding, std::optional<bool> said)
{
    return sharding >= Sharding::Zero2 && said.value_or(sharding == Sharding::Zero3);
}

void shareAsDeepSpeed(Scenario &scenario, std::int64_t stage)
{
    const bool allReduces = isBf16Optimizer(scenario, stage);
    if (stage == 0 && !allReduces)
        return;
    SoftwareSpec &software = scenario.cluster.software;
    software.scattersGradients = !allReduces;
    software.gathersUnits = false;
    software.gathersAhead = false;
    software.gathersFp8 = false;
    if (allReduces)
        scenario.parallel.sharding = Sharding::Zero1;
}

Result<Scenario> withDeepSpeed(Scenario scenario, std::string_view text, std::string_view name)
{
    const Result<JsonNode> tree = treeOf(text, name);
    if (!tree)
        return tree.error();
    const JsonNode &root = tree.value();
    const std::vector<std::string> none;
    JsonComplaints complaints(name, none);
    if (root.kind != JsonNode::Kind::Object) {
        complaints.add(root, "The DeepSpeed configuration is " + kindText(root) +
                                 ", but must be an object { … }.");
        return Error{complaints.first()};
    }
    refuseMisspelt(complaints, root);
    if (!complaints.any())
        refuseAnother(complaints, root);
    if (complaints.any())
        return Error{complaints.first()};
    ObjectReader reader(complaints, root, {});
    applyPrecision(complaints, reader, scenario.training);
    applyWidths(complaints, reader, scenario.training);
    applyOptimizer(complaints, reader, scenario.training);
    applyBatches(reader, scenario);
    applyZero(complaints, reader, scenario);
    if (!complaints.any()) {
        if (const std::optional<Complaint> complaint = firstComplaint(scenario))
            complaints.add(placeOf(root, complaint->path), complaint->message);
    }
    if (complaints.any())
        return Error{complaints.first()};
    return scenario;
}

std::vector<std::string> deepSpeedNotes(std::string_view text, const Scenario &scenario)
{
    const Result<JsonNode> tree = treeOf(text, {});
    if (!tree || tree.value().kind != JsonNode::Kind::Object)
        return {};
    std::vector<std::string> notes = unsimulatedBy(tree.value(), scenario);
    UnusedKeys unused = unusedKeys(tree.value());
    if (!unused.unknown.empty())
        notes.push_back("Not known to this program, and not simulated: " +
                        namesUpTo(std::move(unused.unknown), 30) + '.');
    if (!unused.harmless.empty())
        notes.push_back("Ignored, with no effect on the step: " +
                        namesUpTo(std::move(unused.harmless), 5) + '.');
    return notes;
}

} // namespace core
