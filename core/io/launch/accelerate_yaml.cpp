// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/launch/accelerate_sharding.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/launch_model.h"
#include "core/io/launch/launch_settings.h"
#include "core/io/yaml/yaml_tree.h"
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
                                            "fsdp_config.fsdp_cpu",
                                            "fsdp_config.fsdp_state_dict_type",
                                            "fsdp_config.fsdp_sync_module_states",
                                            "fsdp_config.fsdp_use_orig_params",
                                            "fsdp_config.fsdp_transformer_layer",
                                            "fsdp_config.fsdp_min_num_params",
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

Status takeProcesses(LaunchSheet &sheet, LaunchSettings &settings)
{
    const int line = settings.lineOf("num_processes");
    const Result<int> devices =
        sheet.devicesOr(settings.whole("num_processes", 1, kMaxDevices), std::max(line, 1));
    if (!devices)
        return devices.error();
    const std::int64_t machines = settings.whole("num_machines", 1, kMaxDevices).value_or(1);
    ClusterSpec &cluster = sheet.scenario.cluster;
    cluster.devices = devices.value();
    if (machines > cluster.devices || cluster.devices % machines != 0)
        return sheet.refuse(settings.lineOf("num_machines"),
                            figureOfCount(cluster.devices) +
                                " processes cannot be spread evenly "
                                "over " +
                                figureOfCount(machines) + " machines.");
    // One machine may have room for more than these processes.
    if (machines > 1 || cluster.devices > cluster.devicesPerNode)
        cluster.devicesPerNode = static_cast<int>(cluster.devices / machines);
    sheet.setBy("cluster", line);
    sheet.setBy("parallel", line);
    return std::monostate{};
}

Status takePrecision(LaunchSheet &sheet, LaunchSettings &settings)
{
    const std::string word = settings.word("mixed_precision").value_or("no");
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
    training.gradientBytes = 0;
    training.recompute = Recompute::None;
    sheet.setBy("training.precision", line);
    return std::monostate{};
}

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
        sheet.tell(line, "States are shared by groups of " + figureOfCount(shard) +
                             " (dp_shard) and copied " + figureOfCount(replicate) +
                             " times (dp_replicate): simulated as shared by all " +
                             figureOfCount(replicate * shard) + '.');
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

void takeBatch(LaunchSheet &sheet, LaunchSettings &settings)
{
    Scenario &scenario = sheet.scenario;
    const auto count = [&settings](std::string_view key) -> std::optional<std::int64_t> {
        if (settings.word(key) == "auto")
            return {};
        return settings.whole(key, 1, kMaxSamples / 1000);
    };
    std::optional<std::int64_t> steps = count("deepspeed_config.gradient_accumulation_steps");
    if (!steps)
        steps = count("megatron_lm_config.megatron_lm_num_micro_batches");
    if (!steps)
        steps = count("gradient_accumulation_steps");
    if (steps)
        scenario.training.globalBatch =
            scenario.training.microBatch * scenario.parallel.data * *steps;
    else
        takeBatchOfBase(sheet);
}

// A layer at a time where states are sharded; DeepSpeed and Megatron-LM have said theirs.
void takeBuckets(Scenario &scenario, std::string_view type)
{
    const TransformerSpec *sizes = scenario.model.transformer();
    if (type != "FSDP" || scenario.parallel.sharding == Sharding::None || !sizes)
        return;
    scenario.parallel.bucketBytes = std::max<std::int64_t>(
        1, blockParameters(*sizes, sizes->layers - 1) * gradientBytesOf(scenario.training) /
               scenario.parallel.tensor);
}

Status applyAccelerate(LaunchSheet &sheet, LaunchSettings &settings)
{
    const bool hasModel = takeModelOfUser(sheet, 1);
    for (const auto step : {takeProcesses, takePrecision, takeAccelerateSharding}) {
        const Status done = step(sheet, settings);
        if (const std::optional<LaunchNote> &complaint = settings.complaint())
            return sheet.refuse(complaint->line, complaint->text);
        if (!done)
            return done;
    }
    const bool hasDegrees = settings.has("parallelism_config");
    if (const Status done =
            hasDegrees ? takeDegrees(sheet, settings) : takeReplicas(sheet, settings);
        !done)
        return done;
    takeBatch(sheet, settings);
    if (const std::optional<LaunchNote> &complaint = settings.complaint())
        return sheet.refuse(complaint->line, complaint->text);
    if (const Status done = takeDeepSpeedFile(sheet, settings); !done)
        return done;
    if (const std::optional<LaunchNote> misspelt = misspeltSetting(settings, "accelerate"))
        return sheet.refuse(misspelt->line, misspelt->text);
    tellUnread(sheet, settings, "accelerate", kEffectless);
    sheet.tell(0, "The file has no model and no micro-batch: taken are " +
                      sheet.scenario.model.title + ", sequences of " +
                      figureOfCount(sheet.scenario.training.sequence) +
                      " tokens and micro-batches of " +
                      figureOfCount(sheet.scenario.training.microBatch) + '.');
    if (hasModel)
        takeBuckets(sheet.scenario, settings.word("distributed_type").value_or(std::string()));
    return std::monostate{};
}

} // namespace

bool isAccelerateYaml(const LaunchFile &file)
{
    const std::string text = '\n' + std::string(file.text.substr(0, 1u << 16));
    const auto has = [&text](std::string_view key) {
        return text.find('\n' + std::string(key) + ':') != std::string::npos;
    };
    return has("distributed_type") &&
           (has("compute_environment") || has("num_processes") || has("mixed_precision"));
}

Status readAccelerateYaml(LaunchSheet &sheet)
{
    sheet.framework = "accelerate";
    Result<JsonNode> tree = parseYamlTree(sheet.file().text, sheet.file().name);
    if (!tree)
        return tree.error();
    LaunchSettings settings(std::move(tree).value());
    return applyAccelerate(sheet, settings);
}

} // namespace core
