// SPDX-License-Identifier: GPL-3.0-or-later
// An invalid layout given number by number: what else must change for it to be accepted. Here the
// degrees are kept, and the number of devices follows.
#include "core/scenario/complete_layout.h"

#include "core/scenario/check.h"
#include "core/scenario/complete_batch.h"
#include "core/scenario/complete_degrees.h"
#include "core/scenario/constraints.h"
#include "core/scenario/edit_schedule.h"
#include "core/scenario/way_out.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

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
    parallel.tensor = nearestTo(widthOfPartners(scenario), parallel.tensor);
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

// The last stages take what is missing, or give what is too much.
void completePartition(Scenario &scenario)
{
    std::vector<int> &partition = scenario.parallel.partition;
    if (partition.empty())
        return;
    if (!fillsStages(scenario)) {
        partition.clear();
        return;
    }
    const std::int64_t layers = scenario.model.layerCount();
    std::int64_t left =
        layers - std::accumulate(partition.begin(), partition.end(), std::int64_t{0});
    for (auto count = partition.rbegin(); count != partition.rend() && left != 0; ++count) {
        const std::int64_t changed = std::max<std::int64_t>(std::min(1, *count), *count + left);
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

} // namespace

Scenario completed(Scenario change)
{
    completeSchedule(change);
    completeStages(change);
    completeSplits(change);
    completeDegrees(change);
    fitSharing(change);
    Draft draft;
    // Replicas and micro-batches are kept as given; the nearest batch is chosen.
    draft.newest = Setting::MicroBatch;
    draft.batch = {
        change.training.globalBatch,
        std::clamp<std::int64_t>(change.training.microBatch, 1,
                                 std::max<std::int64_t>(1, kMaxSamples / change.parallel.data)),
        1};
    draft.scenario = std::move(change);
    divideBatch(draft, BatchPart::Count);
    completeLists(draft.scenario);
    return std::move(draft.scenario);
}

} // namespace core
