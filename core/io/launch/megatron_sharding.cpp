// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/json/json_tree.h"
#include "core/io/launch/file_beside.h"
#include "core/io/launch/megatron_parts.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

// The configuration that the script writes or names; null if there is none.
JsonNode deepSpeedConfig(MegatronValues &values, const MegatronStart &start)
{
    const std::vector<std::string> path = values.texts("--deepspeed-config");
    if (path.empty())
        return {};
    const auto written = start.files.find(path.front());
    const Result<std::string> text =
        written != start.files.end()
            ? Result<std::string>(written->second)
            : textBeside(values.sheet().file(), path.front(), "The settings of DeepSpeed are in");
    Result<JsonNode> tree = text ? parseHjsonTree(text.value(), {}) : Result<JsonNode>(JsonNode());
    if (!text)
        values.tell("--deepspeed-config",
                    text.error().message +
                        (values.has("--zero-stage") ? "" : " Stage 0 is taken."));
    return tree ? std::move(tree).value() : JsonNode();
}

// --zero-stage, else what the configuration says.
std::int64_t zeroStage(MegatronValues &values, const JsonNode &config)
{
    if (values.has("--zero-stage"))
        return values.count("--zero-stage", 0, 0);
    const JsonNode *zero = config.member("zero_optimization");
    const JsonNode *stage = zero ? zero->member("stage") : nullptr;
    return stage && stage->kind == JsonNode::Kind::Integer ? stage->integer : 0;
}

// With ZeRO gradients are added up and sent in the type of the weights, unless the configuration
// says another (engine.py, get_data_types and communication_data_type). sum: otherwise, of those
// that are added up.
void readWidths(TrainingSpec &training, const JsonNode &config, int sum)
{
    const JsonNode *types = config.member("data_types");
    const auto bytesOf = [](const JsonNode *type, int otherwise) {
        return !type || type->kind != JsonNode::Kind::String ? otherwise
               : type->text == "fp32"                        ? 4
                                                             : 2;
    };
    if (isSingle(training.precision))
        return;
    training.gradientBytes = bytesOf(types ? types->member("grad_accum_dtype") : nullptr, sum);
    training.reduceBytes = bytesOf(config.member("communication_data_type"), 2);
}

Sharding ofDeepSpeed(MegatronValues &values, const MegatronStart &start)
{
    constexpr std::array stages = {Sharding::None, Sharding::Zero1, Sharding::Zero2,
                                   Sharding::Zero3};
    const JsonNode config = deepSpeedConfig(values, start);
    const std::int64_t stage = zeroStage(values, config);
    if (stage < 0 || stage > 3) {
        values.complain("--zero-stage", "The ZeRO stage is " + text(stage) +
                                            ", but goes from 0 to 3 in DeepSpeed.");
        return Sharding::None;
    }
    Scenario &scenario = values.sheet().scenario;
    const int pipeline = scenario.parallel.pipeline;
    if (stage == 0 && isBf16Optimizer(scenario, stage)) {
        readWidths(scenario.training, config, 4);
        const bool wide = scenario.training.gradientBytes == 4;
        values.tell("--zero-stage", std::string("Stage 0 with bf16 in a pipeline is "
                                                "BF16_Optimizer: states are sharded as with "
                                                "ZeRO-1") +
                                        (wide ? ", and gradients added up in fp32." : "."));
        shareAsDeepSpeed(scenario, stage);
        return Sharding::Zero1;
    }
    if (stage > 1 && pipeline > 1)
        values.complain("--zero-stage", "DeepSpeed's pipelines refuse ZeRO " + text(stage) +
                                            " with pipeline " + text(pipeline) + '.');
    if (stage >= 1)
        readWidths(scenario.training, config, 2);
    shareAsDeepSpeed(scenario, stage);
    return stages[static_cast<std::size_t>(stage)];
}

Sharding ofMegatronFsdp(MegatronValues &values)
{
    const std::string strategy =
        values.word("--data-parallel-sharding-strategy", "optim_grads_params");
    if (strategy == "no_shard")
        return Sharding::None;
    if (strategy == "optim")
        return Sharding::Zero1;
    if (strategy == "optim_grads")
        return Sharding::Zero2;
    if (strategy != "optim_grads_params")
        values.complain("--data-parallel-sharding-strategy",
                        "--data-parallel-sharding-strategy is \"" + strategy +
                            "\", but must be no_shard, optim, optim_grads or optim_grads_params.");
    return Sharding::Zero3;
}

void checkTorchFsdp(MegatronValues &values)
{
    const std::string_view flag = "--use-torch-fsdp2";
    const ParallelSpec &parallel = values.sheet().scenario.parallel;
    if (parallel.pipeline > 1 || parallel.expert > 1)
        values.complain(flag, "--use-torch-fsdp2 needs pipeline 1 and expert 1 in Megatron-LM.");
    if (values.has("--use-distributed-optimizer"))
        values.complain(flag,
                        "--use-torch-fsdp2 and --use-distributed-optimizer exclude each other "
                        "in Megatron-LM.");
    if (values.has("--fp16"))
        values.complain(flag, "--use-torch-fsdp2 does not support --fp16 in Megatron-LM.");
    if (!values.has("--untie-embeddings-and-output-weights"))
        values.complain(flag, "--use-torch-fsdp2 needs --untie-embeddings-and-output-weights in "
                              "Megatron-LM.");
}

Sharding shardingOf(MegatronValues &values, const MegatronStart &start)
{
    if (isMegatronDeepSpeed(values))
        return ofDeepSpeed(values, start);
    if (!values.firstOf({"--use-megatron-fsdp", "--use-custom-fsdp"}).empty())
        return ofMegatronFsdp(values);
    if (values.has("--use-torch-fsdp2")) {
        checkTorchFsdp(values);
        return values.has("--torch-fsdp2-no-reshard-after-forward") ? Sharding::Zero2
                                                                    : Sharding::Zero3;
    }
    return values.has("--use-distributed-optimizer") ? Sharding::Zero1 : Sharding::None;
}

// Megatron's own default in elements (DistributedDataParallelConfig); all in one without overlap.
std::int64_t bucketBytes(MegatronValues &values)
{
    const Scenario &scenario = values.sheet().scenario;
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t bytes = gradientBytesOf(scenario.training);
    const std::int64_t most = kMaxModelSize / bytes;
    const std::int64_t own = std::max<std::int64_t>(1, parameterCount(scenario.model) /
                                                           parallel.pipeline / parallel.tensor);
    if (!parallel.overlap && parallel.sharding <= Sharding::Zero1)
        return std::clamp<std::int64_t>(own, 1, most) * bytes;
    if (const std::optional<std::int64_t> count = values.countIn("--ddp-num-buckets"))
        return std::clamp<std::int64_t>(own / *count, 1, most) * bytes;
    const std::int64_t copies = static_cast<std::int64_t>(parallel.data) * parallel.context;
    const std::int64_t usual = std::max<std::int64_t>(40'000'000, 1'000'000 * copies);
    return std::clamp<std::int64_t>(values.count("--ddp-bucket-size", usual), 1, most) * bytes;
}

// Instances of the distributed optimizer: each a group of replicas with a whole set of the states.
void readInstances(MegatronValues &values)
{
    constexpr std::string_view flag = "--num-distributed-optimizer-instances";
    ParallelSpec &parallel = values.sheet().scenario.parallel;
    const std::int64_t instances = values.count(flag, 1);
    if (instances == 1)
        return;
    if (parallel.sharding == Sharding::None)
        return values.complain(flag, std::string(flag) + ' ' + text(instances) +
                                         " needs --use-distributed-optimizer in Megatron-LM.");
    const std::int64_t copies = static_cast<std::int64_t>(parallel.data) * parallel.context;
    if (copies % instances != 0)
        return values.complain(flag, std::string(flag) + ' ' + text(instances) +
                                         " does not divide data x context = " + text(copies) +
                                         ", which Megatron-LM needs.");
    if (parallel.expert > 1)
        return values.tell(flag, std::string(flag) + ' ' + text(instances) +
                                     ": beside expert partners states are shared among all "
                                     "replicas in the simulation.");
    parallel.shardingGroup = static_cast<int>(copies / instances);
}

// What sharded gradients are sent in: as they are kept, unless Megatron-FSDP is told otherwise.
int reduceBytes(MegatronValues &values)
{
    const Scenario &scenario = values.sheet().scenario;
    if (scenario.parallel.sharding < Sharding::Zero2)
        return 0;
    const std::string type = values.word("--megatron-fsdp-grad-comm-dtype");
    if (type.empty() || isSingle(scenario.training.precision))
        return gradientBytesOf(scenario.training);
    return isNarrowType(type) ? 2 : 4;
}

// With one connection kernels start in the order in which they are queued, whichever stream they
// are of: communication runs beside the computation that is queued behind it, and no other.
void readConnections(MegatronValues &values, const MegatronStart &start)
{
    if (!start.connections || start.connections->count != 1)
        return;
    const std::string_view fsdp =
        values.firstOf({"--use-megatron-fsdp", "--use-custom-fsdp", "--use-torch-fsdp2"});
    if (!fsdp.empty())
        values.complainAt(start.connections->line,
                          "CUDA_DEVICE_MAX_CONNECTIONS is 1, which Megatron-LM refuses with " +
                              std::string(fsdp) + ": unset it.");
    else
        values.sheet().tell(start.connections->line,
                            "CUDA_DEVICE_MAX_CONNECTIONS is 1: kernels start in the order in which "
                            "they are queued, so that communication overlaps as Megatron-LM queues "
                            "it; how far it overlaps here is that of the software chosen.");
}

} // namespace

void readMegatronSharding(MegatronValues &values, const MegatronStart &start)
{
    readConnections(values, start);
    ParallelSpec &parallel = values.sheet().scenario.parallel;
    parallel.sharding = shardingOf(values, start);
    parallel.overlap = values.has("--overlap-grad-reduce") || values.has("--use-torch-fsdp2");
    if (!parallel.overlap && parallel.data * parallel.context > 1)
        values.sheet().tell(0, isMegatronDeepSpeed(values)
                                   ? "Gradients are added up after the last backward pass."
                                   : "Gradients are added up after the last backward pass, in one "
                                     "bucket: there is no --overlap-grad-reduce.");
    const bool sharded = parallel.sharding != Sharding::None;
    if (values.has("--overlap-param-gather") && (!parallel.overlap || !sharded))
        values.complain("--overlap-param-gather",
                        "--overlap-param-gather needs --overlap-grad-reduce and a distributed "
                        "optimizer in Megatron-LM.");
    parallel.bucketBytes = bucketBytes(values);
    if (!isMegatronDeepSpeed(values))
        values.sheet().scenario.training.reduceBytes = reduceBytes(values);
    readInstances(values);
    if (parallel.sharding == Sharding::Zero2) // FSDP keeps the weights, and gathers them at once
        values.sheet().scenario.cluster.software.gathersUnits = values.has("--use-torch-fsdp2");
    LaunchSheet &sheet = values.sheet();
    sheet.useKernelsOf(Framework::Megatron); // of Transformer Engine or flash-attn, FSDP or not
    sheet.setBy("parallel.bucket_bytes", values.lineOf("--ddp-bucket-size"));
    const std::string_view flag =
        values.firstOf({"--use-megatron-fsdp", "--use-custom-fsdp", "--use-torch-fsdp2",
                        "--use-distributed-optimizer", "--zero-stage"});
    if (!flag.empty())
        sheet.setBy("parallel.sharding", values.lineOf(flag));
}

} // namespace core
