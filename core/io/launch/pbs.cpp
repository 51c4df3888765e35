// SPDX-License-Identifier: GPL-3.0-or-later
// qsub(1B) of PBS Professional and of Torque, and qsub(1) of Grid Engine, which has the same
// options.
#include "core/io/launch/pbs.h"

#include <algorithm>
#include <sstream>

namespace core {
namespace {

// Nothing where one of them is nothing.
std::optional<SaidCount> sumOf(const std::optional<SaidCount> &a, const std::optional<SaidCount> &b)
{
    if (!a || !b)
        return {};
    return SaidCount{a->count + b->count, a->line, a->by + " + " + b->by};
}

ShellWord partOf(const ShellWord &word, std::string text)
{
    ShellWord part = word;
    part.text = std::move(text);
    return part;
}

// 4:ncpus=64:ngpus=4:mpiprocs=4, 2:ppn=8:gpus=8: nodes, and what each of them has.
void takeChunk(JobRequest &request, const ShellWord &list, std::string_view name)
{
    std::istringstream items(list.text);
    std::string item;
    std::getline(items, item, ':');
    takeCount(request, &JobRequest::nodes, partOf(list, item), name);
    while (std::getline(items, item, ':')) {
        const std::size_t sign = item.find('=');
        const std::string key = item.substr(0, sign);
        if (sign == std::string::npos)
            continue;
        const ShellWord value = partOf(list, item.substr(sign + 1));
        if (key == "ngpus" || key == "gpus")
            takeCount(request, &JobRequest::devicesPerNode, value, key);
        else if (key == "mpiprocs")
            takeCount(request, &JobRequest::tasksPerNode, value, key);
    }
}

// select=2:ngpus=4+1:ngpus=8: nodes of several kinds, which are as many devices as all have.
void takeChunks(JobRequest &request, const ShellWord &list, std::string_view name)
{
    std::istringstream chunks(list.text);
    std::optional<SaidCount> nodes;
    std::optional<SaidCount> devices;
    int kinds = 0;
    for (std::string chunk; std::getline(chunks, chunk, '+'); ++kinds) {
        JobRequest one;
        takeChunk(kinds == 0 ? request : one, partOf(list, chunk), name);
        const JobRequest &taken = kinds == 0 ? request : one;
        if (!request.wrong)
            request.wrong = one.wrong;
        request.open.insert(request.open.end(), one.open.begin(), one.open.end());
        const std::optional<SaidCount> ofAll = devicesOf(taken);
        nodes = kinds == 0 ? taken.nodes : sumOf(nodes, taken.nodes);
        devices = kinds == 0 ? ofAll : sumOf(devices, ofAll);
    }
    if (kinds > 1) { // what one of them leaves open, all do
        request.nodes = nodes;
        request.devices = devices;
        if (!devices)
            request.devicesPerNode.reset();
    }
}

// Types of resources of ABCI ("Job Execution"): whole nodes of four V100 or of eight A100.
struct WholeNodes
{
    std::string_view name;
    std::int64_t devices;
};
constexpr WholeNodes kWholeNodes[] = {{"rt_F", 4}, {"rt_AF", 8}};

// -l select=2:ngpus=8,walltime=1:00:00
void takeResources(JobRequest &request, const ShellWord &list)
{
    std::istringstream items(list.text);
    for (std::string item; std::getline(items, item, ',');) {
        for (const std::string_view name : {"select", "nodes"}) {
            if (item.starts_with(std::string(name) + '='))
                takeChunks(request, partOf(list, item.substr(name.size() + 1)), name);
        }
        constexpr std::string_view cards = "ngpus"; // of one node, without select
        if (item.starts_with(std::string(cards) + '=') && !request.nodes) {
            takeCount(request, &JobRequest::devicesPerNode,
                      partOf(list, item.substr(cards.size() + 1)), cards);
            request.nodes = SaidCount{1, list.line, "1 node"};
        }
        for (const auto &[name, devices] : kWholeNodes) {
            if (!item.starts_with(std::string(name) + '='))
                continue;
            request.queue = Queue::GridEngine;
            takeCount(request, &JobRequest::nodes, partOf(list, item.substr(name.size() + 1)),
                      name);
            request.devicesPerNode =
                SaidCount{devices, list.line, std::to_string(devices) + " GPUs"};
        }
    }
}

} // namespace

void takeQsub(JobRequest &request, std::span<const ShellWord> words)
{
    request.inherits =
        std::ranges::any_of(words, [](const ShellWord &word) { return word.text == "-V"; });
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (const auto list = optionValue(words, i, "-l"))
            takeResources(request, *list);
        if (const auto list = optionValue(words, i, "-v"))
            takeExported(request, list->text);
        if (const auto tasks = optionValue(words, i, "-J", "-t"))
            request.tasksOfArray = tasks;
    }
}

} // namespace core
