// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/slurm.h"

#include "core/base/printable.h"
#include "core/io/launch/shell_scanner.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace core {
namespace {

constexpr std::string_view kTask = "SLURM_ARRAY_TASK_ID";

using Count = std::optional<SaidCount> SlurmRequest::*;

struct Option
{
    std::string_view name;
    std::string_view letter;
    Count count;
};
constexpr Option kOptions[] = {
    {"--nodes", "-N", &SlurmRequest::nodes},
    {"--ntasks", "-n", &SlurmRequest::tasks},
    {"--ntasks-per-node", "", &SlurmRequest::tasksPerNode},
    {"--gpus-per-node", "", &SlurmRequest::devicesPerNode},
    {"--gres", "", &SlurmRequest::devicesPerNode},
    {"--gpus-per-task", "", &SlurmRequest::devicesPerTask},
    {"--gpus", "-G", &SlurmRequest::devices},
};

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

void apply(SlurmRequest &request, const Option &option, const ShellWord &value)
{
    if (option.name == "--gres" && !value.text.starts_with("gpu"))
        return;
    const std::string said = std::string(option.name) + '=' + value.text;
    // The last one counts, over what was wrong before it, too.
    if (request.wrong && request.wrong->text.starts_with(std::string(option.name) + '='))
        request.wrong.reset();
    if (const std::optional<std::int64_t> count = countIn(value.text))
        request.*option.count = SaidCount{*count, value.line, said};
    else if (!value.unset.empty())
        request.open.push_back(value);
    else if (value.text.find('$') != std::string::npos) // of a job that the script writes
        return;
    else if (!value.unknown && !request.wrong)
        request.wrong = ShellWord{.text = said, .line = value.line};
}

SaidCount product(const SaidCount &a, const SaidCount &b)
{
    return {a.count * b.count, b.line, a.by + " x " + b.by};
}

std::vector<ShellWord> directivesIn(std::string_view script)
{
    constexpr std::string_view directive = "#SBATCH";
    std::vector<ShellWord> words;
    int line = 1;
    for (std::size_t at = 0; at < script.size(); ++line) {
        const std::size_t end = std::min(script.find('\n', at), script.size());
        std::string_view text = script.substr(at, end - at);
        at = end + 1;
        if (!text.starts_with(directive))
            continue;
        text = text.substr(directive.size());
        std::istringstream parts{std::string(text.substr(0, text.find('#')))};
        for (std::string part; parts >> part;)
            words.push_back({.text = part, .line = line});
    }
    return words;
}

// The value of an option that is one word with it, or the next one.
std::optional<ShellWord> valueOf(std::span<const ShellWord> words, std::size_t at,
                                 std::string_view name, std::string_view letter)
{
    const std::string &word = words[at].text;
    if (word.starts_with(std::string(name) + '=')) {
        ShellWord value = words[at];
        value.text.erase(0, name.size() + 1);
        return value;
    }
    const bool isAlone = word == name || (!letter.empty() && word == letter);
    return isAlone && at + 1 < words.size() ? std::optional(words[at + 1]) : std::nullopt;
}

// ALL,TP=4,PP=2
void takeExported(SlurmRequest &request, const std::string &list)
{
    std::istringstream items(list);
    for (std::string item; std::getline(items, item, ',');) {
        const std::size_t sign = item.find('=');
        if (sign != std::string::npos && sign > 0)
            request.exported[item.substr(0, sign)] = item.substr(sign + 1);
    }
}

} // namespace

SlurmRequest slurmOptions(std::span<const ShellWord> words)
{
    SlurmRequest request;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string &word = words[i].text;
        if (const auto list = valueOf(words, i, "--export", ""))
            takeExported(request, list->text);
        if (const auto tasks = valueOf(words, i, "--array", "-a"))
            request.tasksOfArray = tasks;
        for (const Option &option : kOptions) {
            if (const auto value = valueOf(words, i, option.name, option.letter)) {
                apply(request, option, *value);
            } else if (!option.letter.empty() && word.size() > 2 &&
                       word.starts_with(option.letter) &&
                       word.find_first_not_of("0123456789", 2) == std::string::npos) {
                ShellWord attached = words[i]; // -N2
                attached.text = word.substr(2);
                apply(request, option, attached);
            }
        }
    }
    return request;
}

SlurmRequest slurmDirectives(const LaunchFile &file)
{
    return slurmOptions(directivesIn(file.text));
}

SlurmRequest slurmJob(std::span<const ShellWord> sbatch, std::string_view script)
{
    std::vector<ShellWord> words = directivesIn(script);
    for (ShellWord &word : words)
        word.line = sbatch.empty() ? 0 : sbatch.front().line;
    words.insert(words.end(), sbatch.begin(), sbatch.end());
    return slurmOptions(words);
}

std::optional<SaidCount> devicesPerNodeOf(const SlurmRequest &request)
{
    if (request.tasksPerNode && request.tasksPerNode->count > 1)
        return request.tasksPerNode;
    if (request.devicesPerNode)
        return request.devicesPerNode;
    if (request.devicesPerTask && request.tasksPerNode)
        return product(*request.tasksPerNode, *request.devicesPerTask);
    if (request.devices && request.nodes && request.devices->count % request.nodes->count == 0)
        return SaidCount{request.devices->count / request.nodes->count, request.devices->line,
                         request.devices->by + " / " + request.nodes->by};
    return request.devicesPerTask;
}

std::optional<SaidCount> devicesOf(const SlurmRequest &request)
{
    if (request.devices)
        return request.devices;
    const std::optional<SaidCount> each = devicesPerNodeOf(request);
    if (request.nodes && each)
        return product(*request.nodes, *each);
    if (request.tasks && request.devicesPerTask)
        return product(*request.tasks, *request.devicesPerTask);
    if (request.tasks && request.tasks->count > 1)
        return request.tasks;
    return {};
}

std::optional<LaunchNote> noteOnArray(const SlurmRequest &request, std::string_view script)
{
    const std::optional<ShellWord> &tasks = request.tasksOfArray;
    if (!tasks || script.find(kTask) == std::string_view::npos)
        return {};
    return LaunchNote{tasks->line, "Of the array of jobs " + printable(tasks->text) +
                                       " the first one is read: --env " + std::string(kTask) +
                                       "=… gives another."};
}

std::map<std::string, std::string> slurmVariables(const SlurmRequest &request)
{
    std::map<std::string, std::string> variables = request.exported;
    if (request.tasksOfArray) {
        const std::string &tasks = request.tasksOfArray->text; // 0-7%2, 1,3,5
        variables[std::string(kTask)] = tasks.substr(0, tasks.find_first_of("-,:%"));
    }
    const auto set = [&variables](std::initializer_list<const char *> names, std::int64_t count) {
        for (const char *name : names)
            variables[name] = std::to_string(count);
    };
    if (request.nodes)
        set({"SLURM_NNODES", "SLURM_JOB_NUM_NODES"}, request.nodes->count);
    if (request.tasksPerNode)
        set({"SLURM_NTASKS_PER_NODE", "SLURM_TASKS_PER_NODE"}, request.tasksPerNode->count);
    if (request.devicesPerNode)
        set({"SLURM_GPUS_PER_NODE", "SLURM_GPUS_ON_NODE"}, request.devicesPerNode->count);
    if (request.tasks)
        set({"SLURM_NTASKS", "SLURM_NPROCS"}, request.tasks->count);
    else if (request.nodes && request.tasksPerNode)
        set({"SLURM_NTASKS", "SLURM_NPROCS"}, request.nodes->count * request.tasksPerNode->count);
    return variables;
}

} // namespace core
