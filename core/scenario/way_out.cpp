// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/way_out.h"

#include "core/base/text.h"
#include "core/scenario/edit_schedule.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

constexpr std::size_t kMostListed = 16; // entries of a partition in a sentence
constexpr std::size_t kMostWays = 2;

int nearestTo(std::int64_t whole, std::int64_t wanted)
{
    return static_cast<int>(nearestDivisor(std::max<std::int64_t>(1, whole), wanted));
}

const ScheduleEntry *entryOf(const Scenario &scenario)
{
    return findSchedule(scenario.parallel.schedule);
}

void completeSchedule(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    for (int *degree : {&parallel.data, &parallel.tensor, &parallel.pipeline, &parallel.context,
                        &parallel.expert})
        *degree = std::clamp(*degree, 1, kMaxDevices);
    if (const OwnSchedule &own = parallel.own; parallel.schedule == kOwnSchedule && own.order)
        parallel.pipeline = own.order->ranks;
    const ScheduleEntry *entry = entryOf(scenario);
    if (!entry)
        return;
    if (needsOneReplica(parallel))
        parallel.data = 1;
    parallel.chunks = std::clamp(parallel.chunks, entry->chunks.least, entry->chunks.most);
    if (entry->placement == Placement::Wave) // a wave is two chunks
        parallel.chunks -= parallel.chunks % 2;
    if (entry->placement == Placement::TwoWay && parallel.pipeline % 2 == 1)
        parallel.pipeline = std::max(2, parallel.pipeline - 1);
}

// Fewer ranks before fewer chunks before another schedule.
void completeStages(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    const std::int64_t layers = scenario.model.layerCount();
    const auto tooMany = [&scenario, layers] {
        return stagesOf(scenario.parallel) > layers + stagesWithoutLayers(scenario);
    };
    const ScheduleEntry *entry = entryOf(scenario);
    if (!tooMany() || !entry)
        return;
    const std::int64_t perRank = stageCount(entry->placement, 1, parallel.chunks);
    parallel.pipeline = static_cast<int>(std::max<std::int64_t>(1, layers / perRank));
    completeSchedule(scenario);
    if (tooMany())
        parallel.chunks = std::max(entry->chunks.least,
                                   static_cast<int>(layers / std::max(1, parallel.pipeline)));
    completeSchedule(scenario);
    if (!tooMany())
        return;
    parallel.schedule = ParallelSpec().schedule;
    parallel.chunks = 1;
    parallel.pipeline = static_cast<int>(std::min<std::int64_t>(parallel.pipeline, layers));
}

void completeSplits(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    parallel.tensor = spec ? nearestTo(widthOfPartners(*spec), parallel.tensor) : 1;
    parallel.context = spec ? nearestTo(scenario.training.sequence, parallel.context) : 1;
    parallel.expert = spec && spec->experts > 1 ? nearestTo(spec->experts, parallel.expert) : 1;
}

// Replicas follow the devices, or the devices the degrees; ranks only where there are too many.
void completeDegrees(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    int &devices = scenario.cluster.devices;
    const auto each = [&parallel] {
        return static_cast<std::int64_t>(parallel.tensor) * parallel.context * parallel.pipeline;
    };
    if (each() > kMaxDevices)
        parallel.context = nearestTo(scenario.training.sequence, 1);
    if (each() > kMaxDevices)
        parallel.pipeline = std::max(1, kMaxDevices / parallel.tensor);
    if (each() * parallel.data == devices)
        return;
    if (devices % each() == 0 && !needsOneReplica(parallel))
        parallel.data = static_cast<int>(devices / each());
    if (each() * parallel.data > kMaxDevices)
        parallel.data = static_cast<int>(kMaxDevices / each());
    devices = static_cast<int>(each() * parallel.data);
}

void completeSharing(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    const std::int64_t copies = static_cast<std::int64_t>(parallel.data) * parallel.context;
    if (spec && parallel.expert > 1 && copies % parallel.expert != 0)
        parallel.expert = nearestTo(std::gcd(copies, spec->experts), parallel.expert);
    if (parallel.sharding == Sharding::Zero3 && (parallel.chunks > 1 || parallel.expert > 1))
        parallel.sharding = Sharding::Zero1;
}

void completeBatch(Scenario &scenario)
{
    TrainingSpec &training = scenario.training;
    const ParallelSpec &parallel = scenario.parallel;
    if (training.microBatch > kMaxSamples / parallel.data)
        training.microBatch = std::max<std::int64_t>(1, kMaxSamples / parallel.data);
    const std::int64_t perRound = parallel.data * training.microBatch;
    const std::int64_t most = std::max<std::int64_t>(
        1, std::min(kMaxActions / visitsOfMicroBatch(scenario), kMaxSamples / perRound));
    std::int64_t count = nearestMultiple(training.globalBatch, perRound) / perRound;
    if (parallel.schedule == kOwnSchedule && parallel.own.order)
        count = parallel.own.order->microBatches;
    training.globalBatch = std::min(count, most) * perRound;
}

// The last stages take what is missing, or give what is too much.
void completePartition(Scenario &scenario)
{
    std::vector<int> &partition = scenario.parallel.partition;
    const auto stages = static_cast<std::size_t>(stagesOf(scenario.parallel));
    if (partition.empty())
        return;
    if (partition.size() != stages || std::ranges::min(partition) < 1) {
        partition.clear();
        return;
    }
    const std::int64_t layers = scenario.model.layerCount();
    std::int64_t left =
        layers - std::accumulate(partition.begin(), partition.end(), std::int64_t{0});
    for (auto count = partition.rbegin(); count != partition.rend() && left != 0; ++count) {
        const std::int64_t changed = std::max<std::int64_t>(1, *count + left);
        left -= changed - *count;
        *count = static_cast<int>(changed);
    }
    if (left != 0)
        partition.clear();
}

void completeLists(Scenario &scenario)
{
    completePartition(scenario);
    const auto groups =
        static_cast<std::size_t>(scenario.cluster.devices / groupSize(scenario.parallel));
    std::vector<int> &placement = scenario.parallel.placement;
    std::vector<int> sorted = placement;
    std::ranges::sort(sorted);
    const bool valid = sorted.size() == groups && sorted.front() == 0 &&
                       sorted.back() == static_cast<int>(groups) - 1 &&
                       std::ranges::adjacent_find(sorted) == sorted.end();
    if (!placement.empty() && !valid)
        placement.clear();
}

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

Scenario completed(Scenario change)
{
    completeSchedule(change);
    completeStages(change);
    completeSplits(change);
    completeDegrees(change);
    completeSharing(change);
    completeBatch(change);
    completeLists(change);
    return change;
}

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
