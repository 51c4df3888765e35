// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/edit_schedule.h"

#include "core/scenario/edits.h"
#include "core/scenario/wish.h"

#include <algorithm>

namespace core {

void setSchedule(ParallelSpec &parallel, std::string_view id)
{
    const ScheduleEntry *entry = findSchedule(id);
    parallel.schedule = id;
    parallel.own = {};
    if (!entry)
        return;
    const ChunkRange range = entry->chunks;
    const bool fits = parallel.chunks >= range.least && parallel.chunks <= range.most;
    if (!fits || parallel.chunks == 1)
        parallel.chunks = range.usual;
}

int stagesPerRank(const ParallelSpec &parallel)
{
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    return std::max(1, stageCount(entry ? entry->placement : Placement::Loop, 1, parallel.chunks));
}

bool needsOneReplica(const ParallelSpec &parallel)
{
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    return entry && entry->family == ScheduleFamily::Asynchronous;
}

Scenario withOwnSchedule(Scenario scenario, OwnSchedule own)
{
    if (!own.order)
        return scenario;
    const ScheduleOrder &order = *own.order;
    ParallelSpec &parallel = scenario.parallel;
    const std::int64_t parts =
        static_cast<std::int64_t>(order.microBatches) * scenario.training.microBatch;
    parallel.data = std::max(1, scenario.cluster.devices / (order.ranks * groupSize(parallel)));
    parallel.pipeline = order.ranks;
    parallel.schedule = kOwnSchedule;
    parallel.chunks = std::max(1, order.chunks);
    parallel.own = std::move(own);
    scenario.cluster.devices = parallel.data * parallel.pipeline * groupSize(parallel);
    scenario.training.globalBatch = parts * parallel.data;
    return complete(wishFor(std::move(scenario))).scenario;
}

Scenario withChunks(Scenario scenario, int chunks)
{
    const ScheduleEntry *entry = findSchedule(scenario.parallel.schedule);
    if (!entry)
        return scenario;
    const ChunkRange range = entry->chunks;
    const std::int64_t room = scenario.model.layerCount() / scenario.parallel.pipeline;
    const int most = static_cast<int>(std::clamp<std::int64_t>(room, range.least, range.most));
    scenario.parallel.chunks = std::clamp(chunks, range.least, most);
    return complete(wishFor(std::move(scenario))).scenario;
}

Scenario withGroup(Scenario scenario, int group)
{
    scenario.parallel.group = std::max(0, group);
    return scenario;
}

Scenario withMemoryLimit(Scenario scenario, double microBatches)
{
    scenario.parallel.memoryLimit = microBatches >= 0 ? microBatches : 0;
    return scenario;
}

Scenario withPair(Scenario scenario, PairRule pair, double factor)
{
    scenario.parallel.pair = pair;
    scenario.parallel.pairFactor = pair == PairRule::Factor ? std::clamp(factor, 0.0, 1.0) : 1;
    return scenario;
}

Scenario withSplitMemory(Scenario scenario, SplitMemory splitMemory)
{
    scenario.parallel.splitMemory = splitMemory;
    return scenario;
}

} // namespace core
