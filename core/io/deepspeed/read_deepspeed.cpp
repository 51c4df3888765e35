// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/deepspeed/read_deepspeed.h"

#include "core/base/text.h"
#include "core/io/deepspeed/deepspeed_keys.h"
#include "core/io/json/json_reader.h"
#include "core/scenario/check.h"
#include "core/scenario/way_out.h"

#include <array>
#include <optional>

namespace core {
namespace {

constexpr std::string_view kTrainBatch = "train_batch_size";
constexpr std::string_view kMicroBatch = "train_micro_batch_size_per_gpu";
constexpr std::string_view kAccumulation = "gradient_accumulation_steps";

// "auto" leaves a value to whoever starts the training: here, to the scenario.
bool isAuto(const JsonNode *node)
{
    return node && node->kind == JsonNode::Kind::String && node->text == "auto";
}

std::optional<std::int64_t> wholeIn(ObjectReader &reader, std::string_view key, std::int64_t least,
                                    std::int64_t most)
{
    const JsonNode *node = reader.find(key);
    std::int64_t value = 0;
    if (!node || isAuto(node) || !reader.take(key, value))
        return {};
    if (value >= least && value <= most)
        return value;
    reader.complain(*node, key,
                    "is " + figureOfCount(value) + ", but must be from " + figureOfCount(least) +
                        " to " + figureOfCount(most) + '.');
    return {};
}

std::optional<bool> flagIn(ObjectReader &reader, std::string_view key)
{
    bool value = false;
    if (isAuto(reader.find(key)) || !reader.take(key, value))
        return {};
    return value;
}

// The three sizes of DeepSpeed, of which train = micro x accumulation x replicas.
struct Batches
{
    std::optional<std::int64_t> train;
    std::optional<std::int64_t> micro;
    std::optional<std::int64_t> accumulation;
    bool anyAuto = false;
};

Batches batchesIn(ObjectReader &reader)
{
    Batches batches = {wholeIn(reader, kTrainBatch, 1, kMaxSamples),
                       wholeIn(reader, kMicroBatch, 1, kMaxSamples),
                       wholeIn(reader, kAccumulation, 1, kMaxSamples)};
    for (const std::string_view key : {kTrainBatch, kMicroBatch, kAccumulation})
        batches.anyAuto |= isAuto(reader.find(key));
    return batches;
}

// Complains unless whole is a multiple of the product of the other two.
std::int64_t quotient(ObjectReader &reader, std::int64_t whole, std::int64_t part,
                      std::string_view partName, std::int64_t replicas)
{
    if (part <= whole / replicas && whole % (part * replicas) == 0)
        return whole / (part * replicas);
    const bool inRange = part <= kMaxSamples / replicas;
    reader.complain(
        *reader.find(kTrainBatch), kTrainBatch,
        "is " + figureOfCount(whole) + ", which is not a multiple of " + std::string(partName) +
            " x replicas = " + figureOfCount(part) + " x " + figureOfCount(replicas) +
            (inRange ? ": set it to " + figureOfCount(nearestMultiple(whole, part * replicas)) + '.'
                     : "."));
    return 1;
}

void checkProduct(ObjectReader &reader, const Batches &batches, std::int64_t replicas)
{
    if (!batches.accumulation) {
        quotient(reader, *batches.train, *batches.micro, kMicroBatch, replicas);
        return;
    }
    const double product = static_cast<double>(*batches.micro) *
                           static_cast<double>(*batches.accumulation) *
                           static_cast<double>(replicas);
    if (product == static_cast<double>(*batches.train))
        return;
    const bool inRange = product <= static_cast<double>(kMaxSamples);
    reader.complain(
        *reader.find(kTrainBatch), kTrainBatch,
        "is " + figureOfCount(*batches.train) + ", but " + std::string(kMicroBatch) + " x " +
            std::string(kAccumulation) + " x replicas are " + figureOfCount(*batches.micro) +
            " x " + figureOfCount(*batches.accumulation) + " x " + figureOfCount(replicas) +
            (inRange ? ": set it to " + figureOfCount(static_cast<std::int64_t>(product)) +
                           ", or leave one of them out."
                     : ": make them equal, or leave one of them out."));
}

// Missing sizes follow from the given ones as in DeepSpeed, which accumulates over one step unless
// told otherwise; where a size is "auto", the scenario's own stands.
void applyBatches(ObjectReader &reader, Scenario &scenario)
{
    const Batches batches = batchesIn(reader);
    const std::int64_t replicas = std::max(1, scenario.parallel.data);
    TrainingSpec &training = scenario.training;
    if (batches.train)
        training.globalBatch = *batches.train;
    if (batches.micro)
        training.microBatch = *batches.micro;
    if (batches.train && batches.micro) {
        checkProduct(reader, batches, replicas);
    } else if (batches.train && (batches.accumulation || !batches.anyAuto)) {
        training.microBatch = quotient(reader, *batches.train, batches.accumulation.value_or(1),
                                       kAccumulation, replicas);
    } else if (batches.accumulation || (batches.micro && !batches.anyAuto)) {
        const double samples = static_cast<double>(training.microBatch) *
                               static_cast<double>(batches.accumulation.value_or(1)) *
                               static_cast<double>(replicas);
        if (samples > static_cast<double>(kMaxSamples))
            reader.complain(reader.node(), kTrainBatch,
                            "would be " + figureOfNumber(samples) + ", but must be at most " +
                                figureOfCount(kMaxSamples) + '.');
        else
            training.globalBatch = static_cast<std::int64_t>(samples);
    }
}

std::optional<bool> enabledIn(JsonComplaints &complaints, ObjectReader &root, std::string_view key)
{
    const JsonNode *node = root.find(key);
    if (!node)
        return {};
    ObjectReader reader(complaints, *node, std::string(key));
    return flagIn(reader, "enabled");
}

void applyPrecision(JsonComplaints &complaints, ObjectReader &root, TrainingSpec &training)
{
    std::optional<bool> bf16 = enabledIn(complaints, root, "bf16");
    if (!bf16)
        bf16 = enabledIn(complaints, root, "bfloat16"); // its older name
    if (enabledIn(complaints, root, "amp") == true)
        root.complain(*root.find("amp"), "amp",
                      "is enabled, but is not simulated: enable bf16 or fp16 in its place.");
    const std::optional<bool> fp16 = enabledIn(complaints, root, "fp16");
    if (bf16 == true && fp16 == true)
        root.complain(*root.find("fp16"), "fp16",
                      "is enabled beside bf16: training has one of these precisions.");
    else if (bf16 == true)
        training.precision = Precision::Bf16;
    else if (fp16 == true)
        training.precision = Precision::Fp16;
    else if (bf16 == false && fp16 == false)
        training.precision = Precision::Fp32;
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
    constexpr NamedValue<Optimizer> names[] = {
        {"AdamW", Optimizer::Adam}, {"Adam", Optimizer::Adam}, {"adamw", Optimizer::Adam},
        {"adam", Optimizer::Adam},  {"SGD", Optimizer::Sgd},   {"sgd", Optimizer::Sgd}};
    reader.take<Optimizer>("type", training.optimizer, names);
}

// States in the memory of the host are slower and leave more of the device; neither is simulated.
void refuseOffload(JsonComplaints &complaints, ObjectReader &zero)
{
    for (const char *key : {"cpu_offload", "cpu_offload_param", "cpu_offload_params"}) {
        if (flagIn(zero, key) == true)
            zero.complain(*zero.find(key), key,
                          "is true, but offloading is not simulated: set it to false.");
    }
    for (const char *key : {"offload_optimizer", "offload_param"}) {
        const JsonNode *node = zero.find(key);
        if (!node || node->kind == JsonNode::Kind::Null)
            continue;
        ObjectReader reader(complaints, *node, "zero_optimization." + std::string(key));
        const JsonNode *device = reader.find("device");
        if (device && !(device->kind == JsonNode::Kind::String && device->text == "none"))
            reader.complain(*device, "device",
                            "is " + kindText(*device) +
                                ", but offloading is not simulated: set it to \"none\".");
    }
}

// The buckets are given in elements.
void applyZero(JsonComplaints &complaints, ObjectReader &root, Scenario &scenario)
{
    const JsonNode *node = root.find("zero_optimization");
    if (!node)
        return;
    ObjectReader reader(complaints, *node, "zero_optimization");
    constexpr std::array stages = {Sharding::None, Sharding::Zero1, Sharding::Zero2,
                                   Sharding::Zero3};
    // DeepSpeed takes a missing stage for 0.
    if (!isAuto(reader.find("stage"))) {
        const std::int64_t stage = wholeIn(reader, "stage", 0, 3).value_or(0);
        scenario.parallel.sharding = stages[static_cast<std::size_t>(stage)];
    }
    if (const auto elements = wholeIn(reader, "reduce_bucket_size", 1, kMaxModelSize / 4))
        scenario.parallel.bucketBytes =
            *elements * (scenario.training.precision == Precision::Fp32 ? 4 : 2);
    if (const std::optional<bool> overlap = flagIn(reader, "overlap_comm"))
        scenario.parallel.overlap = *overlap;
    refuseOffload(complaints, reader);
}

// Where the configuration says what the scenario complains about; its root otherwise.
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

} // namespace

bool isDeepSpeedConfig(std::string_view text)
{
    const Result<JsonNode> tree = parseJsonTree(text, {});
    if (!tree || tree.value().kind != JsonNode::Kind::Object || tree.value().member("model"))
        return false;
    for (const std::string_view key :
         {std::string_view("zero_optimization"), kTrainBatch, kMicroBatch, kAccumulation}) {
        if (tree.value().member(key))
            return true;
    }
    return false;
}

Result<Scenario> withDeepSpeed(Scenario scenario, std::string_view text, std::string_view name)
{
    const Result<JsonNode> tree = parseJsonTree(text, name);
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
    if (const JsonNode *model = root.member("model_type")) {
        complaints.add(*model, "model_type says that this describes a model, not a run of "
                               "DeepSpeed: give it as the scenario, or as model.hf_config_file.");
        return Error{complaints.first()};
    }
    refuseMisspelt(complaints, root);
    ObjectReader reader(complaints, root, {});
    applyPrecision(complaints, reader, scenario.training);
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

std::string unusedDeepSpeedKeys(std::string_view text)
{
    constexpr std::size_t most = 5;
    const Result<JsonNode> tree = parseJsonTree(text, {});
    if (!tree || tree.value().kind != JsonNode::Kind::Object)
        return {};
    std::vector<std::string> unused = unusedKeys(tree.value());
    if (unused.size() > most + 1) {
        const auto more = static_cast<std::int64_t>(unused.size() - most);
        unused.resize(most);
        unused.push_back(figureOfCount(more) + " more");
    }
    return joinWithAnd(unused);
}

} // namespace core
