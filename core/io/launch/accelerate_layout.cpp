// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/accelerate_layout.h"

#include "core/base/printable.h"
#include "core/base/similar_names.h"
#include "core/base/text.h"
#include "core/io/launch/accelerate_sharding.h"
#include "core/scenario/check.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::string_view kEffectless[] = {"compute_environment",
                                            "debug",
                                            "downcast_bf16",
                                            "enable_cpu_affinity",
                                            "machine_rank",
                                            "main_",
                                            "rdzv_",
                                            "same_network",
                                            "tpu_",
                                            "use_cpu",
                                            "gpu_ids",
                                            "fsdp_config.fsdp_auto_wrap_policy",
                                            "fsdp_config.fsdp_cpu_ram_efficient_loading",
                                            "fsdp_config.fsdp_state_dict_type",
                                            "fsdp_config.fsdp_sync_module_states",
                                            "fsdp_config.fsdp_use_orig_params",
                                            "fsdp_config.fsdp_transformer_layer",
                                            "fsdp_config.fsdp_min_num_params",
                                            "fsdp_config.fsdp_limit_all_gathers",
                                            "deepspeed_config.deepspeed_multinode_launcher",
                                            "deepspeed_config.zero3_",
                                            "deepspeed_config.gradient_clipping",
                                            "deepspeed_config.deepspeed_hostfile",
                                            "megatron_lm_config.megatron_lm_gradient_clipping",
                                            "commands",
                                            "command_file",
                                            "num_cpu_threads_per_process",
                                            "ipex_config",
                                            "mpirun_config"};

// parallelism_config: the degrees beside the sharding.
Status takeDegrees(LaunchSheet &sheet, LaunchSettings &settings)
{
    const auto size = [&settings](std::string_view name) {
        return settings
            .whole("parallelism_config.parallelism_config_" + std::string(name) + "_size", 1,
                   kMaxDevices)
            .value_or(1);
    };
    const std::int64_t replicate = size("dp_replicate");
    const std::int64_t shard = size("dp_shard");
    const std::int64_t tensor = size("tp");
    const std::int64_t ring = size("cp");
    const std::int64_t heads = size("sp");
    const int line = settings.lineOf("parallelism_config");
    if (ring > 1 && heads > 1)
        return sheet.refuse(line, "accelerate refuses cp_size " + figureOfCount(ring) +
                                      " together with sp_size " + figureOfCount(heads) +
                                      ": both divide the sequence.");
    ParallelSpec &parallel = sheet.scenario.parallel;
    const double product = static_cast<double>(replicate) * static_cast<double>(shard) *
                           static_cast<double>(tensor) * static_cast<double>(ring * heads);
    if (product != static_cast<double>(sheet.scenario.cluster.devices))
        return sheet.refuse(line, "accelerate refuses this: the sizes of parallelism_config "
                                  "multiply to " +
                                      figureOfNumber(product) + ", but num_processes is " +
                                      figureOfCount(sheet.scenario.cluster.devices) + '.');
    parallel.data = static_cast<int>(replicate * shard);
    parallel.tensor = static_cast<int>(tensor);
    parallel.context = static_cast<int>(ring * heads);
    if (heads > 1)
        sheet.tell(line, "sp_size exchanges heads (Ulysses); it is simulated as a ring of context "
                         "partners.");
    if (shard * ring == 1)
        parallel.sharding = Sharding::None;
    else if (replicate > 1 && parallel.sharding != Sharding::None)
        parallel.shardingGroup = static_cast<int>(shard * ring * heads);
    return std::monostate{};
}

// Without parallelism_config replicas are what the other degrees leave.
Status takeReplicas(LaunchSheet &sheet, LaunchSettings &settings)
{
    ParallelSpec &parallel = sheet.scenario.parallel;
    const std::int64_t devices = sheet.scenario.cluster.devices;
    const std::int64_t group = static_cast<std::int64_t>(parallel.tensor) * parallel.pipeline;
    if (group > devices || devices % group != 0)
        return sheet.refuse(
            settings.lineOf("megatron_lm_config"),
            "Megatron-LM refuses this: tensor x pipeline = " + figureOfCount(group) +
                " does not divide " + figureOfCount(devices) + " processes.");
    parallel.data = static_cast<int>(devices / group);
    return std::monostate{};
}

} // namespace

Status takeAcceleratePrecision(LaunchSheet &sheet, LaunchSettings &settings)
{
    const std::string word = lowerCase(settings.word("mixed_precision").value_or("no"));
    constexpr std::pair<std::string_view, Precision> names[] = {{"no", Precision::Fp32},
                                                                {"false", Precision::Fp32},
                                                                {"fp16", Precision::Fp16},
                                                                {"bf16", Precision::Bf16},
                                                                {"fp8", Precision::Fp8}};
    const auto *known =
        std::ranges::find(names, word, &std::pair<std::string_view, Precision>::first);
    const int line = settings.lineOf("mixed_precision");
    if (known == std::end(names))
        return sheet.refuse(line, "mixed_precision is \"" + printable(word) +
                                      "\", but accelerate has no, fp16, bf16 and fp8.");
    TrainingSpec &training = sheet.scenario.training;
    training.precision = known->second;
    if (known->second == Precision::Fp8)
        sheet.useFp8();
    training.gradientBytes = 0;
    training.recompute = Recompute::None;
    sheet.setBy("training.precision", line);
    return std::monostate{};
}

Status takeAccelerateLayout(LaunchSheet &sheet, LaunchSettings &settings)
{
    if (const Status done = takeAccelerateSharding(sheet, settings); !done)
        return done;
    return settings.has("parallelism_config") ? takeDegrees(sheet, settings)
                                              : takeReplicas(sheet, settings);
}

Status spreadOverMachines(LaunchSheet &sheet, LaunchSettings &settings)
{
    const std::int64_t machines = settings.whole("num_machines", 1, kMaxDevices).value_or(1);
    ClusterSpec &cluster = sheet.scenario.cluster;
    if (machines > cluster.devices || cluster.devices % machines != 0)
        return sheet.refuse(settings.lineOf("num_machines"),
                            figureOfCount(cluster.devices) +
                                " processes cannot be spread evenly over " +
                                figureOfCount(machines) + " machines.");
    // One machine may have room for more than these processes.
    if (machines > 1 || cluster.devices > cluster.devicesPerNode)
        cluster.devicesPerNode = static_cast<int>(cluster.devices / machines);
    return std::monostate{};
}

// A layer at a time where states are sharded; DeepSpeed and Megatron-LM have said theirs.
void takeAccelerateBuckets(Scenario &scenario, std::string_view type)
{
    const TransformerSpec *sizes = scenario.model.transformer();
    if (type != "FSDP" || scenario.parallel.sharding == Sharding::None || !sizes)
        return;
    scenario.parallel.bucketBytes = std::max<std::int64_t>(
        1, blockParameters(*sizes, sizes->layers - 1) * gradientBytesOf(scenario.training) /
               scenario.parallel.tensor);
}

void tellUnreadOfAccelerate(LaunchSheet &sheet, const LaunchSettings &settings)
{
    tellUnread(sheet, settings, "accelerate", kEffectless);
}

} // namespace core
