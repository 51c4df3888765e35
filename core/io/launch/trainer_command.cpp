// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/accelerate_launch.h"
#include "core/io/launch/accelerate_layout.h"
#include "core/io/launch/accelerate_sharding.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/launched_script.h"
#include "core/io/launch/recognised_model.h"
#include "core/io/launch/trainer_deepspeed.h"
#include "core/io/launch/trainer_fsdp.h"
#include "core/io/launch/trainer_options.h"
#include "core/io/launch/trainer_rest.h"
#include "core/io/launch/trainer_start.h"
#include "core/io/yaml/yaml_scalar.h"
#include "core/io/yaml/yaml_tree.h"
#include "core/scenario/check.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::string_view kMicroBatch = "per_device_train_batch_size";

void takeModel(LaunchSheet &sheet, TrainerOptions &options)
{
    Scenario &scenario = sheet.scenario;
    std::string_view key = "model_name_or_path";
    for (const std::string_view other :
         {"model_name", "base_model_name_or_path", "base_model", "pretrained_model_name_or_path",
          "model", "model_id_or_path"}) {
        if (!options.has(key) && options.has(other))
            key = other;
    }
    const int line = options.lineOf(key);
    sheet.setBy("model", line);
    if (sheet.answers().model)
        return;
    const std::string name = options.word(key);
    if (const ModelSpec *preset = modelNamed(name)) {
        scenario.model = *preset;
        sheet.tell(line, "The model " + printable(name) + " is taken as " + preset->title + '.');
        return;
    }
    std::string why = "the model \"" + printable(name) + "\" is not one that is known here";
    if (name.empty())
        why.clear();
    sheet.ask({.about = LaunchQuestion::About::Model, .name = {}, .line = line, .why = why});
}

// accelerate: what its launcher says, if it is that. It starts num_processes, whatever is visible
// and whatever WORLD_SIZE or Slurm say; they count where it says nothing.
Status takeDevices(LaunchSheet &sheet, const LaunchedProgram &program, LaunchSettings *accelerate)
{
    std::optional<std::int64_t> said;
    if (accelerate)
        said = accelerate->whole("num_processes", 1, kMaxDevices);
    if (said && program.devices && program.devices->count != *said && !sheet.answers().devices)
        sheet.tell(accelerate->lineOf("num_processes"),
                   "accelerate starts num_processes " + figureOfCount(*said) + ", not the " +
                       figureOfCount(program.devices->count) + " of " + program.devices->by + '.');
    if (program.devices && !said)
        said = program.devices->count;
    bool isAsked = false; // for what they are made of, which is enough
    for (const ShellWord &word : program.openCounts) {
        for (const std::string &name : word.unset) {
            if (said || sheet.answers().devices)
                continue;
            sheet.ask({.about = LaunchQuestion::About::Variable, .name = name, .line = word.line});
            isAsked = true;
        }
    }
    if (isAsked)
        return std::monostate{};
    const Result<int> devices = sheet.devicesOr(said, program.line);
    if (!devices)
        return devices.error();
    ClusterSpec &cluster = sheet.scenario.cluster;
    cluster.devices = devices.value();
    sheet.scenario.parallel.data = cluster.devices;
    const std::int64_t each = program.devicesPerNode ? program.devicesPerNode->count : 0;
    if (accelerate && (each == 0 || accelerate->has("num_machines")))
        return spreadOverMachines(sheet, *accelerate);
    if (each > 0 && each < cluster.devices)
        cluster.devicesPerNode = static_cast<int>(each);
    return std::monostate{};
}

// Not "auto", which leaves it to the program.
bool isOn(TrainerOptions &options, std::string_view name)
{
    return options.truth(name) && lowerCase(options.word(name)) != "auto";
}

// Mixed precision by autocast leaves weights and gradients in fp32, which is how replicas send
// them; what shares states sends them as it says.
void takePrecision(TrainingSpec &training, TrainerOptions &options, TrainerKind kind)
{
    std::string word = lowerCase(options.word("mixed_precision")); // of scripts of accelerate
    if (kind == TrainerKind::Swift && !options.isGiven("bf16") && !options.isGiven("fp16")) {
        const std::string type = options.word(options.isGiven("dtype") ? "dtype" : "torch_dtype");
        word = type == "float16" || type == "fp16" ? "fp16" : type.starts_with("fp") ? "" : "bf16";
    }
    const bool isBf16 = options.truth("bf16") || word == "bf16";
    const bool isFp16 = options.truth("fp16") || word == "fp16";
    const bool isTf32 = options.truth("tf32");
    training.precision = isBf16   ? Precision::Bf16
                         : isFp16 ? Precision::Fp16
                         : isTf32 ? Precision::Tf32
                                  : Precision::Fp32;
    training.reduceBytes = isSingle(training.precision) ? 0 : 4;
    training.gradientBytes = 0;
    training.momentBytes = 0;
    training.pass = Pass::Training;
    training.recompute = Recompute::None;
}

// --bf16 and --fp16 of the program go before what accelerate says (TrainingArguments).
Status takeAccelerate(LaunchSheet &sheet, LaunchSettings &settings)
{
    const bool isSaid = !isSingle(sheet.scenario.training.precision);
    const Precision ofProgram = sheet.scenario.training.precision;
    if (isSaid)
        settings.set("mixed_precision", yamlWord(ofProgram == Precision::Bf16 ? "bf16" : "fp16"));
    for (const auto step : {takeAcceleratePrecision, takeAccelerateLayout}) {
        if (!sheet.questions().empty())
            return std::monostate{};
        const Status done = step(sheet, settings);
        if (const std::optional<LaunchNote> &complaint = settings.complaint())
            return sheet.refuse(complaint->line, complaint->text);
        if (!done)
            return done;
    }
    if (sheet.scenario.training.precision == Precision::Fp32)
        sheet.scenario.training.precision = ofProgram; // that may be TF32
    return std::monostate{};
}

// What is left when the batch is known.
Status finishAccelerate(LaunchSheet &sheet, LaunchSettings &settings)
{
    if (!sheet.questions().empty())
        return std::monostate{};
    if (const Status done = takeDeepSpeedFile(sheet, settings); !done)
        return done;
    takeAccelerateBuckets(sheet.scenario, settings.word("distributed_type").value_or("NO"));
    tellUnreadOfAccelerate(sheet, settings);
    return std::monostate{};
}

// Of the program, else of accelerate, else so many steps.
std::int64_t accumulation(TrainerOptions &options, LaunchSettings *accelerate, std::int64_t steps)
{
    for (const std::string_view key :
         {"deepspeed_config.gradient_accumulation_steps", "gradient_accumulation_steps"}) {
        if (accelerate && accelerate->has(key) && accelerate->word(key) != "auto")
            steps = accelerate->whole(key, 1, kMaxSamples / 1000).value_or(1);
    }
    return options.count("gradient_accumulation_steps", steps);
}

void takeOptimizer(LaunchSheet &sheet, TrainerOptions &options)
{
    const std::string optimizer = lowerCase(options.word("optim"));
    sheet.scenario.training.optimizer = optimizer == "sgd" ? Optimizer::Sgd : Optimizer::Adam;
    if (!optimizer.empty() && optimizer != "sgd" && !optimizer.starts_with("adamw_torch") &&
        !optimizer.starts_with("adamw_hf") && !optimizer.starts_with("adamw_apex"))
        sheet.tell(options.lineOf("optim"), options.nameOf("optim") + ' ' + printable(optimizer) +
                                                " is simulated as Adam, with moments of 4 bytes.");
}

// What each of them does unless told otherwise: transformers' TrainingArguments, LLaMA-Factory's
// hparams and model_utils/checkpointing.py, axolotl's schemas, ms-swift's arguments.
struct Defaults
{
    std::int64_t microBatch = 8;
    std::int64_t sequence = 0;       // 0: the model's
    std::string_view recomputes;     // what it is called, if it recomputes on its own
    std::string_view recomputeIsOff; // the option that takes this back, with the value true
};
Defaults defaultsOf(TrainerKind kind)
{
    switch (kind) {
    case TrainerKind::LlamaFactory:
        return {.microBatch = 8,
                .sequence = 2048,
                .recomputes = "LLaMA-Factory",
                .recomputeIsOff = "disable_gradient_checkpointing"};
    case TrainerKind::Axolotl:
        return {.microBatch = 1, .sequence = 512, .recomputes = {}, .recomputeIsOff = {}};
    case TrainerKind::Swift:
        return {.microBatch = 1, .sequence = 0, .recomputes = "ms-swift", .recomputeIsOff = {}};
    case TrainerKind::Plain:
        break;
    }
    return {};
}

void takeRecomputation(LaunchSheet &sheet, TrainerOptions &options, const Defaults &defaults)
{
    const bool isSaid = options.has("gradient_checkpointing");
    bool recomputes = options.truth("gradient_checkpointing");
    if (!defaults.recomputeIsOff.empty())
        recomputes = recomputes || !options.truth(defaults.recomputeIsOff);
    else if (!defaults.recomputes.empty() && !isSaid)
        recomputes = true;
    if (recomputes && !isSaid)
        sheet.tell(0, std::string(defaults.recomputes) +
                          " recomputes the activations of all layers unless " +
                          (defaults.recomputeIsOff.empty()
                               ? "gradient_checkpointing is false."
                               : std::string(defaults.recomputeIsOff) + " is true."));
    if (recomputes)
        sheet.scenario.training.recompute = Recompute::Full;
}

void takeSequence(LaunchSheet &sheet, TrainerOptions &options, const Defaults &defaults)
{
    Scenario &scenario = sheet.scenario;
    for (const std::string_view name : {"model_max_length", "max_seq_length", "max_seq_len",
                                        "max_length", "block_size", "cutoff_len"}) {
        if (!options.has(name))
            continue;
        scenario.training.sequence = options.count(name, scenario.training.sequence);
        sheet.setBy("training.sequence", options.lineOf(name));
        return;
    }
    scenario.training.sequence =
        defaults.sequence > 0 ? defaults.sequence : scenario.model.sequence;
    sheet.tell(0, "How long the sequences are is not in the arguments: " +
                      figureOfCount(scenario.training.sequence) + " tokens, as " +
                      (defaults.sequence > 0 ? "are usual there" : "the model is trained with") +
                      ", are taken.");
}

void takeTraining(LaunchSheet &sheet, TrainerOptions &options, LaunchSettings *accelerate,
                  TrainerKind kind)
{
    Scenario &scenario = sheet.scenario;
    TrainingSpec &training = scenario.training;
    const Defaults defaults = defaultsOf(kind);
    const bool isOlder = kind == TrainerKind::Swift && options.has("batch_size"); // before 3.0
    training.microBatch = options.count(isOlder ? "batch_size" : kMicroBatch, defaults.microBatch);
    const std::int64_t samples = training.microBatch * scenario.parallel.data;
    // ms-swift makes 16 samples of them.
    const std::int64_t usual = kind == TrainerKind::Swift ? (16 + samples - 1) / samples : 1;
    training.globalBatch = samples * accumulation(options, accelerate, usual);
    takeRecomputation(sheet, options, defaults);
    takeOptimizer(sheet, options);
    takeSequence(sheet, options, defaults);
}

// transformers runs attention in PyTorch's own kernels unless it is told another.
Framework kernelsOf(TrainerOptions &options, LaunchSettings *accelerate)
{
    if (accelerate && accelerate->word("distributed_type") == "MEGATRON_LM")
        return Framework::Megatron;
    for (const std::string_view name :
         {"attn_implementation", "attn_impl", "flash_attn", "use_flash_attn", "use_flash_attention",
          "use_flash_attention_2"}) {
        const std::string word = lowerCase(options.word(name));
        if (word.starts_with("fa") || word.starts_with("flash"))
            return word == "false" ? Framework::PyTorch : Framework::Megatron;
        if (name.starts_with("use_") && options.has(name) && options.truth(name))
            return Framework::Megatron;
    }
    return Framework::PyTorch;
}

void tellAdapters(LaunchSheet &sheet, TrainerOptions &options, TrainerKind kind)
{
    for (const std::string_view name : {"lora_r", "lora_rank", "lora_dim", "use_peft", "use_lora",
                                        "load_in_4bit", "load_in_8bit", "q_lora", "adapter"}) {
        if (options.truth(name))
            sheet.tell(options.lineOf(name), options.nameOf(name) +
                                                 ": low-rank adapters and weights of few bits are "
                                                 "not simulated: all weights are trained.");
    }
    if (kind != TrainerKind::LlamaFactory && kind != TrainerKind::Swift)
        return;
    // Both train adapters unless told otherwise.
    for (const std::string_view name :
         {"finetuning_type", "train_type", "sft_type", "tuner_type"}) {
        const std::string type = lowerCase(options.word(name));
        if (type == "full")
            return;
        if (!type.empty())
            return sheet.tell(options.lineOf(name), options.nameOf(name) + ' ' + printable(type) +
                                                        " is not simulated: all weights are "
                                                        "trained.");
    }
    sheet.tell(0,
               "Unless it is told otherwise, it trains adapters (LoRA), which are not simulated: "
               "all weights are trained.");
}

// Whether its lines begin with the keys of one, though it cannot be read as YAML: that is said when
// it is. A script may write such lines.
bool isBrokenTrainerYaml(std::string_view text)
{
    constexpr std::size_t most = 1u << 16; // such keys stand near the beginning
    const auto begins = [lines = '\n' + std::string(text.substr(0, most))](std::string_view key) {
        return lines.find('\n' + std::string(key) + ':') != std::string::npos;
    };
    return !text.starts_with("#!") && text.find("<<") == std::string_view::npos &&
           ((begins("model_name_or_path") && begins(kMicroBatch)) ||
            (begins("base_model") && begins("micro_batch_size")));
}

} // namespace

Status applyTrainer(LaunchSheet &sheet, TrainerOptions &options, const LaunchedProgram &program,
                    LaunchSettings *accelerate)
{
    takeModel(sheet, options);
    if (const Status done = takeDevices(sheet, program, accelerate); !done)
        return done;
    const TrainerKind kind = trainerKind(program, options);
    if (isOn(options, "bf16") && isOn(options, "fp16")) // TrainingArguments.__post_init__
        return sheet.refuse(options.lineOf("fp16"),
                            "The Trainer refuses " + options.nameOf("bf16") + " together with " +
                                options.nameOf("fp16") + ": give one of them.");
    takePrecision(sheet.scenario.training, options, kind);
    const Status layout =
        accelerate ? takeAccelerate(sheet, *accelerate) : Status(std::monostate{});
    if (!layout)
        return layout;
    if (const Status degrees = takeTrainerDegrees(sheet, options); !degrees)
        return degrees;
    takeTraining(sheet, options, accelerate, kind);
    tellAdapters(sheet, options, kind);
    for (const auto step : {takeTrainerFsdp, takeTrainerDeepSpeed}) {
        if (const Status done = step(sheet, options); !done)
            return done;
    }
    if (accelerate) {
        if (const Status done = finishAccelerate(sheet, *accelerate); !done)
            return done;
    }
    sheet.scenario.parallel.framework = kernelsOf(options, accelerate);
    if (options.complaint())
        return *options.complaint();
    tellUnreadOfTrainer(sheet, options);
    return std::monostate{};
}

Status readTrainerCommand(LaunchSheet &sheet)
{
    sheet.framework = "transformers";
    const Result<ShellReading> script = readScript(sheet, sheet.file());
    if (!script)
        return script.error();
    const std::optional<LaunchedProgram> program = trainerProgram(sheet, script.value());
    if (!program)
        return sheet.refuse(1, "No command of it starts a program in Python.");
    Result<TrainerOptions> options = trainerOptionsOf(sheet, *program);
    if (!options)
        return options.error();
    std::optional<Result<LaunchSettings>> read = accelerateLaunchSettings(sheet, *program);
    if (read && !*read)
        return read->error();
    LaunchSettings *accelerate = read ? &read->value() : nullptr;
    return applyTrainer(sheet, options.value(), *program, accelerate);
}

// HfArgumentParser takes the options of a command line from YAML as well: recipes of TRL and of
// alignment-handbook, and LLaMA-Factory's. Axolotl has names of its own for some.
bool isTrainerYaml(const LaunchFile &file)
{
    const auto has = [&file](std::initializer_list<std::string_view> keys) {
        return std::ranges::all_of(keys, [&file](std::string_view key) {
            return file.text.find(key) != std::string_view::npos;
        });
    };
    if (!has({"model_name_or_path"}) && !has({"base_model"}) && !has({"model", kMicroBatch}))
        return false;
    const Result<JsonNode> tree = parseYamlTree(file.text, file.name);
    return tree ? isTrainerTree(tree.value()) : isBrokenTrainerYaml(file.text);
}

Status readTrainerYaml(LaunchSheet &sheet)
{
    sheet.framework = "transformers";
    const Result<JsonNode> tree = parseYamlTree(sheet.file().text, sheet.file().name);
    if (!tree)
        return tree.error();
    TrainerOptions options(sheet, trainerWords(tree.value()), trainerKeys(tree.value()));
    return applyTrainer(sheet, options, {.program = {}, .arguments = {}}, nullptr);
}

} // namespace core
