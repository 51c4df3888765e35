// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/job_request.h"

#include "core/base/printable.h"
#include "core/base/similar_names.h"
#include "core/io/launch/lsf.h"
#include "core/io/launch/pbs.h"
#include "core/io/launch/slurm.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace core {
namespace {

// "8", "gpu:8", "gpu:a100:8", "gpu:8(S:0-1)"; "2-4" nodes are at least 2.
std::optional<std::int64_t> countIn(std::string_view value)
{
    value = value.substr(0, value.find('('));
    value = value.substr(value.rfind(':') + 1);
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
    const bool whole = end == value.data() + value.size() || *end == '-';
    if (value.empty() || error != std::errc() || !whole || count < 1 || count > kMaxDevices)
        return {};
    return count;
}

// How a queue is told of a job.
struct Language
{
    Queue queue;
    void (*take)(JobRequest &request, std::span<const ShellWord> words);
};

struct Directive
{
    std::string_view mark;
    Language language;
};
constexpr Directive kDirectives[] = {{"#SBATCH", {Queue::Slurm, takeSlurm}},
                                     {"#PBS", {Queue::Pbs, takeQsub}},
                                     {"#BSUB", {Queue::Lsf, takeLsf}},
                                     {"#flux:", {Queue::Slurm, takeFlux}},
                                     {"#$ ", {Queue::GridEngine, takeQsub}}};

std::vector<ShellWord> directivesIn(std::string_view script, std::string_view mark)
{
    std::vector<ShellWord> words;
    int line = 1;
    for (std::size_t at = 0; at < script.size(); ++line) {
        const std::size_t end = std::min(script.find('\n', at), script.size());
        std::string_view text = script.substr(at, end - at);
        at = end + 1;
        if (!text.starts_with(mark))
            continue;
        text = text.substr(mark.size());
        std::istringstream parts{std::string(text.substr(0, text.find('#')))};
        for (std::string part; parts >> part;) {
            std::erase(part, '"'); // -R "span[ptile=8]"
            words.push_back({.text = part, .line = line});
        }
    }
    return words;
}

struct Program
{
    std::string_view name;
    bool takesJobs;
    Language language;
};
constexpr Program kPrograms[] = {
    {"srun", false, {Queue::Slurm, takeSlurm}},   {"sbatch", true, {Queue::Slurm, takeSlurm}},
    {"salloc", false, {Queue::Slurm, takeSlurm}}, {"qsub", true, {Queue::Pbs, takeQsub}},
    {"bsub", true, {Queue::Lsf, takeLsf}},        {"jsrun", false, {Queue::Lsf, takeJsrun}},
    {"flux", false, {Queue::Slurm, takeFlux}},
};

const Program *findProgram(std::string_view name)
{
    const auto *found = std::ranges::find(kPrograms, name, &Program::name);
    return found == std::end(kPrograms) ? nullptr : found;
}

const Program *programOf(std::span<const ShellWord> words)
{
    const std::string_view text = words.empty() ? std::string_view() : words.front().text;
    return findProgram(text.substr(text.rfind('/') + 1));
}

} // namespace

SaidCount productOf(const SaidCount &a, const SaidCount &b)
{
    return {a.count * b.count, b.line, a.by + " x " + b.by};
}

bool takesJobs(std::string_view program)
{
    const Program *found = findProgram(program);
    return found && found->takesJobs;
}

bool isJobDirective(std::string_view line)
{
    return std::ranges::any_of(kDirectives, [line](const Directive &directive) {
        return line.starts_with(directive.mark);
    });
}

bool namesTakerOfJobs(std::string_view script)
{
    return std::ranges::any_of(kPrograms, [script](const Program &program) {
        return program.takesJobs && script.find(program.name) != std::string_view::npos;
    });
}

bool isToldOfDevices(std::string_view program)
{
    return findProgram(program) != nullptr;
}

void takeCount(JobRequest &request, std::optional<SaidCount> JobRequest::*which,
               const ShellWord &value, std::string_view name)
{
    const std::string said = std::string(name) + '=' + value.text;
    // The last one counts, over what was wrong before it, too.
    if (request.wrong && request.wrong->text.starts_with(std::string(name) + '='))
        request.wrong.reset();
    if (const std::optional<std::int64_t> count = countIn(value.text))
        request.*which = SaidCount{*count, value.line, said};
    else if (!value.unset.empty())
        request.open.push_back(value);
    else if (value.text.find('$') != std::string::npos) // of a job that the script writes
        return;
    else if (!value.unknown && !request.wrong)
        request.wrong = ShellWord{.text = said, .line = value.line};
}

void takeExported(JobRequest &request, std::string_view list)
{
    std::istringstream items{std::string(list)};
    for (std::string item; std::getline(items, item, ',');) {
        item.erase(0, item.find_first_not_of(' '));
        const std::size_t sign = item.find('=');
        if (sign != std::string::npos && sign > 0)
            request.exported[item.substr(0, sign)] = item.substr(sign + 1);
        else if (lowerCase(item) == "all" || lowerCase(item) == "none")
            request.inherits = lowerCase(item) == "all";
        else if (!item.empty())
            request.handedOn.push_back(item);
    }
}

std::optional<ShellWord> optionValue(std::span<const ShellWord> words, std::size_t at,
                                     std::string_view name, std::string_view letter)
{
    const std::string &word = words[at].text;
    if (word.starts_with(std::string(name) + '=')) {
        ShellWord value = words[at];
        value.text.erase(0, name.size() + 1);
        return value;
    }
    const bool isAttached = !letter.empty() && word.size() > letter.size() &&
                            word.starts_with(letter) &&
                            word.find_first_not_of("0123456789", letter.size()) == word.npos;
    if (isAttached) {
        ShellWord value = words[at];
        value.text.erase(0, letter.size());
        return value;
    }
    const bool isAlone = word == name || (!letter.empty() && word == letter);
    return isAlone && at + 1 < words.size() ? std::optional(words[at + 1]) : std::nullopt;
}

JobRequest jobOptions(std::span<const ShellWord> words)
{
    return jobRequest(words, {});
}

JobRequest jobDirectives(std::string_view script)
{
    return jobRequest({}, script);
}

JobRequest jobRequest(std::span<const ShellWord> command, std::string_view script)
{
    const Program *program = programOf(command);
    const Language *language = program ? &program->language : nullptr;
    std::vector<ShellWord> words;
    for (const Directive &directive : kDirectives) {
        if (program && directive.language.take != program->language.take)
            continue; // of another queue
        words = directivesIn(script, directive.mark);
        if (words.empty())
            continue;
        language = &directive.language;
        break; // lines of another queue are of a job that the script writes
    }
    for (ShellWord &word : words)
        word.line = command.empty() ? word.line : command.front().line;
    if (program)
        words.insert(words.end(), command.begin() + 1, command.end());
    JobRequest request;
    if (language) {
        request.queue = language->queue;
        language->take(request, words);
    }
    return request;
}

std::optional<SaidCount> devicesPerNodeOf(const JobRequest &request)
{
    if (request.tasksPerNode && request.tasksPerNode->count > 1)
        return request.tasksPerNode;
    if (request.devicesPerNode)
        return request.devicesPerNode;
    if (request.devicesPerTask && request.tasks && request.nodes) {
        const SaidCount all = productOf(*request.tasks, *request.devicesPerTask);
        if (all.count % request.nodes->count == 0)
            return SaidCount{all.count / request.nodes->count, all.line,
                             all.by + " / " + request.nodes->by};
    }
    if (request.devicesPerTask && request.tasksPerNode)
        return productOf(*request.tasksPerNode, *request.devicesPerTask);
    if (request.devices && request.nodes && request.devices->count % request.nodes->count == 0)
        return SaidCount{request.devices->count / request.nodes->count, request.devices->line,
                         request.devices->by + " / " + request.nodes->by};
    // One task a node; of more it is not known here on how many nodes they are.
    return request.tasks || request.devices ? std::nullopt : request.devicesPerTask;
}

std::optional<SaidCount> devicesOf(const JobRequest &request)
{
    if (request.devices)
        return request.devices;
    if (request.tasks && request.devicesPerTask)
        return productOf(*request.tasks, *request.devicesPerTask);
    const std::optional<SaidCount> each = devicesPerNodeOf(request);
    if (request.nodes && each)
        return productOf(*request.nodes, *each);
    if (request.tasks && request.tasks->count > 1)
        return request.tasks;
    return {};
}

namespace {

// The number of a job in its array.
std::string_view nameOfTask(Queue queue)
{
    constexpr std::string_view names[] = {"SLURM_ARRAY_TASK_ID", "PBS_ARRAY_INDEX", "LSB_JOBINDEX",
                                          "SGE_TASK_ID"};
    return names[static_cast<std::size_t>(queue)];
}

using Names = std::initializer_list<const char *>;

void set(std::map<std::string, std::string> &variables, Names names, std::int64_t count)
{
    for (const char *name : names)
        variables[name] = std::to_string(count);
}

void setSlurm(std::map<std::string, std::string> &variables, const JobRequest &request)
{
    if (request.nodes)
        set(variables, {"SLURM_NNODES", "SLURM_JOB_NUM_NODES"}, request.nodes->count);
    if (request.tasksPerNode)
        set(variables, {"SLURM_NTASKS_PER_NODE", "SLURM_TASKS_PER_NODE"},
            request.tasksPerNode->count);
    if (request.devicesPerNode)
        set(variables, {"SLURM_GPUS_PER_NODE", "SLURM_GPUS_ON_NODE"},
            request.devicesPerNode->count);
    if (request.tasks)
        set(variables, {"SLURM_NTASKS", "SLURM_NPROCS"}, request.tasks->count);
    else if (request.nodes && request.tasksPerNode)
        set(variables, {"SLURM_NTASKS", "SLURM_NPROCS"},
            request.nodes->count * request.tasksPerNode->count);
}

} // namespace

std::optional<LaunchNote> noteOnArray(const JobRequest &request, std::string_view script)
{
    const std::optional<ShellWord> &tasks = request.tasksOfArray;
    const std::string_view name = nameOfTask(request.queue);
    if (!tasks || script.find(name) == std::string_view::npos)
        return {};
    return LaunchNote{tasks->line, "Of the array of jobs " + printable(tasks->text) +
                                       " the first one is read: --env " + std::string(name) +
                                       "=… gives another."};
}

std::map<std::string, std::string> jobVariables(const JobRequest &request)
{
    std::map<std::string, std::string> variables = request.exported;
    if (request.tasksOfArray) {
        const std::string &tasks = request.tasksOfArray->text; // 0-7%2, 1,3,5
        variables[std::string(nameOfTask(request.queue))] =
            tasks.substr(0, tasks.find_first_of("-,:%"));
    }
    if (request.queue == Queue::Slurm)
        setSlurm(variables, request);
    else if (request.queue == Queue::Pbs && request.nodes)
        set(variables, {"PBS_NUM_NODES"}, request.nodes->count);
    else if (request.queue == Queue::GridEngine && request.nodes)
        set(variables, {"NHOSTS"}, request.nodes->count);
    return variables;
}

std::optional<HostFile> hostFileOf(const JobRequest &request)
{
    constexpr std::int64_t most = 10'000;
    if (!request.nodes || (request.queue != Queue::Pbs && request.queue != Queue::Lsf))
        return {};
    const std::int64_t each = request.tasksPerNode ? request.tasksPerNode->count : 1;
    if (request.nodes->count * each > most)
        return {};
    HostFile file{.variable = request.queue == Queue::Pbs ? "PBS_NODEFILE" : "LSB_DJOB_HOSTFILE",
                  .text = {}};
    for (std::int64_t line = 0; line < request.nodes->count * each; ++line)
        file.text += "node" + std::to_string(line / each + 1) + '\n';
    return file;
}

} // namespace core
