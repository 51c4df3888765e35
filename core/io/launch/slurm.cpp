// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/slurm.h"

namespace core {
namespace {

struct Option
{
    std::string_view name;
    std::string_view letter;
    std::optional<SaidCount> JobRequest::*count;
};
constexpr Option kOptions[] = {
    {"--nodes", "-N", &JobRequest::nodes},
    {"--ntasks", "-n", &JobRequest::tasks},
    {"--ntasks-per-node", "", &JobRequest::tasksPerNode},
    {"--gpus-per-node", "", &JobRequest::devicesPerNode},
    {"--gres", "", &JobRequest::devicesPerNode},
    {"--gpus-per-task", "", &JobRequest::devicesPerTask},
    {"--gpus", "-G", &JobRequest::devices},
};

void apply(JobRequest &request, const Option &option, const ShellWord &value)
{
    if (option.name != "--gres" || value.text.starts_with("gpu"))
        takeCount(request, option.count, value, option.name);
}

// flux-run(1), which has the names of Slurm and letters of its own.
constexpr Option kFluxOptions[] = {
    {"--nodes", "-N", &JobRequest::nodes},
    {"--ntasks", "-n", &JobRequest::tasks},
    {"--tasks-per-node", "", &JobRequest::tasksPerNode},
    {"--gpus-per-node", "", &JobRequest::devicesPerNode},
    {"--gpus-per-task", "-g", &JobRequest::devicesPerTask},
};

} // namespace

void takeSlurm(JobRequest &request, std::span<const ShellWord> words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (const auto list = optionValue(words, i, "--export")) {
            request.inherits = false; // but for ALL
            takeExported(request, list->text);
        }
        if (const auto tasks = optionValue(words, i, "--array", "-a"))
            request.tasksOfArray = tasks;
        for (const Option &option : kOptions) {
            if (const auto value = optionValue(words, i, option.name, option.letter))
                apply(request, option, *value);
        }
    }
}

void takeFlux(JobRequest &request, std::span<const ShellWord> words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (const Option &option : kFluxOptions) {
            if (const auto value = optionValue(words, i, option.name, option.letter))
                apply(request, option, *value);
        }
    }
}

} // namespace core
