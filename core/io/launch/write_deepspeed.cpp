// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/json/json_value.h"
#include "core/io/launch/launch_nodes.h"
#include "core/io/launch/launch_writing.h"
#include "core/scenario/gradient_buckets.h"

#include <algorithm>

namespace core {
namespace {

// A configuration has no such degrees: the program that reads it divides the model.
Status checkDegrees(const ParallelSpec &parallel)
{
    const std::pair<const char *, int> degrees[] = {{"tensor", parallel.tensor},
                                                    {"pipeline", parallel.pipeline},
                                                    {"context", parallel.context},
                                                    {"expert", parallel.expert}};
    for (const auto &[name, degree] : degrees) {
        if (degree > 1)
            return Error{std::string("Its configuration cannot say ") + name + ' ' +
                         figureOfCount(degree) +
                         ": that is in the program that it is given to. Export for Megatron-LM, or "
                         "set " +
                         name + " to 1."};
    }
    return std::monostate{};
}

JsonValue zeroSection(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t elements = std::max<std::int64_t>(1, gradientBucketBytes(scenario) /
                                                                gradientBytesOf(scenario.training));
    JsonValue zero = {{"stage", static_cast<int>(parallel.sharding)},
                      {"overlap_comm", parallel.overlap},
                      {"contiguous_gradients", true},
                      {"reduce_bucket_size", elements},
                      {"allgather_bucket_size", elements}};
    if (parallel.sharding == Sharding::Zero3)
        zero["stage3_prefetch_bucket_size"] = elements;
    if (parallel.sharding == Sharding::Zero3 && sharesInGroups(scenario))
        zero["mics_shard_size"] = sharersOf(scenario);
    if (const int near = secondarySharersOf(scenario); near > 0)
        zero["zero_hpz_partition_size"] = near;
    if (parallel.offloadOptimizer)
        zero["offload_optimizer"] = JsonValue({{"device", "cpu"}});
    if ((parallel.sharding == Sharding::Zero1 || parallel.sharding == Sharding::Zero2) &&
        !scattersGradients(scenario))
        zero["reduce_scatter"] = false;
    return zero;
}

// Null: the type of the weights, as DeepSpeed sends gradients without being told.
const char *communicationType(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    const int bytes = reduceBytesOf(scenario);
    if (bytes == (isSingle(training.precision) ? 4 : 2))
        return nullptr;
    return bytes == 4 ? "fp32" : training.precision == Precision::Fp16 ? "fp16" : "bf16";
}

JsonValue configurationOf(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    JsonValue json = {{"train_batch_size", training.globalBatch},
                      {"train_micro_batch_size_per_gpu", training.microBatch},
                      {"gradient_accumulation_steps", microBatchCount(scenario)}};
    if (training.precision == Precision::Bf16)
        json["bf16"] = JsonValue({{"enabled", true}});
    if (training.precision == Precision::Bf16 && momentBytesOf(training) == 2)
        json["bf16"]["bf16_optimizer_states"] = true;
    if (training.precision == Precision::Fp16)
        json["fp16"] = JsonValue({{"enabled", true}});
    if (!isSingle(training.precision) && training.gradientBytes != 0)
        json["data_types"] =
            JsonValue({{"grad_accum_dtype", training.gradientBytes == 4             ? "fp32"
                                            : training.precision == Precision::Fp16 ? "fp16"
                                                                                    : "bf16"}});
    if (const char *type = communicationType(scenario))
        json["communication_data_type"] = type;
    const bool adam = training.optimizer == Optimizer::Adam;
    JsonValue parameters = {{"lr", 1e-4}};
    if (!adam)
        parameters["momentum"] = training.optimizer == Optimizer::Sgd ? 0.9 : 0.0;
    json["optimizer"] = JsonValue({{"type", adam ? "AdamW" : "SGD"}, {"params", parameters}});
    json["zero_optimization"] = zeroSection(scenario);
    return json;
}

} // namespace

Result<LaunchWriting> writeDeepSpeed(const Scenario &scenario, const std::string &name)
{
    if (const Status can = checkDegrees(scenario.parallel); !can)
        return can.error();
    if (scenario.training.precision == Precision::Fp8)
        return Error{"Its configuration has no fp8: set precision to bf16."};
    const Result<LaunchNodes> nodes = launchNodes(scenario.cluster);
    if (!nodes)
        return nodes.error();
    LaunchWriting writing;
    writing.files.push_back({name, jsonText(configurationOf(scenario))});
    if (scenario.training.recompute != Recompute::None)
        writing.losses.emplace_back("training.recompute: whether activations are recomputed is in "
                                    "the program that the file is given to.");
    if (scenario.training.optimizer == Optimizer::PlainSgd)
        writing.losses.emplace_back("training.optimizer: plain_sgd is SGD with momentum 0 in the "
                                    "file.");
    writing.notes.push_back("Start: deepspeed --num_nodes " + std::to_string(nodes.value().count) +
                            " --num_gpus " + std::to_string(nodes.value().each) +
                            " PROGRAM --deepspeed_config " + name);
    writing.notes.push_back("Model and sequence length are the program's: " + scenario.model.title +
                            ", " + figureOfCount(scenario.training.sequence) + " tokens.");
    return writing;
}

} // namespace core
