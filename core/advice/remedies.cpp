// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/remedies.h"

#include "core/presets/presets.h"
#include "core/scenario/edits.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kMostRemedies = 3;

// Of several variants in order of preference: the first that fits, else the one that needs least.
class Best
{
public:
    Best(RemedyKind kind, std::stop_token stop) : m_kind(kind), m_stop(std::move(stop)) {}

    // False when nothing better can come.
    bool offer(const Scenario &scenario)
    {
        if (m_stop.stop_requested())
            return false;
        const Result<Plan> plan = makePlan(scenario);
        if (!plan)
            return true;
        Bytes largest;
        for (const RowPlan &row : plan.value().rows)
            largest = std::max(largest, row.peak.total());
        const bool fits = plan.value().fits;
        if (m_remedy && !fits && largest >= m_remedy->need)
            return true;
        m_remedy = Remedy{m_kind, scenario, largest, plan.value().capacity, fits};
        return !fits;
    }
    [[nodiscard]] bool fits() const { return m_remedy && m_remedy->fits; }
    [[nodiscard]] const std::optional<Remedy> &remedy() const { return m_remedy; }

private:
    RemedyKind m_kind;
    std::stop_token m_stop;
    std::optional<Remedy> m_remedy;
};

Scenario withStages(Scenario scenario, int stages)
{
    ParallelSpec &parallel = scenario.parallel;
    parallel.pipeline = stages;
    parallel.data = scenario.cluster.devices / (stages * groupSize(parallel));
    parallel.partition.clear();
    parallel.placement.clear();
    const std::int64_t each =
        std::max<std::int64_t>(1, scenario.training.globalBatch / parallel.data);
    return withMicroBatches(std::move(scenario), std::clamp<std::int64_t>(2LL * stages, 1, each));
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
            !best.offer(withStages(pipeline, stages)))
            break;
    }
    for (const int more : deviceSteps()) {
        if (best.fits() || more < 2 || more <= devices)
            continue;
        if (!best.offer(withDevices(pipeline, more)))
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

std::vector<Remedy> remediesFor(const Snapshot &snapshot, std::stop_token stop)
{
    std::vector<Remedy> remedies;
    if (snapshot.plan.fits)
        return remedies;
    for (const auto search : {splitLayers, smallerMicroBatches, recompute, biggerDevice}) {
        std::optional<Remedy> remedy = search(snapshot.scenario, stop);
        if (remedy)
            remedies.push_back(std::move(*remedy));
    }
    if (stop.stop_requested())
        return {};
    std::ranges::stable_sort(remedies, {}, [](const Remedy &remedy) { return !remedy.fits; });
    remedies.resize(std::min(remedies.size(), kMostRemedies));
    return remedies;
}

} // namespace core
