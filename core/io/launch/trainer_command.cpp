// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/file_beside.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/trainer_options.h"
#include "core/presets/presets.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::string_view kMicroBatch = "per_device_train_batch_size";

bool isProgram(std::string_view program)
{
    return program.ends_with(".py");
}

// meta-llama/Llama-2-7b-hf is the preset llama-2-7b.
const ModelSpec *modelNamed(const std::string &path)
{
    std::string name = lowerCase(path.substr(path.rfind('/') + 1));
    for (const std::string_view end : {"-hf", "-instruct", "-chat"}) {
        if (name.ends_with(end))
            name.resize(name.size() - end.size());
    }
    if (name.starts_with("meta-"))
        name.erase(0, 5);
    return findModel(name);
}

void takeModel(LaunchSheet &sheet, TrainerOptions &options)
{
    Scenario &scenario = sheet.scenario;
    const std::string_view key =
        options.has("model_name_or_path") ? "model_name_or_path" : "model_name";
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

Status takeDevices(LaunchSheet &sheet, const LaunchedProgram &program)
{
    for (const ShellWord &word : program.openCounts) {
        for (const std::string &name : word.unset)
            if (!program.devices)
                sheet.ask(
                    {.about = LaunchQuestion::About::Variable, .name = name, .line = word.line});
    }
    if (!program.devices && !sheet.questions().empty() && !sheet.answers().devices)
        return std::monostate{};
    const Result<int> devices = sheet.devicesOr(
        program.devices ? std::optional(program.devices->count) : std::nullopt, program.line);
    if (!devices)
        return devices.error();
    ClusterSpec &cluster = sheet.scenario.cluster;
    cluster.devices = devices.value();
    if (program.devicesPerNode && program.devicesPerNode->count < cluster.devices)
        cluster.devicesPerNode = static_cast<int>(program.devicesPerNode->count);
    sheet.scenario.parallel.data = cluster.devices;
    return std::monostate{};
}

void takeTraining(LaunchSheet &sheet, TrainerOptions &options)
{
    Scenario &scenario = sheet.scenario;
    TrainingSpec &training = scenario.training;
    training.microBatch = options.count(kMicroBatch, 8);
    training.globalBatch = training.microBatch * scenario.parallel.data *
                           options.count("gradient_accumulation_steps", 1);
    training.precision = options.truth("bf16")   ? Precision::Bf16
                         : options.truth("fp16") ? Precision::Fp16
                         : options.truth("tf32") ? Precision::Tf32
                                                 : Precision::Fp32;
    training.gradientBytes = 0;
    training.momentBytes = 0;
    training.pass = Pass::Training;
    training.recompute =
        options.truth("gradient_checkpointing") ? Recompute::Full : Recompute::None;
    const std::string optimizer = lowerCase(options.word("optim"));
    training.optimizer = optimizer == "sgd" ? Optimizer::Sgd : Optimizer::Adam;
    if (!optimizer.empty() && optimizer != "sgd" && !optimizer.starts_with("adamw_torch") &&
        !optimizer.starts_with("adamw_hf") && !optimizer.starts_with("adamw_apex"))
        sheet.tell(options.lineOf("optim"), "--optim " + printable(optimizer) +
                                                " is simulated as Adam, with moments of 4 bytes.");
    for (const std::string_view name :
         {"model_max_length", "max_seq_length", "max_length", "block_size", "cutoff_len"}) {
        if (!options.has(name))
            continue;
        training.sequence = options.count(name, training.sequence);
        sheet.setBy("training.sequence", options.lineOf(name));
        return;
    }
    training.sequence = scenario.model.sequence;
    sheet.tell(0, "How long the sequences are is not in the arguments: " +
                      figureOfCount(training.sequence) +
                      " tokens, as the model is trained with, "
                      "are taken.");
}

// --fsdp "full_shard auto_wrap"
Status takeFsdp(LaunchSheet &sheet, TrainerOptions &options)
{
    ParallelSpec &parallel = sheet.scenario.parallel;
    const std::string words = lowerCase(options.word("fsdp"));
    const int line = options.lineOf("fsdp");
    sheet.setBy("parallel.sharding", line);
    if (words.empty() || words == "false")
        return std::monostate{};
    const auto has = [&words](std::string_view word) {
        return words.find(word) != std::string::npos;
    };
    if (has("offload"))
        return sheet.refuse(line, "--fsdp \"" + printable(words) +
                                      "\": offloading is not simulated: leave it out.");
    const bool hybrid = has("hybrid_shard");
    if (has("full_shard") || (hybrid && !has("zero2")))
        parallel.sharding = Sharding::Zero3;
    else if (has("shard_grad_op") || hybrid)
        parallel.sharding = Sharding::Zero2;
    if (hybrid)
        sheet.tell(line, "--fsdp hybrid_shard shares states within each node and copies them "
                         "between nodes: simulated as shared by all.");
    const TransformerSpec *sizes = sheet.scenario.model.transformer();
    if (parallel.sharding != Sharding::None && sizes && sheet.questions().empty())
        parallel.bucketBytes =
            std::max<std::int64_t>(1, blockParameters(*sizes, sizes->layers - 1) *
                                          gradientBytesOf(sheet.scenario.training));
    return std::monostate{};
}

Status takeDeepSpeed(LaunchSheet &sheet, TrainerOptions &options)
{
    const std::string path = options.word("deepspeed");
    const int line = options.lineOf("deepspeed");
    if (path.empty() || !sheet.questions().empty())
        return std::monostate{};
    const Result<std::string> text =
        textBeside(sheet.file(), path, "The settings of DeepSpeed are in");
    if (!text) {
        sheet.tell(line, text.error().message + " Until then no states are shared: lay it over "
                                                "this one (--overlay).");
        return std::monostate{};
    }
    Result<Scenario> both = withDeepSpeed(sheet.scenario, text.value(), path);
    if (!both)
        return sheet.refuse(line, both.error().message);
    sheet.scenario = std::move(both).value();
    for (const std::string &note : deepSpeedNotes(text.value(), sheet.scenario))
        sheet.tell(line, printable(path) + ": " + note);
    return std::monostate{};
}

void tellAdapters(LaunchSheet &sheet, const TrainerOptions &options)
{
    for (const std::string_view name :
         {"lora_r", "lora_rank", "use_peft", "use_lora", "load_in_4bit", "q_lora"}) {
        if (options.has(name))
            sheet.tell(options.lineOf(name), "--" + std::string(name) +
                                                 ": low-rank adapters and weights of few bits are "
                                                 "not simulated: all weights are trained.");
    }
}

} // namespace

bool isTrainerCommand(const LaunchFile &file)
{
    const std::size_t begin = file.text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || file.text[begin] == '{' || file.text[begin] == '[')
        return false; // JSON, such as a trace that names its command line
    return file.text.find(".py") != std::string_view::npos &&
           (file.text.find("--per_device_train_batch_size") != std::string_view::npos ||
            file.text.find("--per-device-train-batch-size") != std::string_view::npos);
}

Status readTrainerCommand(LaunchSheet &sheet)
{
    sheet.framework = "transformers";
    const Result<ShellReading> script = readShell(sheet.file(), sheet.answers().environment);
    if (!script)
        return script.error();
    sheet.setComputed(script.value().computed);
    for (const LaunchNote &note : script.value().notes)
        sheet.tell(note.line, note.text);
    const std::optional<LaunchedProgram> program =
        launchedProgram(script.value(), sheet.file(), isProgram);
    if (!program)
        return sheet.refuse(1, "No command of it starts a program in Python.");
    TrainerOptions options(sheet, program->arguments);
    takeModel(sheet, options);
    if (const Status done = takeDevices(sheet, *program); !done)
        return done;
    takeTraining(sheet, options);
    tellAdapters(sheet, options);
    for (const auto step : {takeFsdp, takeDeepSpeed}) {
        if (const Status done = step(sheet, options); !done)
            return done;
    }
    if (options.complaint())
        return *options.complaint();
    return std::monostate{};
}

} // namespace core
