// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/accelerate_launch.h"

#include "core/base/printable.h"
#include "core/io/launch/accelerate_sharding.h"
#include "core/io/launch/file_beside.h"
#include "core/io/launch/trainer_options.h"
#include "core/io/yaml/yaml_scalar.h"
#include "core/io/yaml/yaml_tree.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

// The options between "accelerate launch" and the program; nothing: it is started by another.
std::optional<std::vector<ShellWord>> optionsOf(const LaunchedProgram &program)
{
    const auto is = [](std::string_view name) {
        return [name](const ShellWord &word) {
            return std::string_view(word.text).substr(word.text.rfind('/') + 1) == name;
        };
    };
    const std::vector<ShellWord> &words = program.launcher;
    auto last = std::ranges::find_if(words, is("accelerate.commands.launch"));
    if (last == words.end()) {
        const auto first = std::ranges::find_if(words, is("accelerate"));
        last = std::find_if(first, words.end(), is("launch"));
    }
    if (last == words.end())
        return {};
    return std::vector<ShellWord>(last + 1, words.end());
}

// Options that choose what shares the states.
constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {"use_fsdp", "FSDP"},
    {"use_deepspeed", "DEEPSPEED"},
    {"use_megatron_lm", "MEGATRON_LM"},
    {"multi_gpu", "MULTI_GPU"}};

// The section of the file that an option belongs to (commands/launch.py).
std::string_view sectionOf(std::string_view option)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> beginnings = {
        {{"fsdp_", "fsdp_config."},
         {"megatron_lm_", "megatron_lm_config."},
         {"parallelism_config_", "parallelism_config."},
         {"deepspeed_", "deepspeed_config."},
         {"zero_stage", "deepspeed_config."},
         {"zero3_", "deepspeed_config."},
         {"offload_", "deepspeed_config."},
         {"gradient_clipping", "deepspeed_config."}}};
    for (const auto &[begin, section] : beginnings) {
        if (option.starts_with(begin))
            return section;
    }
    return {};
}

// The options of accelerate that a reader of its file has no name for, and that start processes.
bool isOfProcesses(std::string_view option)
{
    constexpr std::string_view names[] = {"config_file",
                                          "module",
                                          "no_python",
                                          "tee",
                                          "log_dir",
                                          "monitor_interval",
                                          "max_restarts",
                                          "role",
                                          "quiet",
                                          "debug",
                                          "dynamo_backend",
                                          "machine_rank",
                                          "main_process_ip",
                                          "main_process_port",
                                          "cpu",
                                          "gpu_ids",
                                          "same_network",
                                          "use_parallelism_config",
                                          "num_cpu_threads_per_process"};
    return option.starts_with("rdzv_") || std::ranges::find(names, option) != std::end(names);
}

JsonNode textNode(std::string text, int line)
{
    JsonNode node;
    node.kind = JsonNode::Kind::String;
    node.text = std::move(text);
    node.line = line;
    return node;
}

Result<JsonNode> fileOf(LaunchSheet &sheet, TrainerOptions &options)
{
    JsonNode nothing;
    nothing.kind = JsonNode::Kind::Object;
    const std::string path = options.path("config_file");
    if (path.empty())
        return nothing;
    const int line = options.lineOf("config_file");
    const Result<std::string> text = textBeside(sheet, path, "The settings of accelerate are in");
    if (!text) {
        sheet.tell(line,
                   text.error().message + " Until then only the options of the command are read.");
        return nothing;
    }
    Result<JsonNode> tree = parseYamlTree(text.value(), path);
    if (!tree)
        return sheet.refuse(line, tree.error().message);
    sheet.tell(line, "The settings of accelerate are those of " + printable(path) + '.');
    return tree;
}

} // namespace

std::optional<Result<LaunchSettings>> accelerateLaunchSettings(LaunchSheet &sheet,
                                                               const LaunchedProgram &program)
{
    const std::optional<std::vector<ShellWord>> words = optionsOf(program);
    if (!words)
        return {};
    TrainerOptions options(sheet, *words);
    Result<JsonNode> file = fileOf(sheet, options);
    if (!file)
        return Result<LaunchSettings>(file.error());
    LaunchSettings settings(std::move(file).value());
    if (const std::optional<LaunchNote> refused = keyBesideDeepSpeedFile(settings))
        return Result<LaunchSettings>(sheet.refuse(options.lineOf("config_file"),
                                                   printable(options.path("config_file")) +
                                                       ", line " + std::to_string(refused->line) +
                                                       ": " + refused->text));
    for (const std::string &name : options.names()) {
        const auto *type =
            std::ranges::find(kTypes, name, &std::pair<std::string_view, std::string_view>::first);
        const int line = options.lineOf(name);
        if (type != std::end(kTypes)) {
            const bool isSaid = settings.has("distributed_type"); // --multi_gpu beside a file
            if (!isSaid || type->second != "MULTI_GPU")
                settings.set("distributed_type", textNode(std::string(type->second), line));
        } else if (!isOfProcesses(name)) {
            const std::string word = options.word(name);
            JsonNode value = word.empty() ? yamlWord("true") : yamlWord(word);
            value.line = line;
            settings.set(std::string(sectionOf(name)) + name, std::move(value));
        }
    }
    return Result<LaunchSettings>(std::move(settings));
}

} // namespace core
