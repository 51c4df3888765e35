// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/megatron_parts.h"
#include "core/scenario/check.h"
#include "core/scenario/gradient_buckets.h"

#include <algorithm>
#include <charconv>

namespace core {
namespace {

std::string text(std::int64_t number)
{
    return figureOfCount(number);
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

Sharding shardingOf(MegatronValues &values)
{
    if (!values.firstOf({"--use-megatron-fsdp", "--use-custom-fsdp"}).empty())
        return ofMegatronFsdp(values);
    if (values.has("--use-torch-fsdp2")) {
        checkTorchFsdp(values);
        return values.has("--torch-fsdp2-no-reshard-after-forward") ? Sharding::Zero2
                                                                    : Sharding::Zero3;
    }
    return values.has("--use-distributed-optimizer") ? Sharding::Zero1 : Sharding::None;
}

// Until 2023 replicas could be PyTorch's own.
constexpr std::int64_t kTorchBucket = 25 << 20;

bool usesTorchDdp(MegatronValues &values)
{
    return values.word("--DDP-impl") == "torch" && !values.has("--use-distributed-optimizer");
}

// HybridDeviceOptimizer, which is one of the distributed optimizer alone (optimizer_config.py,
// __post_init__). A part of the states is taken for all of them.
void readHostStates(MegatronValues &values)
{
    constexpr std::string_view flag = "--optimizer-cpu-offload";
    constexpr std::string_view part = "--optimizer-offload-fraction";
    constexpr std::string_view swap = "--swap-optimizer"; // of MindSpeed
    if (values.has(swap) && values.has("--use-distributed-optimizer")) {
        values.sheet().scenario.parallel.offloadOptimizer = true;
        values.sheet().setBy("parallel.offload_optimizer", values.lineOf(swap));
    }
    if (!values.has(flag))
        return;
    if (!values.has("--use-precision-aware-optimizer"))
        return values.complain(flag, std::string(flag) +
                                         " needs --use-precision-aware-optimizer in Megatron-LM.");
    if (!values.has("--use-distributed-optimizer"))
        return values.complain(flag, std::string(flag) +
                                         " needs --use-distributed-optimizer in Megatron-LM.");
    const std::string fraction = values.word(part, "1.0");
    double share = -1;
    const char *end = fraction.data() + fraction.size();
    const auto [stop, error] = std::from_chars(fraction.data(), end, share);
    if (error != std::errc() || stop != end || !(share >= 0 && share <= 1))
        return values.complain(part, std::string(part) + " is \"" + fraction +
                                         "\", but must be a number from 0 to 1.");
    values.sheet().scenario.parallel.offloadOptimizer = share > 0;
    values.sheet().setBy("parallel.offload_optimizer", values.lineOf(flag));
    if (share > 0 && share < 1)
        values.tell(part, std::string(part) + ' ' + fraction +
                              ": all optimizer states are in host memory in the simulation.");
}

// Megatron's own default in elements (DistributedDataParallelConfig); all in one without overlap.
std::int64_t bucketBytes(MegatronValues &values)
{
    const Scenario &scenario = values.sheet().scenario;
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t bytes = gradientBytesOf(scenario.training);
    const std::int64_t most = kMaxModelSize / bytes;
    const std::int64_t own = parametersOfDevice(scenario);
    if (!parallel.overlap && parallel.sharding <= Sharding::Zero1)
        return std::clamp<std::int64_t>(own, 1, most) * bytes;
    if (const std::optional<std::int64_t> count = values.countIn("--ddp-num-buckets"))
        return std::clamp<std::int64_t>(own / *count, 1, most) * bytes;
    const std::int64_t usual = megatronBucketElements(parallel);
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
    if (copies / parallel.expert % instances != 0)
        return values.complain(flag, std::string(flag) + ' ' + text(instances) +
                                         " does not divide the " + text(copies / parallel.expert) +
                                         " replicas of each expert, which Megatron-LM needs.");
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

// Each of the two takes states to the host by an option of its own, and refuses the other's.
void checkForeign(MegatronValues &values)
{
    const bool isDeepSpeed = isMegatronDeepSpeed(values);
    const std::string_view flag = isDeepSpeed ? "--optimizer-cpu-offload" : "--cpu-optimizer";
    if (values.has(flag))
        values.complain(flag, std::string(flag) +
                                  (isDeepSpeed ? " is Megatron-LM's, not Megatron-DeepSpeed's: set "
                                                 "offload_optimizer in the settings of DeepSpeed."
                                               : " needs --deepspeed: Megatron-LM has "
                                                 "--optimizer-cpu-offload."));
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

// When gradients are summed where nothing runs beside it.
std::string withoutOverlap(Sharding sharding, bool isDeepSpeed)
{
    const bool waits = sharding >= Sharding::Zero2; // their shares are kept, not all of them
    const std::string when =
        waits ? "Gradients are sent as they are made, and the backward pass waits for them"
              : "Gradients are added up after the last backward pass";
    if (isDeepSpeed)
        return when + '.';
    return when + (waits ? "" : ", in one bucket") + ": there is no --overlap-grad-reduce.";
}

} // namespace

void readMegatronSharding(MegatronValues &values, const MegatronStart &start)
{
    readConnections(values, start);
    checkForeign(values);
    ParallelSpec &parallel = values.sheet().scenario.parallel;
    if (isMegatronDeepSpeed(values)) {
        readMegatronDeepSpeed(values, start);
    } else {
        parallel.sharding = shardingOf(values);
        parallel.overlap = values.has("--overlap-grad-reduce") || values.has("--use-torch-fsdp2") ||
                           usesTorchDdp(values);
        readHostStates(values);
    }
    if (!parallel.overlap && parallel.data * parallel.context > 1)
        values.sheet().tell(0, withoutOverlap(parallel.sharding, isMegatronDeepSpeed(values)));
    const bool sharded = parallel.sharding != Sharding::None;
    if (values.has("--overlap-param-gather") && (!parallel.overlap || !sharded))
        values.complain("--overlap-param-gather",
                        "--overlap-param-gather needs --overlap-grad-reduce and a distributed "
                        "optimizer in Megatron-LM.");
    if (!isMegatronDeepSpeed(values)) {
        parallel.bucketBytes = usesTorchDdp(values) ? kTorchBucket : bucketBytes(values);
        values.sheet().scenario.training.reduceBytes = reduceBytes(values);
    }
    readInstances(values);
    if (parallel.sharding == Sharding::Zero2) // FSDP keeps the weights, and gathers them at once
        values.sheet().scenario.cluster.software.gathersUnits = values.has("--use-torch-fsdp2");
    LaunchSheet &sheet = values.sheet();
    SoftwareSpec &software = sheet.scenario.cluster.software; // it hides these on demand only
    if (!values.has("--tp-comm-overlap"))
        software.tensorPipelined = 0;
    software.gathersAhead = software.gathersAhead && values.has("--overlap-param-gather");
    software.gathersFp8 = values.has("--fp8-param-gather");
    // Its kernels are those of Transformer Engine or flash-attn, FSDP or not.
    sheet.scenario.parallel.framework = Framework::Megatron;
    sheet.setBy("parallel.bucket_bytes", values.lineOf("--ddp-bucket-size"));
    const std::string_view flag =
        values.firstOf({"--use-megatron-fsdp", "--use-custom-fsdp", "--use-torch-fsdp2",
                        "--use-distributed-optimizer", "--zero-stage"});
    if (!flag.empty())
        sheet.setBy("parallel.sharding", values.lineOf(flag));
}

} // namespace core
