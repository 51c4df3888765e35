// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launcher.h"

#include "core/io/launch/deepspeed_hosts.h"
#include "core/io/launch/job_request.h"
#include "core/io/launch/launcher_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

namespace core {
namespace {

// Commands that only show or move the words behind them.
bool isIdle(std::string_view program)
{
    constexpr std::array<std::string_view, 12> idle = {
        "echo", "printf", "cat", "mkdir", "cp", "mv", "rm", "ls", "git", "pip", "grep", "export"};
    return std::ranges::find(idle, program) != idle.end();
}

// So many of the launchers that start the devices of a node.
void applyNodes(LaunchedProgram &program, const std::optional<SaidCount> &nodes)
{
    if (!program.devices && nodes && program.devicesPerNode)
        program.devices = productOf(*nodes, *program.devicesPerNode);
}

// onNodes: each of its tasks is a launcher of one node.
void applyJob(LaunchedProgram &program, JobRequest request, bool onNodes)
{
    if (onNodes) {
        if (!request.nodes)
            request.nodes = request.tasks;
        request.tasks.reset();
        applyNodes(program, request.nodes);
    }
    if (!program.devices)
        program.devices = devicesOf(request);
    if (!program.devicesPerNode)
        program.devicesPerNode = devicesPerNodeOf(request);
    if (!program.devicesPerNode && program.devices && request.nodes &&
        program.devices->count % request.nodes->count == 0)
        program.devicesPerNode = SaidCount{program.devices->count / request.nodes->count,
                                           request.nodes->line, request.nodes->by};
    if (!program.wrongCount)
        program.wrongCount = request.wrong;
    program.openCounts.insert(program.openCounts.end(), request.open.begin(), request.open.end());
}

// Of the words of one launcher before the program: torchrun --nnodes 2 --nproc_per_node 8.
void applyLauncher(LaunchedProgram &program, std::span<const ShellWord> words,
                   const ShellReading &script, const LaunchFile &file, bool onNodes)
{
    if (words.empty() || isToldOfDevices(baseName(words.front().text)))
        return;
    LauncherOptions options = optionsIn(words);
    if (std::ranges::any_of(words, isDeepSpeed)) {
        if (const auto cards = deepSpeedCards(words, script, file)) {
            options = LauncherOptions();
            options.total = SaidCount{cards->count, cards->line, cards->by};
            if (cards->each > 0)
                options.each = SaidCount{cards->each, cards->line, cards->by};
        }
    }
    program.openCounts.insert(program.openCounts.end(), options.open.begin(), options.open.end());
    if (onNodes && std::ranges::none_of(words, startsNode)) // mpirun -n 8 -ppn 1 torchrun …
        return applyNodes(program, options.nodes ? options.nodes : options.total);
    // One node unless told otherwise.
    const bool alone =
        !onNodes && (std::ranges::any_of(words, isTorchrun) ||
                     (std::ranges::any_of(words, isDeepSpeed) && !hasHostfile(words)));
    if (!program.devices && options.total)
        program.devices = options.total;
    const bool isOpen = !options.open.empty(); // --nnodes $NNODES is not one node
    if (!program.devices && options.each && (options.nodes || (alone && !isOpen))) {
        const SaidCount nodes = options.nodes.value_or(SaidCount{1, options.each->line, "1 node"});
        program.devices = SaidCount{nodes.count * options.each->count, options.each->line,
                                    nodes.by + " x " + options.each->by};
    }
    if (!program.devicesPerNode && options.each)
        program.devicesPerNode = options.each;
    if (!program.devicesPerNode && options.total && options.nodes && options.nodes->count > 0)
        program.devicesPerNode = SaidCount{options.total->count / options.nodes->count,
                                           options.nodes->line, options.nodes->by};
}

// A variable in front of the command, or of the script.
std::optional<SaidCount> countNamed(const char *name, const ShellCommand &command,
                                    const ShellReading &script)
{
    if (const auto own = command.environment.find(name); own != command.environment.end())
        return countOf({.text = own->second, .line = command.line}, name);
    const auto found = script.arrays.find(name);
    return found != script.arrays.end() && found->second.size() == 1
               ? countOf(found->second.front(), name)
               : std::nullopt;
}

// These start a process for each card of one node, unless NNODES says that there are others.
bool startsEachCard(std::string_view program)
{
    return program == "llamafactory-cli" || program == "lmf" || program == "swift" ||
           program == "megatron";
}

// NNODES=4 and GPUS_PER_NODE=8 of the script, where no launcher says it.
void applyVariables(LaunchedProgram &program, const ShellCommand &command,
                    const ShellReading &script)
{
    const auto first = [&](std::initializer_list<const char *> names) {
        std::optional<SaidCount> count;
        for (const char *name : names) {
            if (!count)
                count = countNamed(name, command, script);
        }
        return count;
    };
    std::optional<SaidCount> nodes =
        first({"NNODES", "NUM_NODES", "SLURM_NNODES", "SLURM_JOB_NUM_NODES"});
    const std::optional<SaidCount> each =
        first({"GPUS_PER_NODE", "NPROC_PER_NODE", "NUM_GPUS_PER_NODE", "SLURM_GPUS_PER_NODE",
               "SLURM_GPUS_ON_NODE", "SLURM_NTASKS_PER_NODE"});
    if (!nodes && each && startsEachCard(program.program))
        nodes = SaidCount{1, each->line, "1 node"};
    if (!program.devicesPerNode)
        program.devicesPerNode = each;
    if (!program.devices && nodes && each)
        program.devices =
            SaidCount{nodes->count * each->count, each->line, nodes->by + " x " + each->by};
    // It may count nodes as well as ranks, so it is believed last.
    if (!program.devices)
        program.devices = first({"WORLD_SIZE", "SLURM_NTASKS", "SLURM_NPROCS"});
}

// CUDA_VISIBLE_DEVICES=0,1,2,3 deepspeed train.py: a process for each of them, on its node.
std::optional<SaidCount> visibleDevices(const ShellCommand &command, const ShellReading &script)
{
    constexpr const char *name = "CUDA_VISIBLE_DEVICES";
    const auto startsEach = [](const ShellWord &word) {
        const std::string_view program = baseName(word.text);
        return isDeepSpeed(word) || program == "accelerate" || program == "axolotl" ||
               (startsEachCard(program) && program != "swift" && program != "megatron");
    };
    if (countNamed("NNODES", command, script) || countNamed("NPROC_PER_NODE", command, script))
        return {};
    const auto isOfNodes = [](const ShellWord &word) {
        std::string option = word.text;
        std::ranges::replace(option, '_', '-');
        return option.starts_with("--num-nodes") || option.starts_with("--num-machines");
    };
    if (std::ranges::none_of(command.words, startsEach) ||
        std::ranges::any_of(command.words, isOfNodes) || hasHostfile(command.words))
        return {};
    const auto own = command.environment.find(name);
    const auto set = script.arrays.find(name);
    ShellWord word{.text = {}, .line = command.line};
    if (own != command.environment.end())
        word.text = own->second;
    else if (set != script.arrays.end() && set->second.size() == 1)
        word = set->second.front();
    const bool isList = word.text.find_first_not_of("0123456789,") == std::string::npos;
    if (word.text.empty() || !isList || !word.unset.empty())
        return {};
    return SaidCount{1 + std::ranges::count(word.text, ','), word.line,
                     std::string(name) + '=' + word.text};
}

// Where the program stands in the command; its end: there is none.
std::vector<ShellWord>::const_iterator programIn(const ShellCommand &command,
                                                 AcceptsProgram accepts)
{
    const auto end = command.words.end();
    if (command.words.empty() || isIdle(baseName(command.words.front().text)))
        return end;
    for (auto word = command.words.begin(); word != end; ++word) {
        if (accepts(baseName(word->text), {word + 1, end}))
            return word;
    }
    return end;
}

// srun torchrun …, mpirun bash -c "torchrun …"; within: the command around them.
bool isStartedOnNodes(const ShellReading &script, std::span<const ShellWord> words, int within)
{
    const auto isOfTasks = [](const ShellWord &word) { return startsTasks(baseName(word.text)); };
    bool ofNode = false;
    for (;;) {
        const std::size_t at = ofNode ? words.size() : launcherOfNode(words);
        ofNode = ofNode || at < words.size();
        if (ofNode && std::ranges::any_of(words.first(at), isOfTasks))
            return true;
        if (within < 0)
            return false;
        const ShellCommand &command = script.commands[static_cast<std::size_t>(within)];
        words = command.words;
        within = command.within;
    }
}

// What the command of this index starts, with what its launchers say, from the program outwards.
LaunchedProgram programWithDevices(const ShellReading &script, const LaunchFile &file,
                                   std::size_t index, std::vector<ShellWord>::const_iterator found,
                                   const JobRequest &directives,
                                   const std::map<int, JobRequest> &jobs)
{
    const ShellCommand &command = script.commands[index];
    LaunchedProgram program{.program = std::string(baseName(found->text)),
                            .arguments = {found + 1, command.words.end()},
                            .line = found->line,
                            .launcher = {command.words.begin(), found},
                            .turn = command.turn};
    std::span<const ShellWord> before(command.words.begin(), found);
    const bool onNodes = isStartedOnNodes(script, before, command.within);
    for (int at = static_cast<int>(index); at >= 0;) {
        const ShellCommand &each = script.commands[static_cast<std::size_t>(at)];
        if (&each != &command)
            before = each.words;
        const std::size_t ofNode = launcherOfNode(before);
        applyLauncher(program, before.subspan(ofNode), script, file, onNodes);
        if (onNodes && !program.devicesPerNode) // srun accelerate launch: on each of its nodes
            program.devicesPerNode = visibleDevices(command, script);
        applyLauncher(program, before.first(ofNode), script, file, onNodes);
        // Behind a program of its own stand options of the program.
        if (const auto job = jobs.find(at); job != jobs.end())
            applyJob(program,
                     &each == &command ? jobRequest(before, script.jobs.at(at)) : job->second,
                     onNodes);
        else if (!before.empty() && isToldOfDevices(baseName(before.front().text)))
            applyJob(program, jobOptions(before), onNodes);
        at = each.within;
    }
    applyJob(program, directives, onNodes);
    if (!program.devices && !onNodes)
        program.devices = visibleDevices(command, script);
    applyVariables(program, command, script);
    if (onNodes && program.openCounts.empty())
        applyNodes(program, SaidCount{1, program.line, "1 node"});
    return program;
}

// The words before the program, but for --node_rank 1, -w node1 and the like: it is started on
// each node.
std::vector<std::string_view> launcherOfAllNodes(const LaunchedProgram &program)
{
    std::vector<std::string_view> words;
    for (std::size_t i = 0; i < program.launcher.size(); ++i) {
        const std::string_view word = program.launcher[i].text;
        if (!saysWhichNode(word))
            words.push_back(word);
        else if (word.find('=') == std::string_view::npos)
            ++i;
    }
    return words;
}

bool startSame(const LaunchedProgram &a, const LaunchedProgram &b)
{
    const auto count = [](const std::optional<SaidCount> &said) { return said ? said->count : 0; };
    return a.program == b.program && count(a.devices) == count(b.devices) &&
           launcherOfAllNodes(a) == launcherOfAllNodes(b) &&
           std::ranges::equal(a.arguments, b.arguments, {}, &ShellWord::text, &ShellWord::text);
}

} // namespace

std::vector<LaunchedProgram> launchedPrograms(const ShellReading &script, const LaunchFile &file,
                                              AcceptsProgram accepts)
{
    constexpr std::size_t most = 100; // more are of no use to anybody
    const JobRequest directives = jobDirectives(file.text);
    std::map<int, JobRequest> jobs; // each taken apart once, whatever it starts
    for (const auto &[at, text] : script.jobs)
        jobs.emplace(at, jobRequest(script.commands[static_cast<std::size_t>(at)].words, text));
    std::vector<LaunchedProgram> programs;
    std::set<int> handsOn; // commands that start one of them by another shell
    for (std::size_t i = script.commands.size(); i-- > 0 && programs.size() < most;) {
        const ShellCommand &command = script.commands[i];
        const auto found = programIn(command, accepts);
        if (found == command.words.end() || handsOn.contains(static_cast<int>(i)))
            continue;
        for (int at = command.within; at >= 0;) {
            handsOn.insert(at);
            at = script.commands[static_cast<std::size_t>(at)].within;
        }
        LaunchedProgram program = programWithDevices(script, file, i, found, directives, jobs);
        if (std::ranges::none_of(programs, [&program](const LaunchedProgram &other) {
                return startSame(program, other);
            }))
            programs.push_back(std::move(program));
    }
    std::ranges::reverse(programs);
    return programs;
}

} // namespace core
