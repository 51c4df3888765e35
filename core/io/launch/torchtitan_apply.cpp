// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/torchtitan_apply.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/cost/block_memory.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/accelerate_sharding.h"
#include "core/io/launch/recognised_model.h"
#include "core/io/launch/torchtitan_degrees.h"
#include "core/io/launch/torchtitan_flavors.h"
#include "core/io/launch/torchtitan_pipeline.h"

#include <algorithm>

namespace core {
namespace {

// Of a block, as torchtitan names them.
constexpr std::string_view kProducts[] = {"layers.0.attention.wq",    "layers.0.attention.wk",
                                          "layers.0.attention.wv",    "layers.0.attention.wo",
                                          "layers.0.feed_forward.w1", "layers.0.feed_forward.w2",
                                          "layers.0.feed_forward.w3"};

constexpr std::int64_t kDdpBucket = 100 * 1024 * 1024; // replicate(bucket_cap_mb=100)

// What changes neither time nor memory of a step.
constexpr std::string_view kEffectless[] = {"job.",
                                            "profiling.",
                                            "metrics.",
                                            "checkpoint.",
                                            "lr_scheduler.",
                                            "validation.",
                                            "comm.",
                                            "debug.",
                                            "experimental.custom",
                                            "model.hf_assets_path",
                                            "model.tokenizer_path",
                                            "model.print_after_conversion",
                                            "model.tokenizer",
                                            "optimizer.lr",
                                            "optimizer.eps",
                                            "optimizer.beta",
                                            "optimizer.weight_decay",
                                            "optimizer.implementation",
                                            "training.steps",
                                            "training.max_norm",
                                            "training.dataset",
                                            "training.gc_",
                                            "training.seed",
                                            "training.deterministic",
                                            "training.warmup_steps",
                                            "training.dump_folder",
                                            "compile.",
                                            "quantize.",
                                            "float8.",
                                            "hf_assets_path",
                                            "dump_folder",
                                            "tokenizer.",
                                            "dataloader."};

Status takeModel(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job)
{
    Scenario &scenario = sheet.scenario;
    const int line = settings.lineOf("model.flavor");
    const std::optional<TorchtitanFlavor> flavor = torchtitanFlavor(job.model, job.flavor);
    if (sheet.answers().model) {
        sheet.tell(line, "The model is the one that was given, " + scenario.model.title +
                             ", not the flavor of the file.");
    } else if (flavor) {
        scenario.model = recognisedModel(flavor->sizes);
        if (scenario.model.id.empty()) {
            scenario.model.title = flavor->title;
            scenario.model.sequence = job.sequence;
        }
        if (flavor->window > 0 && job.sequence > flavor->window)
            sheet.tell(line, "Attention of some layers of " + flavor->title + " sees " +
                                 figureOfCount(flavor->window) +
                                 " tokens. In the simulation every token sees all before it.");
    } else {
        const std::string known = torchtitanFlavorsOf(job.model);
        sheet.ask({.about = LaunchQuestion::About::Model,
                   .name = {},
                   .line = line,
                   .why = "the flavor \"" + printable(job.flavor) + "\" of " +
                          printable(job.model) + " is not known" +
                          (known.empty() ? "" : " (there are " + known + ')')});
    }
    sheet.setBy("model", line);
    return std::monostate{};
}

// Weights that FSDP gathers in fp8, by the converter that this is a setting of.
bool gathersInFp8(LaunchSettings &settings, const std::string &converter)
{
    return converter.ends_with("float8") &&
           settings.flag(converter + ".enable_fsdp_float8_all_gather") == true;
}

// Of the products of a block, how many a converter leaves out: those with one of these words in
// their name (components/quantization/float8.py). The head's, output, is not simulated in fp8.
std::size_t leftOutBy(const std::vector<std::string> &filter)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(kProducts, [&filter](std::string_view product) {
            return std::ranges::any_of(filter, [product](const std::string &word) {
                return product.find(word) != std::string_view::npos;
            });
        }));
}

// float8 by a converter: what of it is left out, and how it is scaled.
Status takeFloat8(LaunchSheet &sheet, LaunchSettings &settings, const std::string &converter)
{
    const std::string filter = converter + ".filter_fqns";
    const std::size_t leftOut = leftOutBy(settings.words(filter));
    if (leftOut < std::size(kProducts))
        sheet.useFp8();
    const int line = settings.lineOf(filter);
    if (leftOut == std::size(kProducts))
        sheet.tell(line, filter + " leaves no product of a block to fp8: all are in 16 bits.");
    else if (leftOut > 0)
        sheet.tell(line, filter + " leaves some products in 16 bits; in the simulation all of a "
                                  "block are in fp8.");
    const std::string recipe = settings.word(converter + ".recipe_name").value_or("");
    if (recipe.empty() || recipe == "tensorwise")
        return std::monostate{};
    const int lineOfRecipe = settings.lineOf(converter + ".recipe_name");
    if (gathersInFp8(settings, converter))
        return sheet.refuse(lineOfRecipe, "recipe_name \"" + printable(recipe) +
                                              "\" gathers no weights in fp8: torchtitan stops at "
                                              "enable_fsdp_float8_all_gather beside it.");
    sheet.tell(lineOfRecipe, "Scales of the recipe " + printable(recipe) +
                                 " are simulated as one of a whole tensor.");
    return std::monostate{};
}

// fp8 by a converter of the model.
Status takeConverters(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job)
{
    const int line = settings.lineOf("model.converters");
    bool &gathers = sheet.scenario.cluster.software.gathersFp8;
    for (const std::string &converter : job.converters) {
        const bool isOld = converter == "float8";
        const bool isFloat8 = isOld || converter == "quantize.linear.float8";
        const bool isMx = converter == "mx" || converter == "quantize.linear.mx";
        if (isFloat8 || isMx)
            sheet.setBy("training.precision", line);
        if (isMx)
            sheet.useFp8();
        if (isFloat8) {
            if (const Status taken = takeFloat8(sheet, settings, converter); !taken)
                return taken;
        }
        const bool isFp8 = sheet.scenario.training.precision == Precision::Fp8;
        gathers = gathers || (isFp8 && gathersInFp8(settings, converter));
        if (isOld)
            sheet.tell(line, "The converter \"float8\" is called \"quantize.linear.float8\" since "
                             "2025-09-30, and torchtitan 0.2 stops at the old name (KeyError).");
        else if (converter.ends_with("mx"))
            sheet.tell(line, "Blocks with scales of their own (mx) are simulated as fp8.");
        else if (converter != "quantize.linear.float8")
            sheet.tell(line, "The converter \"" + printable(converter) + "\" is not simulated.");
    }
    return std::monostate{};
}

Status takePrecision(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job)
{
    TrainingSpec &training = sheet.scenario.training;
    const int line = settings.lineOf("training.mixed_precision_param");
    const bool pureBf16 = job.stateType == "bfloat16";
    if (job.precision != "bfloat16" && job.precision != "float32")
        return sheet.refuse(line, "training.mixed_precision_param is \"" +
                                      printable(job.precision) +
                                      "\", but torchtitan has bfloat16 and float32.");
    if (job.stateType != "bfloat16" && job.stateType != "float32")
        return sheet.refuse(settings.lineOf("training.dtype"),
                            "training.dtype is \"" + printable(job.stateType) +
                                "\", but torchtitan has bfloat16 and float32.");
    const bool bf16 = pureBf16 || job.precision == "bfloat16";
    training.precision = bf16 ? Precision::Bf16 : Precision::Fp32;
    // Gradients are kept as wide as the weights, whatever they are added up in: float32, and more
    // in forks.
    const std::string sums = settings.word("training.mixed_precision_reduce").value_or("float32");
    training.gradientBytes = !bf16 ? 0 : pureBf16 ? 2 : 4;
    training.reduceBytes = !bf16 ? 0 : sums == "bfloat16" ? 2 : 4;
    training.momentBytes = 0;
    sheet.setBy("training.precision", line);
    if (pureBf16) {
        training.momentBytes = 2;
        sheet.tell(settings.lineOf("training.dtype"),
                   "training.dtype is bfloat16: weights, gradients and moments have 2 bytes there; "
                   "gradients and moments have here, and a copy of the weights in 4 bytes is "
                   "counted still.");
    }
    return takeConverters(sheet, settings, job);
}

Status takeRecomputation(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job)
{
    Recompute &recompute = sheet.scenario.training.recompute;
    const int line = settings.lineOf("activation_checkpoint.mode");
    const std::string option = job.recomputeOption;
    if (job.recompute == "none") {
        recompute = Recompute::None;
    } else if (job.recompute == "full" || (job.recompute == "selective" && option == "1")) {
        recompute = Recompute::Full;
    } else if (job.recompute == "selective") {
        recompute = Recompute::Selective;
        if (option != "op")
            sheet.tell(line, "Selective recomputation recomputes every " + printable(option) +
                                 "nd layer in full; it is simulated as recomputing the gated "
                                 "activation of every layer.");
    } else if (job.recompute == "memory_budget") {
        recompute = Recompute::Selective;
        sheet.tell(line, "activation_checkpoint.mode memory_budget has no counterpart here: it is "
                         "simulated as selective.");
    } else {
        return sheet.refuse(line, "activation_checkpoint.mode is \"" + printable(job.recompute) +
                                      "\", but torchtitan has none, full, selective and "
                                      "memory_budget.");
    }
    return std::monostate{};
}

Status takeOptimizer(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job)
{
    const std::string name = lowerCase(job.optimizer);
    if (name != "adam" && name != "adamw")
        return sheet.refuse(settings.lineOf("optimizer.name"),
                            "torchtitan refuses the optimizer \"" + printable(job.optimizer) +
                                "\": it has Adam and AdamW.");
    sheet.scenario.training.optimizer = Optimizer::Adam;
    if (settings.word("optimizer.state_dtype") == "bfloat16") // of moments, in forks
        sheet.scenario.training.momentBytes = 2;
    return std::monostate{};
}

void tellUnsimulated(LaunchSheet &sheet, LaunchSettings &settings)
{
    if (settings.flag("optimizer.early_step_in_backward") == true)
        sheet.tell(settings.lineOf("optimizer.early_step_in_backward"),
                   "Optimizer steps within the backward pass are not simulated.");
    (void)settings.find("parallelism.disable_loss_parallel");
    (void)settings.find("parallelism.enable_compiled_autograd");
    (void)settings.find("parallelism.context_parallel_rotate_method");
    (void)settings.find("parallelism.context_parallel_load_balancer");
}

// Where no degree is the rest, they multiply to the number of GPUs.
std::optional<std::int64_t> devicesOfDegrees(const TorchtitanJob &job)
{
    if (job.shard < 0)
        return {};
    const double product = static_cast<double>(job.replicate) * static_cast<double>(job.shard) *
                           static_cast<double>(job.context) * static_cast<double>(job.tensor) *
                           static_cast<double>(job.pipeline);
    return static_cast<std::int64_t>(std::min(product, 1e15));
}

// All-reduces are cut into buckets of 100 MiB; sharded gradients go layer by layer.
void takeBuckets(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    parallel.overlap = true;
    parallel.bucketBytes = kDdpBucket;
    const TransformerSpec *sizes = scenario.model.transformer();
    if (parallel.sharding == Sharding::None || !sizes || sizes->layers < 1)
        return;
    const std::int64_t bytes = blockParameters(*sizes, sizes->layers - 1) *
                               gradientBytesOf(scenario.training) / parallel.tensor;
    parallel.bucketBytes = std::max<std::int64_t>(1, bytes);
}

void tellOperations(LaunchSheet &sheet, const LaunchSettings &settings, const TorchtitanJob &job)
{
    const TransformerSpec *sizes = sheet.scenario.model.transformer();
    if (job.recompute == "selective" && job.recomputeOption == "op" && sizes &&
        !recomputesOperations(*sizes, sheet.scenario))
        sheet.tell(settings.lineOf("activation_checkpoint.mode"),
                   "Selective recomputation by operations keeps every second product; it is "
                   "simulated as recomputing the gated activation alone.");
}

} // namespace

Status applyTorchtitan(LaunchSheet &sheet, LaunchSettings settings,
                       std::optional<std::int64_t> devices)
{
    sheet.framework = "torchtitan";
    const TorchtitanJob job = torchtitanJob(sheet, settings);
    using Step = Status (*)(LaunchSheet &, LaunchSettings &, const TorchtitanJob &);
    constexpr Step before[] = {takeModel, takePrecision, takeRecomputation, takeOptimizer};
    for (const Step step : before) {
        if (const Status done = step(sheet, settings, job); !done)
            return done;
    }
    tellUnsimulated(sheet, settings);
    if (const std::optional<LaunchNote> &complaint = settings.complaint())
        return sheet.refuse(complaint->line, complaint->text);
    if (const std::optional<LaunchNote> misspelt = misspeltSetting(settings, "torchtitan"))
        return sheet.refuse(misspelt->line, misspelt->text);
    tellUnread(sheet, settings, "torchtitan", kEffectless);
    if (!devices)
        devices = devicesOfDegrees(job);
    const Result<int> count = sheet.devicesOr(devices, 1);
    if (!count)
        return count.error();
    if (!sheet.questions().empty())
        return std::monostate{};
    sheet.scenario.cluster.devices = count.value();
    for (const Step step : {takeTorchtitanDegrees, takeTorchtitanBatch, takeTorchtitanPipeline}) {
        if (const Status done = step(sheet, settings, job); !done)
            return done;
    }
    takeBuckets(sheet.scenario);
    sheet.scenario.cluster.software.fusedLoss = job.compiledLoss;
    if (job.offload)
        offloadAsFsdp(sheet, settings.lineOf("training.enable_cpu_offload"),
                      "training.enable_cpu_offload");
    sheet.scenario.parallel.framework = Framework::PyTorch;
    tellOperations(sheet, settings, job);
    return std::monostate{};
}

} // namespace core
