// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/way_out.h"

#include "core/base/text.h"
#include "core/scenario/complete_layout.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::size_t kMostListed = 16; // entries of a partition in a sentence
constexpr std::size_t kMostWays = 2;

std::string listText(const std::vector<int> &counts)
{
    std::string text = "[";
    for (const int count : counts)
        text += (text.size() > 1 ? ", " : "") + std::to_string(count);
    return text + ']';
}

constexpr std::string_view kSharding[] = {"\"none\"", "\"zero1\"", "\"zero2\"", "\"zero3\""};

// "tensor to 4", for every number that differs.
std::vector<std::string> settings(const Scenario &now, const Scenario &then)
{
    const ParallelSpec &was = now.parallel;
    const ParallelSpec &is = then.parallel;
    struct Setting
    {
        const char *name;
        std::int64_t before;
        std::int64_t after;
    };
    const Setting counts[] = {
        {"tensor", was.tensor, is.tensor},
        {"context", was.context, is.context},
        {"expert", was.expert, is.expert},
        {"pipeline", was.pipeline, is.pipeline},
        {"chunks", was.chunks, is.chunks},
        {"data", was.data, is.data},
        {"devices", now.cluster.devices, then.cluster.devices},
        {"micro_batch", now.training.microBatch, then.training.microBatch},
        {"global_batch", now.training.globalBatch, then.training.globalBatch}};
    std::vector<std::string> texts;
    if (was.schedule != is.schedule)
        texts.push_back("schedule to \"" + is.schedule + '"');
    for (const Setting &count : counts) {
        if (count.before != count.after)
            texts.push_back(std::string(count.name) + " to " + figureOfCount(count.after));
    }
    if (was.sharding != is.sharding)
        texts.push_back("sharding to " +
                        std::string(kSharding[static_cast<std::size_t>(is.sharding)]));
    if (was.partition != is.partition && is.partition.size() <= kMostListed &&
        !is.partition.empty())
        texts.push_back("partition to " + listText(is.partition));
    return texts;
}

// "tensor to 4 and devices to 32, and leave partition out"
std::string changeText(const Scenario &now, const Scenario &then)
{
    std::vector<std::string> dropped;
    const std::vector<int> &partition = then.parallel.partition;
    if (partition != now.parallel.partition &&
        (partition.empty() || partition.size() > kMostListed))
        dropped.push_back("partition");
    if (then.parallel.placement != now.parallel.placement)
        dropped.push_back("placement");
    std::string text = joinWithAnd(settings(now, then));
    if (dropped.empty())
        return "set " + text;
    const std::string leave = "leave " + joinWithAnd(dropped) + " out";
    return text.empty() ? leave : "set " + text + ", and " + leave;
}

bool faultsExist(const Scenario &scenario)
{
    const int devices = scenario.cluster.devices;
    return std::ranges::all_of(scenario.faults.devices,
                               [devices](const auto &fault) { return fault.device < devices; }) &&
           std::ranges::all_of(scenario.faults.links, [devices](const auto &fault) {
               return std::max(fault.from, fault.to) < devices;
           });
}

} // namespace

std::string wayOut(const Scenario &now, const std::vector<Scenario> &changes)
{
    std::vector<std::string> ways;
    for (const Scenario &change : changes) {
        const Scenario then = completed(change);
        if (problemWithLayout(then) || (faultsExist(now) && !faultsExist(then)))
            continue;
        const std::string text = changeText(now, then);
        if (std::ranges::find(ways, text) == ways.end() && ways.size() < kMostWays)
            ways.push_back(text);
    }
    if (ways.empty())
        return {};
    return ways.size() == 1 ? ways.front() : ways.front() + ", or " + ways.back();
}

} // namespace core
