// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/edits.h"

#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "core/scenario/edit_degrees.h"
#include "core/scenario/edit_schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core {
namespace {

std::int64_t clamped(std::int64_t value, std::int64_t low, std::int64_t high)
{
    return std::clamp(value, low, std::max(low, high));
}

// The largest divisor of value that is at most limit.
int largestDivisor(int value, std::int64_t limit)
{
    int divisor = static_cast<int>(clamped(limit, 1, value));
    while (value % divisor != 0)
        --divisor;
    return divisor;
}

void dropFaultsBeyond(FaultSpec &faults, int devices)
{
    std::erase_if(faults.devices,
                  [devices](const DeviceFault &fault) { return fault.device >= devices; });
    std::erase_if(faults.links, [devices](const LinkFault &fault) {
        return fault.from >= devices || fault.to >= devices;
    });
}

// A hand-made partition or placement belongs to one layout; in another it means nothing.
void dropStaleLists(Scenario &scenario)
{
    std::vector<int> &partition = scenario.parallel.partition;
    std::int64_t layers = 0;
    for (const int count : partition)
        layers += count;
    if (partition.size() != static_cast<std::size_t>(stagesOf(scenario.parallel)) ||
        layers != scenario.model.layerCount())
        partition.clear();
    std::vector<int> &placement = scenario.parallel.placement;
    if (placement.size() !=
        static_cast<std::size_t>(scenario.cluster.devices / groupSize(scenario.parallel)))
        placement.clear();
}

// A schedule of the user's own fits one number of ranks and micro-batches.
void dropStaleSchedule(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    if (parallel.schedule != kOwnSchedule)
        return;
    const ScheduleOrder *order = parallel.own.order.get();
    if (!order || order->ranks != parallel.pipeline ||
        order->microBatches != microBatchCount(scenario))
        setSchedule(parallel, ParallelSpec{}.schedule);
}

// Keeps the batch, or the nearest to it that divides into the number of micro-batches per
// replica; the micro-batch follows.
void divideBatch(Scenario &scenario, std::int64_t microBatches)
{
    TrainingSpec &training = scenario.training;
    const std::int64_t parts = scenario.parallel.data * std::max<std::int64_t>(1, microBatches);
    const std::int64_t each = (training.globalBatch + parts / 2) / parts;
    training.microBatch = clamped(each, 1, kMaxSamples / parts);
    training.globalBatch = training.microBatch * parts;
    dropStaleSchedule(scenario);
}

// As many micro-batches as the batch has samples for.
std::int64_t possibleMicroBatches(const Scenario &scenario, std::int64_t microBatches)
{
    const std::int64_t each = scenario.training.globalBatch / scenario.parallel.data;
    return clamped(microBatches, 1, std::max<std::int64_t>(1, each));
}

// Pipeline ranks that the layers allow.
std::int64_t mostRanks(const Scenario &scenario)
{
    const std::int64_t layers = std::max<std::int64_t>(1, scenario.model.layerCount());
    return std::max<std::int64_t>(1, layers / stagesPerRank(scenario.parallel));
}

bool splitsLayers(Strategy strategy)
{
    return strategy == Strategy::Layers || strategy == Strategy::Pipeline ||
           strategy == Strategy::Hybrid;
}

// One pipeline through as many devices as the layers allow, and replicas of it; tensor partners
// are the devices of a node.
void layOut(Scenario &scenario, int devices, Strategy strategy)
{
    const std::int64_t before = std::max<std::int64_t>(1, microBatchCount(scenario));
    ParallelSpec &parallel = scenario.parallel;
    std::int64_t ranks = mostRanks(scenario);
    if (needsOneReplica(parallel) && splitsLayers(strategy))
        devices = static_cast<int>(clamped(devices, 1, ranks * groupSize(parallel)));
    scenario.cluster.devices = devices;
    if (strategy == Strategy::Tensor)
        parallel.tensor = std::min(devices, scenario.cluster.devicesPerNode);
    fitGroup(scenario);
    const int groups = devices / groupSize(parallel);
    if (strategy == Strategy::Hybrid)
        ranks = std::min<std::int64_t>(ranks, parallel.pipeline);
    parallel.pipeline = splitsLayers(strategy) ? largestDivisor(groups, ranks) : 1;
    parallel.data = groups / parallel.pipeline;
    fitSharing(scenario);
    // A schedule that cannot be had here, however few its ranks are.
    if (stagesOf(parallel) > scenario.model.layerCount() ||
        (needsOneReplica(parallel) && parallel.data > 1))
        setSchedule(parallel, ParallelSpec{}.schedule);
    dropFaultsBeyond(scenario.faults, devices);
    dropStaleLists(scenario);
    divideBatch(scenario, possibleMicroBatches(scenario, before));
}

// Degrees that were chosen one by one, and stay when they can.
bool isProduct(const Scenario &scenario)
{
    return strategyOf(scenario) == Strategy::Hybrid ||
           (scenario.parallel.data > 1 && scenario.parallel.pipeline > 1);
}

// What the layout would become for the strategy that the scenario has now.
void layOutAgain(Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool hybrid = isProduct(scenario);
    const int group = groupSize(parallel);
    fitGroup(scenario);
    if (hybrid && stagesOf(parallel) <= scenario.model.layerCount() &&
        group == groupSize(parallel)) {
        fitSharing(scenario);
        dropStaleLists(scenario);
        return;
    }
    layOut(scenario, scenario.cluster.devices, strategyOf(scenario));
}

// A single device shows no strategy; taking turns or several micro-batches tell of a pipeline that
// shrank to it.
Strategy strategyWhenGrowing(const Scenario &scenario)
{
    if (scenario.cluster.devices > 1)
        return strategyOf(scenario);
    if (isOneAtATime(scenario.parallel.schedule))
        return Strategy::Layers;
    return microBatchCount(scenario) > 1 ? Strategy::Pipeline : Strategy::Data;
}

bool joinsOneNode(const Scenario &scenario)
{
    return scenario.cluster.devices <= scenario.cluster.devicesPerNode;
}

} // namespace

void layOutForSchedule(Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool tooLong = stagesOf(parallel) > scenario.model.layerCount();
    if (parallel.pipeline > 1 && (tooLong || (needsOneReplica(parallel) && parallel.data > 1)))
        layOut(scenario, scenario.cluster.devices, Strategy::Pipeline);
    else
        dropStaleLists(scenario);
    fitSharing(scenario);
}

Scenario withStrategy(Scenario scenario, Strategy strategy)
{
    ParallelSpec &parallel = scenario.parallel;
    if (strategy == Strategy::Layers)
        setSchedule(parallel, oneAtATimeSchedule().id);
    else if (splitsLayers(strategy) && isOneAtATime(parallel.schedule))
        setSchedule(parallel, ParallelSpec().schedule);
    const int devices = strategy == Strategy::Data ? scenario.cluster.devices
                                                   : std::max(2, scenario.cluster.devices);
    startDegrees(scenario, strategy);
    layOut(scenario, strategy == Strategy::Hybrid ? devicesOfHybrid(devices) : devices, strategy);
    if (parallel.data * parallel.context == 1)
        parallel.sharding = Sharding::None;
    const std::int64_t count = microBatchCount(scenario);
    if (strategy == Strategy::Layers)
        divideBatch(scenario, 1); // the whole batch passes the parts in turn
    else if (splitsLayers(strategy) && count < parallel.pipeline)
        divideBatch(scenario, possibleMicroBatches(scenario, 2LL * parallel.pipeline));
    return scenario;
}

Scenario withDevices(Scenario scenario, int devices)
{
    devices = std::clamp(devices, 1, kMaxDevices);
    const ParallelSpec &parallel = scenario.parallel;
    const bool hybrid = isProduct(scenario) && !needsOneReplica(parallel);
    const int each = parallel.pipeline * groupSize(parallel);
    if (hybrid && devices % each == 0 && devices > each) {
        const std::int64_t before = microBatchCount(scenario);
        scenario.cluster.devices = devices;
        scenario.parallel.data = devices / each;
        fitSharing(scenario);
        dropFaultsBeyond(scenario.faults, devices);
        dropStaleLists(scenario);
        divideBatch(scenario, possibleMicroBatches(scenario, before));
        return scenario;
    }
    layOut(scenario, devices, strategyWhenGrowing(scenario));
    return scenario;
}

Scenario withMicroBatches(Scenario scenario, std::int64_t microBatches)
{
    const std::int64_t most = kMaxSamples / scenario.parallel.data;
    divideBatch(scenario, clamped(microBatches, 1, most));
    return scenario;
}

Scenario withGlobalBatch(Scenario scenario, std::int64_t samples)
{
    const std::int64_t before = std::max<std::int64_t>(1, microBatchCount(scenario));
    scenario.training.globalBatch = clamped(samples, scenario.parallel.data, kMaxSamples);
    divideBatch(scenario, possibleMicroBatches(scenario, before));
    return scenario;
}

Scenario withLayers(Scenario scenario, std::int64_t layers)
{
    layers = clamped(layers, 1, kMaxLayers);
    if (auto *spec = std::get_if<TransformerSpec>(&scenario.model.shape)) {
        spec->layers = layers;
    } else if (auto *named = std::get_if<std::vector<NamedLayer>>(&scenario.model.shape)) {
        // The preset's own layers come back when there is room for them again.
        const ModelSpec *preset = findModel(scenario.model.id);
        const std::vector<NamedLayer> *own = preset ? preset->namedLayers() : nullptr;
        for (std::size_t i = named->size(); static_cast<std::int64_t>(i) < layers; ++i) {
            const bool known = own && i < own->size();
            named->push_back(known ? (*own)[i] : named->back());
            if (!known)
                named->back().name = "layer" + std::to_string(i + 1);
        }
        named->resize(static_cast<std::size_t>(layers));
    }
    layOutAgain(scenario);
    return scenario;
}

namespace {

void leaveUnknownFp8(Scenario &scenario)
{
    if (scenario.training.precision == Precision::Fp8 && !knowsFp8(scenario))
        scenario.training.precision = Precision::Bf16;
}

} // namespace

Scenario withModel(Scenario scenario, const ModelSpec &model)
{
    const std::int64_t sequenceBefore = scenario.model.sequence;
    scenario.model = model;
    const std::int64_t kept = std::min(scenario.training.sequence, model.sequence);
    scenario.training.sequence = sequenceBefore > 1 ? kept : model.sequence;
    leaveUnknownFp8(scenario);
    layOutAgain(scenario);
    return scenario;
}

Scenario withDeviceSpec(Scenario scenario, const DeviceSpec &device)
{
    ClusterSpec &cluster = scenario.cluster;
    // A link that came with the old device goes with it; one that was chosen stays.
    if (cluster.intraLink == usualLink(cluster.device))
        cluster.intraLink = usualLink(device);
    cluster.device = device;
    leaveUnknownFp8(scenario);
    return scenario;
}

const LinkSpec &mainLink(const Scenario &scenario)
{
    const ClusterSpec &cluster = scenario.cluster;
    return joinsOneNode(scenario) || cluster.devicesPerNode > 1 ? cluster.intraLink
                                                                : cluster.interLink;
}

Scenario withLinkSpec(Scenario scenario, const LinkSpec &link)
{
    const bool within = &mainLink(scenario) == &scenario.cluster.intraLink;
    (within ? scenario.cluster.intraLink : scenario.cluster.interLink) = link;
    return scenario;
}

Scenario withLinkBandwidth(Scenario scenario, double bytesPerSecond)
{
    LinkSpec link = mainLink(scenario);
    // whole bytes per second, as files keep them
    link.bandwidth = std::round(std::clamp(bytesPerSecond, 1.0, kLargestRate));
    return withLinkSpec(std::move(scenario), link);
}

Scenario withMemory(Scenario scenario, Bytes memory)
{
    memory.count = clamped(memory.count, 1, kMaxModelSize);
    scenario.cluster.device = withMemory(scenario.cluster.device, memory);
    return scenario;
}

Scenario withSlowDevice(Scenario scenario, int device, double speed)
{
    std::vector<DeviceFault> &faults = scenario.faults.devices;
    std::erase_if(faults, [device](const DeviceFault &fault) { return fault.device == device; });
    if (speed < 1 && device >= 0 && device < scenario.cluster.devices)
        faults.push_back({.device = device, .speed = std::max(speed, kSlowestShare)});
    std::ranges::sort(faults, {}, &DeviceFault::device);
    return scenario;
}

Scenario withDevicesPerNode(Scenario scenario, int devicesPerNode)
{
    scenario.cluster.devicesPerNode = std::clamp(devicesPerNode, 1, static_cast<int>(kMaxDevices));
    return scenario;
}

Scenario withRecompute(Scenario scenario, Recompute recompute)
{
    scenario.training.recompute = recompute;
    return scenario;
}

Scenario withPrecision(Scenario scenario, Precision precision)
{
    scenario.training.precision = precision;
    return scenario;
}

Scenario withAllReduce(Scenario scenario, AllReduce algorithm)
{
    scenario.parallel.allReduce = algorithm;
    return scenario;
}

Scenario withOverlap(Scenario scenario, bool overlap)
{
    scenario.parallel.overlap = overlap;
    return scenario;
}

} // namespace core
