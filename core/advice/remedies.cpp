// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/remedies.h"

#include "core/advice/remedy_search.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "core/scenario/edits.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kMostRemedies = 3;

Bytes fullest(const Plan &plan)
{
    Bytes largest;
    for (const RowPlan &row : plan.rows)
        largest = std::max(largest, row.peak.total());
    return largest;
}

// As many micro-batches as keep the stages busy, if the batch can be cut so far.
Scenario cutForPipeline(Scenario scenario, const TrainingSpec &before)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t each =
        std::max<std::int64_t>(1, scenario.training.globalBatch / parallel.data);
    const std::int64_t wanted = std::clamp<std::int64_t>(2LL * parallel.pipeline, 1, each);
    scenario = withMicroBatches(std::move(scenario), wanted);
    keepBatch(scenario, before,
              std::max<std::int64_t>(1, before.globalBatch / wanted / scenario.parallel.data));
    return scenario;
}

Scenario withStages(Scenario scenario, int stages)
{
    const TrainingSpec before = scenario.training;
    if (isOneAtATime(scenario.parallel.schedule))
        scenario = withSchedule(std::move(scenario), ParallelSpec().schedule);
    ParallelSpec &parallel = scenario.parallel;
    parallel.pipeline = stages;
    parallel.data = scenario.cluster.devices / (stages * groupSize(parallel));
    parallel.partition.clear();
    parallel.placement.clear();
    return cutForPipeline(std::move(scenario), before);
}

// On more devices than there are: stages for as many partners as now, or of single devices.
std::vector<Scenario> onMoreDevices(const Scenario &scenario, const Scenario &pipeline)
{
    std::vector<Scenario> layouts;
    for (const int devices : deviceSteps()) {
        if (devices > std::max(1, scenario.cluster.devices))
            layouts.push_back(cutForPipeline(withDevices(pipeline, devices), scenario.training));
    }
    const int each = scenario.parallel.data * groupSize(scenario.parallel);
    const std::int64_t most =
        std::min<std::int64_t>(scenario.model.layerCount(), deviceSteps().back() / each);
    for (int stages = scenario.parallel.pipeline + 1;
         groupSize(scenario.parallel) > 1 && stages <= most; ++stages) {
        Scenario more = scenario;
        more.cluster.devices = each * stages;
        layouts.push_back(withStages(std::move(more), stages));
    }
    std::ranges::stable_sort(layouts, {}, [](const Scenario &s) { return s.cluster.devices; });
    return layouts;
}

// In more stages on the devices there are, else in as many as possible on more of them.
std::optional<Remedy> splitLayers(const Scenario &scenario, const std::stop_token &stop)
{
    Best best(RemedyKind::SplitLayers, stop);
    const bool isPipeline = isPipelined(scenario);
    const Scenario pipeline = isPipeline ? scenario : withStrategy(scenario, Strategy::Pipeline);
    const int devices = scenario.cluster.devices;
    const int before = scenario.parallel.pipeline;
    const std::int64_t layers = scenario.model.layerCount();
    for (int stages = before + 1; stages <= std::min<std::int64_t>(devices, layers); ++stages) {
        if (devices % (stages * groupSize(scenario.parallel)) == 0 &&
            !best.offer(withStages(groupSize(scenario.parallel) > 1 ? scenario : pipeline, stages)))
            break;
    }
    if (best.fits())
        return best.remedy();
    for (const Scenario &layout : onMoreDevices(scenario, pipeline)) {
        if (!best.offer(layout))
            break;
    }
    return best.remedy();
}

std::optional<Remedy> smallerMicroBatches(const Scenario &scenario, const std::stop_token &stop)
{
    Best best(RemedyKind::SmallerMicroBatches, stop);
    for (const std::int64_t count : microBatchSteps(scenario)) {
        if (count > microBatchCount(scenario) && !best.offer(withMicroBatches(scenario, count)))
            break;
    }
    return best.remedy();
}

std::optional<Remedy> recompute(const Scenario &scenario, const std::stop_token &stop)
{
    Best best(RemedyKind::Recompute, stop);
    for (const Recompute wanted : {Recompute::Selective, Recompute::Full}) {
        if (wanted > scenario.training.recompute && !best.offer(withRecompute(scenario, wanted)))
            break;
    }
    return best.remedy();
}

std::optional<Remedy> biggerDevice(const Scenario &scenario, const std::stop_token &stop)
{
    std::vector<const DeviceSpec *> devices;
    for (const DeviceSpec &device : devicePresets()) {
        if (device.memory > scenario.cluster.device.memory)
            devices.push_back(&device);
    }
    std::ranges::stable_sort(devices, {}, [](const auto *device) { return device->memory; });
    // The need hardly depends on the device, so all but the largest only count if they fit.
    for (const DeviceSpec *device : devices) {
        Best best(RemedyKind::BiggerDevice, stop);
        best.offer(withDeviceSpec(scenario, *device));
        if (best.remedy() && (best.fits() || device == devices.back()))
            return best.remedy();
    }
    return std::nullopt;
}

} // namespace

Nanos stepWithEnoughMemory(const Scenario &scenario, const std::stop_token &stop)
{
    const Result<SnapshotPtr> result = run(withMemory(scenario, {kMaxModelSize}), stop);
    return result && result.value()->trace.completed ? result.value()->metrics.step : Nanos{};
}

std::optional<Remedy> planned(RemedyKind kind, const Scenario &scenario)
{
    const Result<Plan> plan = makePlan(scenario);
    if (!plan)
        return std::nullopt;
    return Remedy{kind, scenario, fullest(plan.value()), plan.value().capacity, plan.value().fits};
}

void keepBatch(Scenario &scenario, const TrainingSpec &before, std::int64_t largestPiece)
{
    const std::int64_t replicas = scenario.parallel.data;
    if (before.globalBatch % replicas != 0)
        return;
    const std::int64_t each = before.globalBatch / replicas;
    std::int64_t piece = std::clamp<std::int64_t>(largestPiece, 1, each);
    while (each % piece != 0)
        --piece;
    scenario.training.globalBatch = before.globalBatch;
    scenario.training.microBatch = piece;
}

std::vector<Remedy> remediesFor(const Snapshot &snapshot, std::stop_token stop)
{
    std::vector<Remedy> remedies;
    if (snapshot.plan.fits)
        return remedies;
    const Bytes need = fullest(snapshot.plan);
    for (const auto search :
         {splitLayers, shareStates, smallerMicroBatches, recompute, biggerDevice}) {
        std::optional<Remedy> remedy = search(snapshot.scenario, stop);
        if (!remedy)
            continue;
        // More devices that do not suffice are no help.
        const bool isPart = remedy->need < need &&
                            remedy->scenario.cluster.devices <= snapshot.scenario.cluster.devices;
        if (remedy->fits || isPart)
            remedies.push_back(std::move(*remedy));
    }
    std::ranges::stable_sort(remedies, {}, [](const Remedy &remedy) { return !remedy.fits; });
    remedies.resize(std::min(remedies.size(), kMostRemedies));
    const Nanos now = stepWithEnoughMemory(snapshot.scenario, stop);
    for (Remedy &remedy : remedies) {
        remedy.stepNow = now;
        remedy.step = stepWithEnoughMemory(remedy.scenario, stop);
    }
    if (stop.stop_requested())
        return {};
    return remedies;
}

} // namespace core
