// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/accelerate_sharding.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/neox_model.h"
#include "core/io/yaml/yaml_tree.h"
#include "core/scenario/check.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::string_view kEffectless[] = {"save",
                                            "load",
                                            "data",
                                            "train_data",
                                            "valid_",
                                            "test_",
                                            "vocab_",
                                            "merge_file",
                                            "tokenizer",
                                            "tensorboard",
                                            "log_",
                                            "steps_per_print",
                                            "wall_clock",
                                            "eval_",
                                            "train_iters",
                                            "lr_",
                                            "min_lr",
                                            "warmup",
                                            "split",
                                            "seed",
                                            "init_method",
                                            "output_layer_init",
                                            "weight_decay",
                                            "gradient_clipping",
                                            "hidden_dropout",
                                            "attention_dropout",
                                            "checkpoint_factor",
                                            "checkpoint_scale",
                                            "extra_save",
                                            "distributed_backend",
                                            "launcher",
                                            "hostfile",
                                            "keep_last",
                                            "use_wandb",
                                            "wandb_",
                                            "optimizer.params",
                                            "fp16.",
                                            "bf16.",
                                            "rotary_",
                                            "rope_",
                                            "layernorm_epsilon",
                                            "rms_norm_epsilon",
                                            "num_workers",
                                            "zero_optimization.allgather",
                                            "zero_optimization.contiguous",
                                            "zero_optimization.reduce_scatter",
                                            "output_layer_parallelism",
                                            "synchronize_each_layer",
                                            "make_vocab",
                                            "finetune",
                                            "no_",
                                            "mmap_warmup",
                                            "use_bias_in_norms",
                                            "max_position_embeddings",
                                            "comment",
                                            "master_"};

// "pipe-parallel-size" and "pipe_parallel_size" are the same key.
void useUnderscores(JsonNode &root)
{
    for (JsonNode &item : root.items)
        std::ranges::replace(item.key, '-', '_');
}

Status takeDevices(LaunchSheet &sheet, LaunchSettings &settings)
{
    std::optional<std::int64_t> devices = settings.whole("global_num_gpus", 1, kMaxDevices);
    const auto nodes = settings.whole("num_nodes", 1, kMaxDevices);
    const auto each = settings.whole("num_gpus", 1, kMaxDevices);
    if (!devices && each)
        devices = *each * nodes.value_or(1);
    const Result<int> count = sheet.devicesOr(devices, 1);
    if (!count)
        return count.error();
    sheet.scenario.cluster.devices = count.value();
    if (each && nodes.value_or(1) > 1)
        sheet.scenario.cluster.devicesPerNode = static_cast<int>(*each);
    return std::monostate{};
}

// Replicas are what tensor, pipeline and context leave of the GPUs.
Status takeDegrees(LaunchSheet &sheet, LaunchSettings &settings)
{
    ParallelSpec &parallel = sheet.scenario.parallel;
    const auto degree = [&settings](std::string_view key) {
        return static_cast<int>(
            std::max<std::int64_t>(1, settings.whole(key, 0, kMaxDevices).value_or(1)));
    };
    parallel.pipeline = degree("pipe_parallel_size"); // 0: without the pipeline engine
    parallel.tensor = degree("model_parallel_size");
    parallel.context = degree("context_parallel_size");
    parallel.sequenceParallel =
        settings.flag("sequence_parallel").value_or(false) && parallel.tensor > 1;
    parallel.exchange = parallel.pipeline > 1 ? Exchange::Blocking : Exchange::Overlapped;
    sheet.setBy("parallel.pipeline", settings.lineOf("pipe_parallel_size"));
    sheet.setBy("parallel.tensor", settings.lineOf("model_parallel_size"));
    const double group = static_cast<double>(parallel.pipeline) * parallel.tensor *
                         static_cast<double>(parallel.context);
    const std::int64_t devices = sheet.scenario.cluster.devices;
    if (!sheet.questions().empty())
        return std::monostate{};
    if (group > static_cast<double>(devices) || devices % static_cast<std::int64_t>(group) != 0)
        return sheet.refuse(settings.lineOf("model_parallel_size"),
                            "GPT-NeoX refuses this: pipeline x tensor" +
                                std::string(parallel.context > 1 ? " x context" : "") + " = " +
                                figureOfNumber(group) + " does not divide " +
                                figureOfCount(devices) + " GPUs.");
    parallel.data = static_cast<int>(devices / static_cast<std::int64_t>(group));
    return std::monostate{};
}

bool enabled(LaunchSettings &settings, const std::string &section)
{
    const JsonNode *node = settings.find(section);
    if (node && node->kind != JsonNode::Kind::Object)
        return settings.flag(section).value_or(false);
    return settings.flag(section + ".enabled").value_or(false);
}

Status takePrecision(LaunchSheet &sheet, LaunchSettings &settings)
{
    TrainingSpec &training = sheet.scenario.training;
    const std::string word = settings.word("precision").value_or(std::string());
    const bool fp16 = enabled(settings, "fp16") || word == "fp16";
    const bool bf16 = enabled(settings, "bf16") || word == "bfloat16";
    if (fp16 && bf16)
        return sheet.refuse(settings.lineOf("bf16"),
                            "fp16 and bf16 are both enabled: training uses only one of them.");
    training.precision = bf16 ? Precision::Bf16 : fp16 ? Precision::Fp16 : Precision::Fp32;
    const std::string sums = settings.word("data_types.grad_accum_dtype").value_or("");
    const bool isWord = settings.word("communication_data_type") == "fp32";
    const bool isWide = settings.flag("fp32_allreduce") == true || isWord;
    const bool isSingleWide = isSingle(training.precision);
    // As wide as they are added up; how wide they are sent is another question (engine.py).
    training.gradientBytes = !isSingleWide && sums == "fp32" ? 4 : 0;
    training.reduceBytes = isSingleWide ? 0 : isWide ? 4 : 2;
    return std::monostate{};
}

// BF16_Optimizer of stage 0 adds up in fp32 unless told otherwise.
void shareAsStage(LaunchSheet &sheet, LaunchSettings &settings, std::int64_t stage)
{
    Scenario &scenario = sheet.scenario;
    if (stage == 0 && isBf16Optimizer(scenario, stage)) {
        const int line = settings.lineOf("zero_optimization.stage");
        if (!settings.has("data_types.grad_accum_dtype"))
            scenario.training.gradientBytes = 4;
        const bool wide = scenario.training.gradientBytes == 4;
        sheet.tell(line, std::string("Stage 0 with bf16 in a pipeline is BF16_Optimizer: states "
                                     "are shared as with ZeRO-1") +
                             (wide ? ", and gradients added up in fp32." : "."));
    }
    shareAsDeepSpeed(scenario, stage);
}

Status takeZero(LaunchSheet &sheet, LaunchSettings &settings)
{
    const std::string path = "zero_optimization.cpu_offload_params";
    if (settings.flag(path) == true)
        tellWeightsAway(sheet, settings.lineOf(path), path);
    const bool away = settings.flag("zero_optimization.cpu_offload") == true;
    Scenario &scenario = sheet.scenario;
    ParallelSpec &parallel = scenario.parallel;
    constexpr Sharding stages[] = {Sharding::None, Sharding::Zero1, Sharding::Zero2,
                                   Sharding::Zero3};
    const std::int64_t stage = settings.whole("zero_optimization.stage", 0, 3).value_or(0);
    const int line = settings.lineOf("zero_optimization.stage");
    parallel.sharding = stages[stage];
    sheet.setBy("parallel.sharding", line);
    if (stage >= 2 && parallel.pipeline > 1)
        return sheet.refuse(line,
                            "DeepSpeed refuses stage " + figureOfCount(stage) +
                                " with a pipeline: set pipe_parallel_size to 0, or stage to 1.");
    shareAsStage(sheet, settings, stage);
    parallel.offloadOptimizer = away && stage >= 1; // ZeRO's alone
    const std::int64_t elements =
        settings.whole("zero_optimization.reduce_bucket_size", 1, kMaxModelSize / 4)
            .value_or(kDeepSpeedBucketElements);
    parallel.bucketBytes = elements * gradientBytesOf(scenario.training);
    parallel.overlap = settings.flag("zero_optimization.overlap_comm").value_or(stage == 3) &&
                       !(stage == 0 && parallel.sharding == Sharding::Zero1); // BF16_Optimizer
    if (parallel.overlap && (stage == 1 || parallel.pipeline > 1))
        sheet.tell(settings.lineOf("zero_optimization.overlap_comm"),
                   "overlap_comm is taken as it is written; releases of DeepSpeed turn it off at "
                   "stage 1 and in a pipeline (--set parallel.overlap=false).");
    return std::monostate{};
}

// train = micro x accumulation x replicas; what is missing follows (calculate_batch_parameters).
Status takeBatch(LaunchSheet &sheet, LaunchSettings &settings)
{
    const auto train = settings.whole("train_batch_size", 1, kMaxSamples);
    const auto micro = settings.whole("train_micro_batch_size_per_gpu", 1, kMaxSamples);
    const auto steps = settings.whole("gradient_accumulation_steps", 1, kMaxSamples);
    const std::int64_t replicas = sheet.scenario.parallel.data;
    TrainingSpec &training = sheet.scenario.training;
    const int line = std::max(settings.lineOf("train_batch_size"),
                              settings.lineOf("train_micro_batch_size_per_gpu"));
    if (!train && !micro)
        return sheet.refuse(1, "GPT-NeoX refuses this: either train_batch_size or "
                               "train_micro_batch_size_per_gpu must be given. If it stands in "
                               "another of the files that it starts with, put them into one.");
    const std::int64_t count =
        steps.value_or(train && micro ? *train / std::max<std::int64_t>(1, *micro * replicas) : 1);
    training.microBatch =
        micro.value_or(train.value_or(1) / std::max<std::int64_t>(1, count * replicas));
    const double product = static_cast<double>(training.microBatch) * static_cast<double>(count) *
                           static_cast<double>(replicas);
    if (train && product != static_cast<double>(*train))
        return sheet.refuse(line, "GPT-NeoX refuses this: train_batch_size is " +
                                      figureOfCount(*train) +
                                      ", but micro-batch x accumulation x "
                                      "replicas are " +
                                      figureOfCount(training.microBatch) + " x " +
                                      figureOfCount(count) + " x " + figureOfCount(replicas) + '.');
    if (!(product <= static_cast<double>(kMaxSamples)) || product < 1)
        return sheet.refuse(line, "A step would have " + figureOfNumber(product) + " samples.");
    training.globalBatch = static_cast<std::int64_t>(product);
    sheet.setBy("training.global_batch", line);
    return std::monostate{};
}

Status takeTraining(LaunchSheet &sheet, LaunchSettings &settings)
{
    TrainingSpec &training = sheet.scenario.training;
    training.sequence = settings.whole("seq_length", 1, kMaxSequence).value_or(2048);
    training.recompute =
        settings.flag("checkpoint_activations").value_or(false) ? Recompute::Full : Recompute::None;
    const std::int64_t layers = settings.whole("checkpoint_num_layers", 1, kMaxLayers).value_or(1);
    if (training.recompute == Recompute::Full && layers > 1)
        sheet.tell(settings.lineOf("checkpoint_num_layers"),
                   "Activations are recomputed in groups of " + figureOfCount(layers) +
                       " layers, which keeps fewer inputs than is simulated.");
    if (settings.flag("partition_activations") == true && sheet.scenario.parallel.tensor > 1)
        sheet.tell(settings.lineOf("partition_activations"),
                   "Inputs that are kept are not divided among tensor partners "
                   "(partition_activations) here.");
    const std::string optimizer = lowerCase(settings.word("optimizer.type").value_or("adam"));
    training.optimizer = optimizer == "sgd" ? Optimizer::Sgd : Optimizer::Adam;
    if (optimizer != "sgd" && optimizer != "adam" && optimizer != "adamw")
        sheet.tell(settings.lineOf("optimizer.type"),
                   "The optimizer " + printable(optimizer) + " is simulated as Adam.");
    return std::monostate{};
}

Status applyNeox(LaunchSheet &sheet, LaunchSettings &settings)
{
    for (const auto step : {takeDevices, takeDegrees, takeTraining, takeNeoxModel, takePrecision,
                            takeZero, takeBatch}) {
        if (const Status done = step(sheet, settings); !done)
            return done;
        if (const std::optional<LaunchNote> &complaint = settings.complaint())
            return sheet.refuse(complaint->line, complaint->text);
    }
    sheet.scenario.parallel.framework = Framework::Megatron;
    if (const std::optional<LaunchNote> misspelt = misspeltSetting(settings, "GPT-NeoX"))
        return sheet.refuse(misspelt->line, misspelt->text);
    for (const std::string_view fused :
         {"scaled_upper_triang_masked_softmax_fusion", "scaled_masked_softmax_fusion",
          "bias_gelu_fusion", "rope_fusion", "layernorm_fusion", "rmsnorm_fusion",
          "pipe_partition_method"})
        (void)settings.find(fused); // how kernels are fused is the software's
    tellUnread(sheet, settings, "GPT-NeoX", kEffectless);
    return std::monostate{};
}

} // namespace

bool isNeoxYaml(const LaunchFile &file)
{
    const std::string text(file.text.substr(0, 1u << 16));
    const auto hasKey = [&text](std::string name) {
        const bool plain = text.find(name + "\":") != std::string::npos ||
                           text.find('\n' + name + ':') != std::string::npos;
        std::ranges::replace(name, '_', '-');
        return plain || text.find('"' + name + "\":") != std::string::npos ||
               text.find('\n' + name + ':') != std::string::npos;
    };
    return hasKey("pipe_parallel_size") || (hasKey("model_parallel_size") && hasKey("num_layers"));
}

Status readNeoxYaml(LaunchSheet &sheet)
{
    sheet.framework = "GPT-NeoX";
    Result<JsonNode> tree = parseYamlTree(sheet.file().text, sheet.file().name);
    if (!tree)
        return tree.error();
    useUnderscores(tree.value());
    LaunchSettings settings(std::move(tree).value());
    return applyNeox(sheet, settings);
}

} // namespace core
