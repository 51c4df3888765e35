// SPDX-License-Identifier: GPL-3.0-or-later
// bsub(1) of IBM Spectrum LSF, and jsrun(1), which starts programs in its jobs.
#include "core/io/launch/lsf.h"

namespace core {
namespace {

// What stands behind a word of a list: num=8:mode=shared, span[ptile=8].
std::optional<ShellWord> numberBehind(const ShellWord &list, std::string_view name)
{
    const std::size_t at = list.text.find(name);
    if (at == std::string::npos)
        return {};
    ShellWord value = list;
    value.text = list.text.substr(at + name.size());
    value.text.resize(std::min(value.text.find_first_of(":]/, "), value.text.size()));
    return value;
}

// -R "rusage[ngpus_excl_p=4] span[ptile=8]", in one word or several
void takeNeeds(JobRequest &request, JobRequest &places, std::span<const ShellWord> words)
{
    for (std::size_t i = 0; i < words.size() && (i == 0 || !words[i].text.starts_with('-')); ++i) {
        if (const auto each = numberBehind(words[i], "ptile="))
            takeCount(places, &JobRequest::tasksPerNode, *each, "ptile");
        if (const auto each = numberBehind(words[i], "ngpus_excl_p="))
            takeCount(request, &JobRequest::devicesPerNode, *each, "ngpus_excl_p");
    }
}

} // namespace

void takeLsf(JobRequest &request, std::span<const ShellWord> words)
{
    JobRequest places; // which are processors, and no devices
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (const auto nodes = optionValue(words, i, "-nnodes"))
            takeCount(request, &JobRequest::nodes, *nodes, "-nnodes");
        if (const auto all = optionValue(words, i, "-n", "-n"))
            takeCount(places, &JobRequest::tasks, *all, "-n");
        if (const auto list = optionValue(words, i, "-gpu")) {
            const bool ofTask = list->text.find("/task") != std::string::npos; // else of each host
            if (const auto each = numberBehind(*list, "num="))
                takeCount(request,
                          ofTask ? &JobRequest::devicesPerTask : &JobRequest::devicesPerNode, *each,
                          "-gpu num");
        }
        if (optionValue(words, i, "-R"))
            takeNeeds(request, places, words.subspan(i));
        if (const auto name = optionValue(words, i, "-J"); name && numberBehind(*name, "["))
            request.tasksOfArray = numberBehind(*name, "["); // train[1-4]
        if (const auto list = optionValue(words, i, "-env"))
            takeExported(request, list->text);
    }
    if (!request.nodes && places.tasks && places.tasksPerNode &&
        places.tasks->count % places.tasksPerNode->count == 0)
        request.nodes =
            SaidCount{places.tasks->count / places.tasksPerNode->count, places.tasks->line,
                      places.tasks->by + " / " + places.tasksPerNode->by};
    if (!request.devicesPerTask)
        return;
    if (places.tasks)
        request.devices = productOf(*places.tasks, *request.devicesPerTask);
    if (places.tasksPerNode)
        request.devicesPerNode = productOf(*places.tasksPerNode, *request.devicesPerTask);
}

void takeJsrun(JobRequest &request, std::span<const ShellWord> words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (const auto sets = optionValue(words, i, "--nrs", "-n"))
            takeCount(request, &JobRequest::tasks, *sets, "-n");
        if (const auto each = optionValue(words, i, "--gpu_per_rs", "-g"))
            takeCount(request, &JobRequest::devicesPerTask, *each, "-g");
        if (const auto sets = optionValue(words, i, "--rs_per_host", "-r"))
            takeCount(request, &JobRequest::tasksPerNode, *sets, "-r");
    }
    // A set of resources is neither a device nor a node.
    if (request.tasks && request.devicesPerTask)
        request.devices = productOf(*request.tasks, *request.devicesPerTask);
    if (request.tasksPerNode && request.devicesPerTask)
        request.devicesPerNode = productOf(*request.tasksPerNode, *request.devicesPerTask);
    request.tasksPerNode.reset();
    request.devicesPerTask.reset();
}

} // namespace core
