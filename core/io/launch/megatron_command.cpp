// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/argument_lines.h"
#include "core/io/launch/file_beside.h"
#include "core/io/launch/job_request.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/launched_script.h"
#include "core/io/launch/megatron_arguments.h"
#include "core/io/launch/megatron_flags.h"
#include "core/io/launch/megatron_values.h"
#include "core/io/launch/swift_megatron.h"

#include <algorithm>
#include <span>

namespace core {
namespace {

// How many arguments of Megatron there are among the words.
std::size_t knownIn(std::span<const ShellWord> words)
{
    return static_cast<std::size_t>(std::ranges::count_if(words, [](const ShellWord &word) {
        std::string name = word.text.substr(0, word.text.find('='));
        std::ranges::replace(name, '_', '-');
        const MegatronFlag *flag = name.starts_with("--") ? findMegatronFlag(name) : nullptr;
        return flag && flag->effect == MegatronFlag::Effect::Read;
    }));
}

bool isAnyProgram(std::string_view program, std::span<const ShellWord> arguments)
{
    return program.ends_with(".py") && knownIn(arguments) > 0;
}

bool isTrainingProgram(std::string_view program, std::span<const ShellWord> arguments)
{
    return (program.starts_with("pretrain") || program.starts_with("train") ||
            program.starts_with("finetune") || program.starts_with("main")) &&
           isAnyProgram(program, arguments);
}

// A script that only fills an array of arguments for another one to start.
std::vector<ShellWord> fullestArray(const ShellReading &script)
{
    std::vector<ShellWord> fullest;
    std::size_t most = 0;
    for (const auto &[name, array] : script.arrays) {
        const std::size_t known = knownIn(array);
        if (known > most) {
            most = known;
            fullest = array;
        }
    }
    return fullest;
}

// Arguments that were pasted without the program.
std::vector<ShellWord> fullestCommand(const ShellReading &script)
{
    const ShellCommand *fullest = nullptr;
    std::size_t most = 0;
    for (const ShellCommand &command : script.commands) {
        const std::size_t known = knownIn(command.words);
        if (known > most) {
            most = known;
            fullest = &command;
        }
    }
    return fullest ? fullest->words : std::vector<ShellWord>();
}

LaunchedProgram programOf(LaunchSheet &sheet, const ShellReading &script, const LaunchFile &file)
{
    for (const AcceptsProgram accepts : {isSwiftMegatron, isTrainingProgram, isAnyProgram}) {
        std::vector<LaunchedProgram> found = launchedPrograms(script, file, accepts);
        if (!found.empty())
            return chosenTraining(sheet, std::move(found));
    }
    LaunchedProgram program;
    program.arguments = fullestCommand(script);
    if (std::vector<ShellWord> array = fullestArray(script);
        knownIn(array) > knownIn(program.arguments))
        program.arguments = std::move(array);
    return program;
}

bool namesArguments(std::string_view text)
{
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{
            "--tensor-model-parallel-size", "--pipeline-model-parallel-size", "--micro-batch-size",
            "--num-attention-heads", "--num-layers", "megatron sft ", "megatron pt ",
            // of Megatron-LLM; other programs have such names for the rest
            "--tensor_model_parallel_size", "--pipeline_model_parallel_size"},
        [text](std::string_view flag) { return text.find(flag) != std::string_view::npos; });
}

// CUDA_DEVICE_MAX_CONNECTIONS of the script.
std::optional<SaidCount> connectionsIn(const ShellReading &script)
{
    const auto found = script.arrays.find("CUDA_DEVICE_MAX_CONNECTIONS");
    if (found == script.arrays.end() || found->second.size() != 1)
        return {};
    const ShellWord &word = found->second.front();
    const std::optional<std::int64_t> count = pythonInteger(word.text);
    return count ? std::optional(SaidCount{*count, word.line, {}}) : std::nullopt;
}

bool startsOne(std::string_view line)
{
    constexpr std::string_view starters[] = {"bash", "sh", "source"};
    const std::size_t end = line.find(' ');
    const std::string_view program = line.substr(0, end);
    return end != std::string_view::npos &&
           (takesJobs(program) || std::ranges::find(starters, program) != std::end(starters));
}

// Whether it is a script, or has a line as one that starts others has.
bool startsOthers(std::string_view name, std::string_view text)
{
    if (isScriptName(name) || text.starts_with("#!"))
        return true;
    for (text = text.substr(0, std::size_t{1} << 16); !text.empty();) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (startsOne(line) || isJobDirective(line))
            return true;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return false;
}

} // namespace

bool isMegatronCommand(const LaunchFile &file)
{
    const std::size_t begin = file.text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || file.text[begin] == '{') // JSON
        return false;
    // It may leave the arguments to one that lies beside it: . `pwd`/CONFIG.sh
    return namesArguments(file.text) || (startsOthers(file.name, file.text.substr(begin)) &&
                                         namesOneBeside(file, kScriptEndings, namesArguments));
}

Status readMegatronCommand(LaunchSheet &sheet)
{
    const std::optional<std::string> joined = joinedArgumentLines(sheet.file().text);
    LaunchFile file = sheet.file();
    file.text = joined ? std::string_view(*joined) : file.text;
    const Result<ShellReading> script = readScript(sheet, file);
    if (!script)
        return script.error();
    const LaunchedProgram program = programOf(sheet, script.value(), file);
    if (program.arguments.empty())
        return sheet.refuse(1, "No command in it starts Megatron-LM with arguments.");
    const bool isSwift = isSwiftMegatron(program.program, program.arguments);
    const MegatronArguments arguments = megatronArgumentsOf(
        sheet, isSwift ? wordsOfMegatron(sheet, program.arguments) : program.arguments);
    return applyMegatron(sheet, arguments,
                         {.devices = program.devices,
                          .devicesPerNode = program.devicesPerNode,
                          .wrongCount = program.wrongCount,
                          .openCounts = program.openCounts,
                          .files = script.value().files,
                          .connections = connectionsIn(script.value())});
}

} // namespace core
