// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/scenario/scenario.h"

// A world made for arithmetic: a device of 10^15 FLOP/s with perfect efficiency and no launch
// cost, links without latency that carry 10^18 bytes/s, collectives that take 45 us to start,
// layers of 10^12 FLOP: 1 ms a sample.
namespace toy {

constexpr std::int64_t kMillisecond = 1'000'000;

inline std::vector<core::NamedLayer> layers(int count)
{
    std::vector<core::NamedLayer> list;
    for (int i = 0; i < count; ++i)
        list.push_back({.name = "layer" + std::to_string(i + 1),
                        .parameters = 1000,
                        .forwardFlops = 1e12,
                        .activationBytes = 1'000'000,
                        .outputBytes = 1'000'000});
    return list;
}

inline core::Scenario scenario(int devices, int layers)
{
    core::Scenario s;
    s.title = "toy";
    s.cluster.device.id = "toy";
    s.cluster.device.title = "toy";
    s.cluster.device.peakHalfFlops = 1e15;
    s.cluster.device.peakSingleFlops = 1e15;
    s.cluster.device.memoryBandwidth = 1e18;
    s.cluster.device.memory = {80'000'000'000};
    s.cluster.device.multiprocessors = 100;
    s.cluster.devices = devices;
    s.cluster.devicesPerNode = 1024;
    s.cluster.intraLink.id = "toy";
    s.cluster.intraLink.bandwidth = 1e18;
    s.cluster.interLink = s.cluster.intraLink;
    s.cluster.software.id = "toy";
    s.cluster.software.collectiveStart = {45'000};
    s.model.title = "toy";
    s.model.shape = toy::layers(layers);
    s.training.globalBatch = 1;
    s.training.microBatch = 1;
    return s;
}

inline core::Scenario pipeline(const char *schedule, int ranks, int microBatches)
{
    core::Scenario s = scenario(ranks, ranks);
    s.training.globalBatch = microBatches;
    s.parallel.pipeline = ranks;
    s.parallel.schedule = schedule;
    const core::ScheduleEntry *entry = core::findSchedule(schedule);
    s.parallel.chunks = entry ? entry->chunks.usual : 1;
    if (core::stagesOf(s.parallel) > ranks)
        s.model.shape = layers(core::stagesOf(s.parallel));
    return s;
}

inline core::Scenario dataParallel(int replicas, int layers)
{
    core::Scenario s = scenario(replicas, layers);
    s.training.globalBatch = replicas;
    s.parallel.data = replicas;
    return s;
}

inline core::SnapshotPtr run(const core::Scenario &scenario)
{
    core::Result<core::SnapshotPtr> result = core::run(scenario);
    return result ? result.value() : nullptr;
}

inline std::int64_t idleFor(const core::SnapshotPtr &snapshot, int device, core::IdleCause cause)
{
    const auto row = static_cast<std::size_t>(snapshot->rowOf(device));
    return snapshot->metrics.rows[row].idle[static_cast<std::size_t>(cause)].count;
}

} // namespace toy
