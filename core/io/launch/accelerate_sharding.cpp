// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/accelerate_sharding.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/deepspeed/deepspeed_notes.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/file_beside.h"
#include "core/scenario/check.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::string_view kDeepSpeedFile = "deepspeed_config.deepspeed_config_file";

// Of torch's ShardingStrategy, by name or by number from 1.
struct Strategy1
{
    std::string_view name;
    Sharding sharding = Sharding::None;
    bool hybrid = false; // within a node, and copied between nodes
};
constexpr Strategy1 kStrategies[] = {{"FULL_SHARD", Sharding::Zero3},
                                     {"SHARD_GRAD_OP", Sharding::Zero2},
                                     {"NO_SHARD", Sharding::None},
                                     {"HYBRID_SHARD", Sharding::Zero3, true},
                                     {"HYBRID_SHARD_ZERO2", Sharding::Zero2, true}};

const Strategy1 *strategyNamed(const std::string &word)
{
    for (std::size_t i = 0; i < std::size(kStrategies); ++i) {
        if (kStrategies[i].name == word || std::to_string(i + 1) == word)
            return &kStrategies[i];
    }
    return nullptr;
}

// Autocast leaves weights and their gradients in fp32, which is how copies send them.
int bytesSentByCopies(const TrainingSpec &training)
{
    return isSingle(training.precision) ? 0 : 4;
}

// fsdp_sharding_strategy, or the same name as fsdp_reshard_after_forward.
Status takeFsdp1(LaunchSheet &sheet, LaunchSettings &settings)
{
    constexpr std::string_view newer = "fsdp_config.fsdp_reshard_after_forward";
    constexpr std::string_view older = "fsdp_config.fsdp_sharding_strategy";
    const JsonNode *reshard = settings.find(newer);
    const std::string_view path = reshard && !settings.has(older) ? newer : older;
    if (reshard && reshard->kind == JsonNode::Kind::Bool)
        return sheet.refuse(reshard->line,
                            std::string(newer) + " is " + kindText(*reshard) +
                                ", which accelerate refuses with fsdp_version 1: give the name of "
                                "a strategy, or fsdp_version 2.");
    const std::string word = settings.word(path).value_or("FULL_SHARD");
    const Strategy1 *strategy = strategyNamed(word);
    if (!strategy)
        return sheet.refuse(settings.lineOf(path), std::string(path) + " is \"" + printable(word) +
                                                       "\", but FSDP has FULL_SHARD, "
                                                       "SHARD_GRAD_OP, NO_SHARD, HYBRID_SHARD and "
                                                       "HYBRID_SHARD_ZERO2.");
    sheet.scenario.parallel.sharding = strategy->sharding;
    if (strategy->hybrid)
        shareWithinNodes(sheet.scenario);
    return std::monostate{};
}

Status takeFsdp2(LaunchSheet &sheet, LaunchSettings &settings)
{
    constexpr std::string_view path = "fsdp_config.fsdp_reshard_after_forward";
    const JsonNode *reshard = settings.find(path);
    if (reshard && reshard->kind != JsonNode::Kind::Bool)
        return sheet.refuse(reshard->line, std::string(path) + " is " + kindText(*reshard) +
                                               ", which accelerate refuses with fsdp_version 2: "
                                               "give true or false.");
    if (settings.has("fsdp_config.fsdp_sharding_strategy"))
        sheet.tell(settings.lineOf("fsdp_config.fsdp_sharding_strategy"),
                   "fsdp_sharding_strategy is ignored with fsdp_version 2, where "
                   "fsdp_reshard_after_forward decides.");
    sheet.scenario.parallel.sharding =
        !reshard || reshard->flag ? Sharding::Zero3 : Sharding::Zero2;
    return std::monostate{};
}

Status takeFsdp(LaunchSheet &sheet, LaunchSettings &settings)
{
    if (settings.flag("fsdp_config.fsdp_activation_checkpointing") == true)
        sheet.scenario.training.recompute = Recompute::Full;
    const std::string_view prefetch = "fsdp_config.fsdp_backward_prefetch";
    (void)settings.rename("fsdp_config.fsdp_backward_prefetch_policy", prefetch); // before 0.25
    const std::string when = settings.word(prefetch).value_or("BACKWARD_PRE");
    if (when != "BACKWARD_PRE")
        sheet.tell(settings.lineOf(prefetch), "fsdp_backward_prefetch " + printable(when) +
                                                  " is simulated as BACKWARD_PRE: weights are "
                                                  "gathered one layer ahead.");
    (void)settings.find("fsdp_config.fsdp_forward_prefetch"); // one layer ahead as well
    const std::int64_t version = settings.whole("fsdp_config.fsdp_version", 1, 2).value_or(1);
    sheet.setBy("parallel.sharding", settings.lineOf("fsdp_config"));
    sheet.scenario.training.reduceBytes = bytesSentByFsdp(sheet.scenario.training);
    const Status taken = version == 1 ? takeFsdp1(sheet, settings) : takeFsdp2(sheet, settings);
    if (taken && settings.flag("fsdp_config.fsdp_offload_params") == true)
        offloadAsFsdp(sheet, settings.lineOf("fsdp_config.fsdp_offload_params"),
                      "fsdp_offload_params");
    return taken;
}

// DeepSpeedPlugin's defaults: stage 2, buckets of 5e8 elements, overlap at stage 3 alone.
Status takeDeepSpeed(LaunchSheet &sheet, LaunchSettings &settings)
{
    const std::string_view statesKey = "deepspeed_config.offload_optimizer_device";
    const std::string_view weightsKey = "deepspeed_config.offload_param_device";
    for (const std::string_view key : {statesKey, weightsKey}) {
        const std::string device = settings.word(key).value_or("none");
        if (device != "none" && device != "cpu" && device != "nvme")
            return sheet.refuse(settings.lineOf(key),
                                std::string(key) + " is \"" + printable(device) +
                                    "\", but accelerate has none, cpu and nvme: set it to one of "
                                    "them.");
    }
    const std::string states = settings.word(statesKey).value_or("none");
    const std::string weights = settings.word(weightsKey).value_or("none");
    if (weights != "none")
        tellWeightsAway(sheet, settings.lineOf(weightsKey), "offload_param_device " + weights);
    constexpr Sharding stages[] = {Sharding::None, Sharding::Zero1, Sharding::Zero2,
                                   Sharding::Zero3};
    const std::int64_t stage = settings.whole("deepspeed_config.zero_stage", 0, 3).value_or(2);
    Scenario &scenario = sheet.scenario;
    scenario.parallel.sharding = stages[stage];
    scenario.parallel.overlap = stage == 3;
    scenario.parallel.bucketBytes = kDeepSpeedBucketElements * gradientBytesOf(scenario.training);
    scenario.training.reduceBytes = isSingle(scenario.training.precision) ? 0 : 2;
    if (stage >= 1)
        shareAsDeepSpeed(scenario, stage);
    scenario.parallel.offloadOptimizer =
        (stage >= 1 && states == "cpu") || (stage == 3 && states == "nvme"); // ZeRO's alone
    if (states == "nvme")
        sheet.tell(settings.lineOf(statesKey),
                   "offload_optimizer_device nvme: " + wordsOnDisks(scenario.parallel.sharding));
    sheet.setBy("parallel.sharding", settings.lineOf("deepspeed_config.zero_stage"));
    return std::monostate{};
}

// What is left to the training script are Megatron-LM's defaults: one bucket, no overlap.
Status takeMegatron(LaunchSheet &sheet, LaunchSettings &settings)
{
    const auto degree = [&settings](std::string_view key) {
        return static_cast<int>(
            settings.whole("megatron_lm_config." + std::string(key), 1, kMaxDevices).value_or(1));
    };
    const auto flag = [&settings](std::string_view key) {
        return settings.flag("megatron_lm_config." + std::string(key)).value_or(false);
    };
    ParallelSpec &parallel = sheet.scenario.parallel;
    parallel.tensor = degree("megatron_lm_tp_degree");
    parallel.pipeline = degree("megatron_lm_pp_degree");
    parallel.sequenceParallel = flag("megatron_lm_sequence_parallelism") && parallel.tensor > 1;
    parallel.sharding =
        flag("megatron_lm_use_distributed_optimizer") ? Sharding::Zero1 : Sharding::None;
    parallel.overlap = false;
    // As its arguments are checked: bf16 adds up in fp32 unless it sends in bf16, which no key
    // says.
    TrainingSpec &training = sheet.scenario.training;
    training.gradientBytes =
        training.precision == Precision::Bf16 || training.precision == Precision::Fp8 ? 4 : 0;
    training.reduceBytes = 0; // as they are kept
    if (parallel.pipeline > 1)
        parallel.exchange = Exchange::Blocking;
    if (flag("megatron_lm_recompute_activations"))
        training.recompute = Recompute::Selective;
    for (const std::string_view field : {"parallel.tensor", "parallel.pipeline"})
        sheet.setBy(field, settings.lineOf("megatron_lm_config"));
    return std::monostate{};
}

Status takeCopies(LaunchSheet &sheet, LaunchSettings &)
{
    TrainingSpec &training = sheet.scenario.training;
    training.reduceBytes = bytesSentByCopies(training);
    return std::monostate{};
}

struct Kind
{
    std::string_view name;
    Status (*take)(LaunchSheet &sheet, LaunchSettings &settings);
};
constexpr Kind kKinds[] = {{"NO", takeCopies},           {"MULTI_GPU", takeCopies},
                           {"MULTI_XPU", takeCopies},    {"MULTI_NPU", takeCopies},
                           {"FSDP", takeFsdp},           {"DEEPSPEED", takeDeepSpeed},
                           {"MEGATRON_LM", takeMegatron}};

} // namespace

int bytesSentByFsdp(const TrainingSpec &training)
{
    return isSingle(training.precision) ? 0 : 2;
}

void offloadAsFsdp(LaunchSheet &sheet, int line, const std::string &what)
{
    ParallelSpec &parallel = sheet.scenario.parallel;
    if (parallel.sharding == Sharding::None)
        return; // FSDP's alone
    parallel.offloadOptimizer = true;
    sheet.setBy("parallel.offload_optimizer", line);
    sheet.tell(line, what + ": weights, gradients and optimizer states are in host memory there. "
                            "Simulated is that of the states and of shared gradients; shares of "
                            "the weights in 16 bits stay on the device, and come back once a step, "
                            "not for every gather.");
}

void tellWeightsAway(LaunchSheet &sheet, int line, const std::string &what)
{
    sheet.tell(line, what + ": weights are outside of the device there, and copied to it for every "
                            "gather. Here their shares stay on the device, which takes more of its "
                            "memory and less time.");
}

void fillAutoBuckets(Scenario &scenario)
{
    const TransformerSpec *sizes = scenario.model.transformer();
    if (!sizes)
        return;
    const std::int64_t bytes = isSingle(scenario.training.precision) ? 4 : 2;
    scenario.parallel.bucketBytes = bytes * sizes->hidden * sizes->hidden;
}

void shareWithinNodes(Scenario &scenario)
{
    const ClusterSpec &cluster = scenario.cluster;
    if (cluster.devices > cluster.devicesPerNode)
        scenario.parallel.shardingGroup = cluster.devicesPerNode;
}

std::optional<LaunchNote> keyBesideDeepSpeedFile(const LaunchSettings &file)
{
    constexpr std::string_view keys[] = {"mixed_precision",
                                         "deepspeed_config.gradient_accumulation_steps",
                                         "deepspeed_config.gradient_clipping",
                                         "deepspeed_config.zero_stage",
                                         "deepspeed_config.offload_optimizer_device",
                                         "deepspeed_config.offload_optimizer_nvme_path",
                                         "deepspeed_config.offload_param_device",
                                         "deepspeed_config.offload_param_nvme_path",
                                         "deepspeed_config.zero3_save_16bit_model"};
    if (file.lineOf(kDeepSpeedFile) == 0)
        return {};
    for (const std::string_view key : keys) {
        if (const int line = file.lineOf(key); line > 0)
            return LaunchNote{line, "accelerate refuses " + std::string(key) +
                                        " beside deepspeed_config_file, whose file says it: leave "
                                        "it out here."};
    }
    return {};
}

namespace {

// DeepSpeedPlugin.set_mixed_precision and AcceleratorState.mixed_precision: what DeepSpeed is told
// holds, whatever accelerate is; it must not be the other type of 16 bits.
Status checkPrecision(LaunchSheet &sheet, LaunchSettings &settings, const std::string &path)
{
    const std::string asked = lowerCase(settings.word("mixed_precision").value_or("no"));
    const Precision taken = sheet.scenario.training.precision;
    const int line = settings.lineOf("mixed_precision");
    const Precision other = asked == "fp16" ? Precision::Bf16 : Precision::Fp16;
    if (asked != "no" && taken == other)
        return sheet.refuse(line, "accelerate refuses mixed_precision " + printable(asked) +
                                      " where " + printable(path) + " enables " +
                                      (other == Precision::Bf16 ? "bf16." : "fp16."));
    if (asked == "fp8" && taken != Precision::Fp8)
        sheet.tell(line, "mixed_precision fp8 has no effect: accelerate takes the precision of " +
                             printable(path) + ", unless the program itself asks for fp8.");
    return std::monostate{};
}

} // namespace

Status takeDeepSpeedFile(LaunchSheet &sheet, LaunchSettings &settings)
{
    const std::optional<std::string> path = settings.word(kDeepSpeedFile);
    if (!path || settings.word("distributed_type") != "DEEPSPEED" || !sheet.questions().empty())
        return std::monostate{};
    const int line = settings.lineOf(kDeepSpeedFile);
    const Result<std::string> text = textBeside(sheet, *path, "The settings of DeepSpeed are in");
    if (!text)
        return sheet.refuse(line, text.error().message);
    fillAutoBuckets(sheet.scenario);
    Result<Scenario> both = withDeepSpeed(sheet.scenario, text.value(), *path);
    if (!both)
        return sheet.refuse(line, both.error().message);
    sheet.scenario = std::move(both).value();
    sheet.tell(line, "The settings of DeepSpeed are those of " + printable(*path) + '.');
    for (const std::string &note : deepSpeedNotes(text.value(), sheet.scenario))
        sheet.tell(line, printable(*path) + ": " + note);
    return checkPrecision(sheet, settings, *path);
}

Status takeAccelerateSharding(LaunchSheet &sheet, LaunchSettings &settings)
{
    const std::string name = settings.word("distributed_type").value_or("NO");
    const auto *kind = std::ranges::find(kKinds, name, &Kind::name);
    if (kind == std::end(kKinds))
        return sheet.refuse(settings.lineOf("distributed_type"),
                            "distributed_type is \"" + printable(name) +
                                "\", but only MULTI_GPU, FSDP, DEEPSPEED and MEGATRON_LM are "
                                "simulated.");
    return kind->take(sheet, settings);
}

} // namespace core
