// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/edit_degrees.h"

#include "core/scenario/check.h"
#include "core/scenario/edit_schedule.h"
#include "core/scenario/edits.h"
#include "core/scenario/way_out.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core {
namespace {

// The largest divisor of whole that is at most wanted.
int divisorUpTo(std::int64_t whole, std::int64_t wanted)
{
    std::int64_t divisor = std::clamp<std::int64_t>(wanted, 1, std::max<std::int64_t>(1, whole));
    while (whole % divisor != 0)
        --divisor;
    return static_cast<int>(divisor);
}

// The devices stay; replicas first make room for the new degrees, then pipeline ranks.
Scenario laidOut(Scenario scenario)
{
    const std::int64_t before = std::max<std::int64_t>(1, microBatchCount(scenario));
    ParallelSpec &parallel = scenario.parallel;
    fitGroup(scenario);
    const int groups = scenario.cluster.devices / groupSize(parallel);
    parallel.pipeline = divisorUpTo(groups, parallel.pipeline);
    parallel.data = groups / parallel.pipeline;
    if (needsOneReplica(parallel) && parallel.data > 1)
        scenario.cluster.devices = groupSize(parallel) * parallel.pipeline;
    parallel.data = scenario.cluster.devices / groupSize(parallel) / parallel.pipeline;
    fitSharing(scenario);
    layOutForSchedule(scenario);
    return withMicroBatches(std::move(scenario), before);
}

} // namespace

void fitGroup(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec) {
        parallel.tensor = 1;
        parallel.context = 1;
        parallel.expert = 1;
        parallel.sequenceParallel = false;
        return;
    }
    const std::int64_t devices = scenario.cluster.devices;
    parallel.tensor = divisorUpTo(std::gcd(widthOfPartners(*spec), devices), parallel.tensor);
    parallel.context = divisorUpTo(std::gcd(scenario.training.sequence, devices / parallel.tensor),
                                   parallel.context);
}

int devicesOfHybrid(int devices)
{
    devices = std::max(4, devices);
    const int root = static_cast<int>(std::sqrt(devices));
    return devices % 2 == 1 && divisorUpTo(devices, root) == 1 ? devices + 1 : devices;
}

void startDegrees(Scenario &scenario, Strategy strategy)
{
    ParallelSpec &parallel = scenario.parallel;
    parallel.tensor = 1;
    parallel.context = 1;
    parallel.sequenceParallel = strategy == Strategy::Tensor || strategy == Strategy::Hybrid;
    if (strategy == Strategy::Hybrid) {
        const int devices = devicesOfHybrid(scenario.cluster.devices);
        const int root = static_cast<int>(std::cbrt(devices) + 0.001);
        const TransformerSpec *spec = scenario.model.transformer();
        if (spec)
            parallel.tensor = divisorUpTo(std::gcd(widthOfPartners(*spec), devices),
                                          std::min(root, scenario.cluster.devicesPerNode));
        parallel.pipeline = static_cast<int>(std::sqrt(devices / parallel.tensor) + 0.001);
        if (needsOneReplica(parallel))
            setSchedule(parallel, ParallelSpec{}.schedule);
        return;
    }
    parallel.expert = 1;
    if (strategy == Strategy::Sharded)
        parallel.sharding = Sharding::Zero3;
    else if (strategy == Strategy::Data || parallel.sharding == Sharding::Zero3)
        parallel.sharding = Sharding::None; // what replicas share otherwise, they go on sharing
    // Layers that are gathered for each visit have no chunks.
    if (strategy == Strategy::Sharded)
        setSchedule(parallel, ParallelSpec{}.schedule);
}

void fitSharing(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    const std::int64_t experts = spec ? spec->experts : 1;
    const std::int64_t copies = static_cast<std::int64_t>(parallel.data) * parallel.context;
    parallel.expert = divisorUpTo(std::gcd(experts, copies), parallel.expert);
    if (parallel.sharding == Sharding::Zero3 && (parallel.chunks > 1 || parallel.expert > 1))
        parallel.sharding = Sharding::Zero1;
}

Scenario withTensor(Scenario scenario, int tensor)
{
    scenario.parallel.tensor = std::max(1, tensor);
    return laidOut(std::move(scenario));
}

Scenario withContext(Scenario scenario, int context)
{
    scenario.parallel.context = std::max(1, context);
    return laidOut(std::move(scenario));
}

Scenario withPipeline(Scenario scenario, int pipeline)
{
    const std::int64_t most =
        std::max<std::int64_t>(1, scenario.model.layerCount() / stagesPerRank(scenario.parallel));
    scenario.parallel.pipeline = static_cast<int>(std::clamp<std::int64_t>(pipeline, 1, most));
    return laidOut(std::move(scenario));
}

Scenario withData(Scenario scenario, int data)
{
    ParallelSpec &parallel = scenario.parallel;
    const int groups = scenario.cluster.devices / groupSize(parallel);
    const int pipeline = groups / divisorUpTo(groups, std::max(1, data));
    return withPipeline(std::move(scenario), pipeline);
}

Scenario withExpert(Scenario scenario, int expert)
{
    scenario.parallel.expert = std::max(1, expert);
    fitSharing(scenario);
    return scenario;
}

Scenario withSharding(Scenario scenario, Sharding sharding)
{
    scenario.parallel.sharding = sharding;
    fitSharing(scenario);
    return scenario;
}

Scenario withSequenceParallel(Scenario scenario, bool on)
{
    scenario.parallel.sequenceParallel = on && scenario.model.transformer();
    return scenario;
}

} // namespace core
