// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/edits.h"

#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "core/scenario/wish.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

// The result of asking one scenario for one number.
Scenario asked(const Scenario &scenario, Setting setting, std::int64_t value)
{
    return complete(asking(wishFor(scenario), setting, value)).scenario;
}

bool joinsOneNode(const Scenario &scenario)
{
    return scenario.cluster.devices <= scenario.cluster.devicesPerNode;
}

} // namespace

Scenario withStrategy(Scenario scenario, Strategy strategy)
{
    return asked(scenario, Setting::Split, static_cast<std::int64_t>(strategy));
}

Scenario withSchedule(Scenario scenario, std::string_view schedule)
{
    const ScheduleEntry *entry = findSchedule(schedule);
    return entry ? asked(scenario, Setting::Schedule, entry - schedules().data()) : scenario;
}

Scenario withDevices(Scenario scenario, int devices)
{
    return asked(scenario, Setting::Devices, devices);
}

Scenario withTensor(Scenario scenario, int tensor)
{
    return asked(scenario, Setting::Tensor, tensor);
}

Scenario withContext(Scenario scenario, int context)
{
    return asked(scenario, Setting::Context, context);
}

Scenario withPipeline(Scenario scenario, int pipeline)
{
    return asked(scenario, Setting::Pipeline, pipeline);
}

Scenario withData(Scenario scenario, int data)
{
    return asked(scenario, Setting::Data, data);
}

Scenario withExpert(Scenario scenario, int expert)
{
    return asked(scenario, Setting::Expert, expert);
}

Scenario withSharding(Scenario scenario, Sharding sharding)
{
    return asked(scenario, Setting::Sharding, static_cast<std::int64_t>(sharding));
}

Scenario withSequenceParallel(Scenario scenario, bool on)
{
    scenario.parallel.sequenceParallel = on && scenario.model.transformer();
    return scenario;
}

Scenario withMicroBatches(Scenario scenario, std::int64_t microBatches)
{
    return asked(scenario, Setting::MicroBatches,
                 std::clamp<std::int64_t>(microBatches, 1, kMaxSamples / scenario.parallel.data));
}

Scenario withMicroBatchSize(Scenario scenario, std::int64_t samples)
{
    return asked(scenario, Setting::MicroBatch,
                 std::clamp<std::int64_t>(samples, 1, kMaxSamples / scenario.parallel.data));
}

Scenario withGlobalBatch(Scenario scenario, std::int64_t samples)
{
    return asked(scenario, Setting::GlobalBatch,
                 std::clamp<std::int64_t>(samples, scenario.parallel.data, kMaxSamples));
}

Scenario withLayers(Scenario scenario, std::int64_t layers)
{
    return asked(scenario, Setting::Layers, layers);
}

namespace {

void leaveUnknownPrecision(Scenario &scenario)
{
    const Precision precision = scenario.training.precision;
    const bool noFp8 = precision == Precision::Fp8 && !knowsFp8(scenario);
    const DeviceSpec &device = scenario.cluster.device;
    const bool noTf32 = precision == Precision::Tf32 && device.peakTf32Flops == 0;
    const bool noFp32 = isSingle(precision) && device.peakSingleFlops == 0;
    if (noFp8 || noFp32)
        scenario.training.precision = Precision::Bf16;
    else if (noTf32)
        scenario.training.precision = Precision::Fp32;
}

} // namespace

Scenario withModel(Scenario scenario, const ModelSpec &model)
{
    const std::int64_t sequenceBefore = scenario.model.sequence;
    scenario.model = model;
    scenario.train.reset(); // is of another network
    const std::int64_t kept = std::min(scenario.training.sequence, model.sequence);
    scenario.training.sequence = sequenceBefore > 1 ? kept : model.sequence;
    leaveUnknownPrecision(scenario);
    return complete(wishFor(std::move(scenario))).scenario;
}

Scenario withDeviceSpec(Scenario scenario, const DeviceSpec &device)
{
    ClusterSpec &cluster = scenario.cluster;
    // A link that came with the old device goes with it; one that was chosen stays.
    if (cluster.intraLink == usualLink(cluster.device))
        cluster.intraLink = usualLink(device);
    cluster.device = device;
    leaveUnknownPrecision(scenario);
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
    memory.count = std::clamp<std::int64_t>(memory.count, 1, kMaxModelSize);
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
    leaveUnknownPrecision(scenario);
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
