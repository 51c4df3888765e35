// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/remedies.h"

#include "core/advice/idea_moves.h"
#include "core/advice/remedy_search.h"
#include "core/advice/share_states.h"
#include "core/plan/plan_memory.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "core/scenario/constraints.h"
#include "core/scenario/edits.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kMostRemedies = 3;

// Enough micro-batches to keep the stages busy, if the batch allows; none larger than now, for as
// many are kept as there are stages, and what does not fit would need more.
Scenario cutForPipeline(Scenario scenario, const TrainingSpec &before)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t each =
        std::max<std::int64_t>(1, scenario.training.globalBatch / parallel.data);
    const std::int64_t wanted = std::clamp<std::int64_t>(2LL * parallel.pipeline, 1, each);
    scenario = withMicroBatches(std::move(scenario), wanted);
    const std::int64_t piece = before.globalBatch / wanted / scenario.parallel.data;
    keepBatch(scenario, before, std::clamp<std::int64_t>(piece, 1, before.microBatch));
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

// In order of preference, made one by one: there may be many, each as large as its model.
struct Layouts
{
    std::vector<int> counts;
    std::function<Scenario(int)> make;
};

// The first that fits; in a long list by bisection, as each needs less than those before.
Best firstThatFits(RemedyKind kind, const Layouts &layouts, Search &search)
{
    constexpr std::size_t longList = 34;
    Best best(kind, search);
    const std::vector<int> &counts = layouts.counts;
    if (counts.size() <= longList) {
        for (const int count : counts) {
            if (!best.offer(layouts.make(count)))
                break;
        }
        return best;
    }
    std::size_t from = 0; // those before it do not fit
    std::size_t at = 0;
    for (std::size_t stride = 1; best.offer(layouts.make(counts[at])); stride *= 2) {
        from = at + 1;
        if (from == counts.size())
            return best;
        at = std::min(at + stride, counts.size() - 1);
    }
    while (from < at && !search.isOver()) {
        const std::size_t middle = from + (at - from) / 2;
        Best nearer(kind, search);
        nearer.offer(layouts.make(counts[middle]));
        if (nearer.fits()) {
            best = nearer;
            at = middle;
        } else {
            from = middle + 1;
        }
    }
    return best;
}

// With more devices, each with its own stages.
Layouts singleDevices(const Scenario &scenario, const Scenario &pipeline)
{
    Layouts layouts;
    const int group = groupSize(pipeline.parallel);
    for (const int devices : deviceSteps()) {
        if (devices > std::max(1, scenario.cluster.devices) && devices % group == 0)
            layouts.counts.push_back(devices);
    }
    layouts.make = [&pipeline, group](int devices) {
        Scenario more = pipeline;
        more.cluster.devices = devices;
        const std::int64_t stages = divisorUpTo(devices / group, pipeline.model.layerCount());
        return withStages(std::move(more), static_cast<int>(stages));
    };
    return layouts;
}

// With more devices: stages with as many partners as now.
Layouts moreGroups(const Scenario &scenario)
{
    Layouts layouts;
    const int each = scenario.parallel.data * groupSize(scenario.parallel);
    const std::int64_t most =
        std::min<std::int64_t>(scenario.model.layerCount(), deviceSteps().back() / each);
    for (int stages = scenario.parallel.pipeline + 1;
         groupSize(scenario.parallel) > 1 && stages <= most; ++stages)
        layouts.counts.push_back(stages);
    layouts.make = [&scenario, each](int stages) {
        Scenario more = scenario;
        more.cluster.devices = each * stages;
        return withStages(std::move(more), stages);
    };
    return layouts;
}

Layouts moreStagesHere(const Scenario &scenario, const Scenario &pipeline)
{
    Layouts layouts;
    const int devices = scenario.cluster.devices;
    const int group = groupSize(scenario.parallel);
    const std::int64_t most = std::min<std::int64_t>(devices, scenario.model.layerCount());
    for (int stages = scenario.parallel.pipeline + 1; stages <= most; ++stages) {
        if (devices % (static_cast<std::int64_t>(stages) * group) == 0)
            layouts.counts.push_back(stages);
    }
    const Scenario &from = group > 1 ? scenario : pipeline;
    layouts.make = [&from](int stages) { return withStages(from, stages); };
    return layouts;
}

bool isBetter(const Remedy &a, const Remedy &b)
{
    if (a.fits != b.fits)
        return a.fits;
    return a.fits ? a.scenario.cluster.devices < b.scenario.cluster.devices : a.need < b.need;
}

std::optional<Remedy> recompute(const Scenario &scenario, Search &search)
{
    Best best(RemedyKind::Recompute, search);
    for (const Recompute wanted : {Recompute::Selective, Recompute::Full}) {
        if (wanted > scenario.training.recompute && !best.offer(withRecompute(scenario, wanted)))
            return best.remedy();
    }
    // On one device there is nothing else to try: all that saves memory together.
    if (const Scenario least = withLeastMemory(scenario);
        scenario.cluster.devices == 1 && !best.fits() && validate(least))
        best.offer(least);
    return best.remedy();
}

// On one device alone.
std::optional<Remedy> lowerPrecision(const Scenario &scenario, Search &search)
{
    Best best(RemedyKind::LowerPrecision, search);
    offerPrecisions(scenario, [&best](IdeaKind, const Scenario &changed) {
        return !validate(changed) || best.offer(changed);
    });
    return best.remedy();
}

// Of states that are shared already, which comes first. Alone, then with what else saves memory: no
// more is recomputed or cut than needed.
std::optional<Remedy> offloadOptimizer(const Scenario &scenario, Search &search)
{
    Scenario host = scenario;
    host.parallel.offloadOptimizer = true;
    if (scenario.parallel.offloadOptimizer || scenario.parallel.sharding == Sharding::None ||
        scenario.training.pass != Pass::Training || !validate(host))
        return std::nullopt;
    Best best(RemedyKind::OffloadOptimizer, search);
    if (!best.offer(host))
        return best.remedy();
    keepBatch(host, scenario.training, 1);
    for (const Recompute wanted : {Recompute::None, Recompute::Selective, Recompute::Full}) {
        if (wanted >= scenario.training.recompute && !best.offer(withRecompute(host, wanted)))
            break;
    }
    return best.remedy();
}

std::optional<Remedy> biggerDevice(const Scenario &scenario, Search &search)
{
    std::vector<const DeviceSpec *> devices;
    for (const DeviceSpec &device : devicePresets()) {
        if (device.memory > scenario.cluster.device.memory)
            devices.push_back(&device);
    }
    std::ranges::stable_sort(devices, {}, [](const auto *device) { return device->memory; });
    // The need hardly depends on the device, so all but the largest only count if they fit.
    for (const DeviceSpec *device : devices) {
        Best best(RemedyKind::BiggerDevice, search);
        best.offer(withDeviceSpec(scenario, *device));
        if (best.remedy() && (best.fits() || device == devices.back()))
            return best.remedy();
    }
    return std::nullopt;
}

// The need of many micro-batches that do not fit was that of fewer.
void planInFull(Remedy &remedy)
{
    const Result<Plan> plan = makePlan(remedy.scenario);
    remedy.need = plan ? largestPeak(plan.value()) : remedy.capacity;
}

} // namespace

// More stages on the existing devices, else, on more devices, as many as there can be.
std::optional<Remedy> splitLayers(const Scenario &scenario, Search &search)
{
    const Scenario pipeline =
        isPipelined(scenario) ? scenario : withStrategy(scenario, Strategy::Pipeline);
    const auto first = [&search](const Layouts &layouts) {
        return firstThatFits(RemedyKind::SplitLayers, layouts, search);
    };
    std::optional<Remedy> best = first(moreStagesHere(scenario, pipeline)).remedy();
    if (best && best->fits)
        return best;
    for (const Layouts &layouts : {moreGroups(scenario), singleDevices(scenario, pipeline)}) {
        std::optional<Remedy> more = first(layouts).remedy();
        if (more && (!best || isBetter(*more, *best)))
            best = std::move(more);
    }
    return best;
}

std::optional<Remedy> smallerMicroBatches(const Scenario &scenario, Search &search)
{
    Layouts layouts;
    for (const std::int64_t count : microBatchSteps(scenario)) {
        if (count > microBatchCount(scenario))
            layouts.counts.push_back(static_cast<int>(count));
    }
    layouts.make = [&scenario](int count) { return withMicroBatches(scenario, count); };
    return firstThatFits(RemedyKind::SmallerMicroBatches, layouts, search).remedy();
}

Nanos stepWithEnoughMemory(const Scenario &scenario, const std::stop_token &stop)
{
    const Result<SnapshotPtr> result = run(withMemory(scenario, {kMaxModelSize}), stop);
    return result && result.value()->trace.completed ? result.value()->metrics.step : Nanos{};
}

bool hasManyMicroBatches(const Scenario &scenario)
{
    constexpr std::int64_t many = 1000;
    const std::int64_t count = microBatchCount(scenario);
    return count > many && count > 4LL * stagesOf(scenario.parallel);
}

Scenario withFewMicroBatches(Scenario scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    if (hasManyMicroBatches(scenario) && entry && !entry->searched && parallel.group == 0)
        scenario.training.globalBatch =
            2LL * stagesOf(parallel) * scenario.training.microBatch * parallel.data;
    return scenario;
}

std::optional<Remedy> planned(RemedyKind kind, const Scenario &scenario, Search &search)
{
    constexpr std::int64_t manyActions = 250'000;
    std::vector<Scenario> tries = {withFewMicroBatches(scenario)};
    if (tries.front().training.globalBatch != scenario.training.globalBatch)
        tries.push_back(scenario);
    std::optional<Remedy> remedy;
    for (const Scenario &tried : tries) {
        if (search.isOver())
            return std::nullopt;
        const std::int64_t work =
            1 + microBatchCount(tried) * stagesOf(tried.parallel) * 2 / manyActions;
        if (work > search.left && search.planned > 0)
            return std::nullopt;
        search.left -= work;
        ++search.planned;
        const Result<Plan> plan = makePlan(tried);
        if (!plan)
            return std::nullopt;
        remedy = Remedy{kind, scenario, largestPeak(plan.value()), plan.value().capacity,
                        plan.value().fits};
        if (!remedy->fits)
            break;
    }
    return remedy;
}

void keepBatch(Scenario &scenario, const TrainingSpec &before, std::int64_t largestPiece)
{
    const std::int64_t replicas = scenario.parallel.data;
    if (before.globalBatch % replicas != 0)
        return;
    const std::int64_t each = before.globalBatch / replicas;
    scenario.training.globalBatch = before.globalBatch;
    scenario.training.microBatch = divisorUpTo(each, largestPiece);
}

namespace {

// Not more devices nor more memory, and less time. A different device is a different question, and
// splitting the layers is tried first when a model does not fit.
bool beats(const Remedy &better, const Remedy &worse)
{
    return better.kind != RemedyKind::BiggerDevice && worse.kind != RemedyKind::BiggerDevice &&
           worse.kind != RemedyKind::SplitLayers && better.fits && better.need <= worse.need &&
           better.step.count > 0 && (worse.step.count == 0 || better.step < worse.step) &&
           better.scenario.cluster.devices <= worse.scenario.cluster.devices;
}

void dropBeaten(std::vector<Remedy> &remedies)
{
    const std::vector<Remedy> all = remedies;
    std::erase_if(remedies, [&all](const Remedy &remedy) {
        return std::ranges::any_of(all,
                                   [&remedy](const Remedy &other) { return beats(other, remedy); });
    });
}

} // namespace

std::vector<Remedy> remediesFor(const Snapshot &snapshot, std::stop_token stop)
{
    std::vector<Remedy> remedies;
    if (snapshot.plan.fits)
        return remedies;
    const Bytes need = largestPeak(snapshot.plan);
    const int devices = snapshot.scenario.cluster.devices;
    const auto fitsHere = [devices](const Remedy &remedy) {
        return remedy.fits && remedy.scenario.cluster.devices <= devices;
    };
    for (const auto find : {splitLayers, shareStates, smallerMicroBatches, recompute,
                            lowerPrecision, offloadOptimizer, biggerDevice}) {
        if (find == offloadOptimizer && std::ranges::any_of(remedies, fitsHere))
            continue;
        Search search = {.stop = stop};
        std::optional<Remedy> remedy = find(snapshot.scenario, search);
        if (!remedy)
            continue;
        if (!remedy->fits && hasManyMicroBatches(remedy->scenario))
            planInFull(*remedy);
        // More devices that still do not suffice are no help.
        const bool isPart = remedy->need < need && remedy->scenario.cluster.devices <= devices;
        if (remedy->fits || isPart)
            remedies.push_back(std::move(*remedy));
    }
    const Nanos now = stepWithEnoughMemory(snapshot.scenario, stop);
    for (Remedy &remedy : remedies) {
        remedy.stepNow = now;
        remedy.step = stepWithEnoughMemory(remedy.scenario, stop);
    }
    if (stop.stop_requested())
        return {};
    dropBeaten(remedies);
    // The devices that there are come before more of them.
    std::ranges::stable_sort(remedies, {}, [devices](const Remedy &remedy) {
        return !remedy.fits ? 2 : remedy.scenario.cluster.devices > devices ? 1 : 0;
    });
    if (devices == 1)
        std::ranges::stable_sort(remedies, {}, [](const Remedy &remedy) {
            return !remedy.fits || remedy.scenario.cluster.devices > 1 ||
                   remedy.kind == RemedyKind::BiggerDevice;
        });
    remedies.resize(std::min(remedies.size(), kMostRemedies));
    return remedies;
}

} // namespace core
