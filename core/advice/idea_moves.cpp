// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/idea_moves.h"

#include "core/scenario/constraints.h"
#include "core/scenario/edits.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace core {
namespace {

std::optional<Scenario> repairDevices(Scenario scenario)
{
    if (scenario.faults.devices.empty())
        return std::nullopt;
    scenario.faults.devices.clear();
    return scenario;
}

std::optional<Scenario> repairLinks(Scenario scenario)
{
    if (scenario.faults.links.empty())
        return std::nullopt;
    scenario.faults.links.clear();
    return scenario;
}

std::optional<Scenario> placeInOrder(Scenario scenario)
{
    if (scenario.parallel.placement.empty())
        return std::nullopt;
    scenario.parallel.placement.clear();
    return scenario;
}

std::optional<Scenario> takeNoTurns(Scenario scenario)
{
    if (strategyOf(scenario) != Strategy::Layers)
        return std::nullopt;
    // Enough micro-batches to make fill and drain small, if the batch allows.
    Scenario pipeline = withStrategy(std::move(scenario), Strategy::Pipeline);
    return withMicroBatches(pipeline, std::min<std::int64_t>(2 * pipeline.parallel.pipeline,
                                                             pipeline.training.globalBatch));
}

std::optional<Scenario> overlap(Scenario scenario)
{
    if (scenario.parallel.data < 2 || scenario.parallel.overlap)
        return std::nullopt;
    return withOverlap(std::move(scenario), true);
}

struct SingleMove
{
    IdeaKind kind;
    std::optional<Scenario> (*change)(Scenario);
};
constexpr SingleMove kSingleMoves[] = {
    {IdeaKind::RepairDevices, repairDevices},
    {IdeaKind::RepairLinks, repairLinks},
    {IdeaKind::PlaceInOrder, placeInOrder},
    {IdeaKind::TakeNoTurns, takeNoTurns},
    {IdeaKind::Overlap, overlap},
};

// Chunk counts to try a schedule with.
std::vector<int> chunksOf(const ScheduleEntry &entry, const Scenario &scenario)
{
    std::vector<int> chunks;
    for (const int count : {entry.chunks.usual, 2, 4, 8, scenario.parallel.chunks}) {
        const bool inRange = count >= entry.chunks.least && count <= entry.chunks.most;
        const bool hasLayers = stageCount(entry.placement, scenario.parallel.pipeline, count) <=
                               scenario.model.layerCount();
        if (inRange && hasLayers && std::ranges::find(chunks, count) == chunks.end())
            chunks.push_back(count);
    }
    return chunks;
}

// The devices with this split; the micro-batch keeps its size where that divides the batch of a
// replica.
std::optional<Scenario> withDegrees(Scenario scenario, int tensor, int pipeline)
{
    ParallelSpec &parallel = scenario.parallel;
    TrainingSpec &training = scenario.training;
    const bool wasSplit = parallel.tensor > 1;
    parallel.tensor = tensor;
    parallel.pipeline = pipeline;
    parallel.data = scenario.cluster.devices / (groupSize(parallel) * pipeline);
    parallel.partition.clear();
    parallel.placement.clear();
    if (pipeline == 1)
        parallel.chunks = 1;
    parallel.sequenceParallel = tensor > 1 && (!wasSplit || parallel.sequenceParallel);
    if (training.globalBatch % parallel.data != 0)
        return std::nullopt;
    training.microBatch = divisorUpTo(training.globalBatch / parallel.data, training.microBatch);
    return scenario;
}

// Those with fewer bits that the device has products in.
std::vector<Precision> lowerPrecisions(const Scenario &scenario)
{
    const Precision now = scenario.training.precision;
    std::vector<Precision> lower;
    if (scenario.train) // the engine trains in single precision
        return lower;
    if (isSingle(now))
        lower.push_back(Precision::Bf16);
    if (now != Precision::Fp8 && knowsFp8(scenario))
        lower.push_back(Precision::Fp8);
    return lower;
}

} // namespace

void offerSingleMoves(const Scenario &scenario, const TakesMove &take)
{
    for (const SingleMove &move : kSingleMoves) {
        std::optional<Scenario> changed = move.change(scenario);
        if (changed && !take(move.kind, std::move(*changed)))
            return;
    }
}

void offerSchedules(const Scenario &scenario, const TakesMove &take)
{
    if (!isPipelined(scenario))
        return;
    for (const ScheduleEntry &entry : schedules()) {
        if (entry.oneAtATime || entry.family == ScheduleFamily::Asynchronous)
            continue;
        for (const int chunks : chunksOf(entry, scenario)) {
            Scenario changed = withSchedule(scenario, entry.id);
            changed.parallel.chunks = chunks;
            if (!take(IdeaKind::Schedule, std::move(changed)))
                return;
        }
    }
}

void offerRecomputations(const Scenario &scenario, const TakesMove &take)
{
    const Recompute now = scenario.training.recompute;
    for (const Recompute other : {Recompute::None, Recompute::Selective, Recompute::Full}) {
        const IdeaKind kind = other < now ? IdeaKind::LessRecompute : IdeaKind::Recompute;
        if (other != now && !take(kind, withRecompute(scenario, other)))
            return;
    }
}

void offerMicroBatches(const Scenario &scenario, const TakesMove &take)
{
    if (isOneAtATime(scenario.parallel.schedule))
        return;
    for (const std::int64_t count : microBatchSteps(scenario)) {
        if (count != microBatchCount(scenario) &&
            !take(IdeaKind::MicroBatches, withMicroBatches(scenario, count)))
            return;
    }
}

void offerPrecisions(const Scenario &scenario, const TakesMove &take)
{
    if (scenario.cluster.devices > 1)
        return;
    for (const Precision precision : lowerPrecisions(scenario)) {
        if (!take(IdeaKind::Precision, withPrecision(scenario, precision)))
            return;
    }
}

Scenario withLeastMemory(const Scenario &scenario)
{
    Scenario least = withRecompute(scenario, Recompute::Full);
    least = withMicroBatches(least, microBatchSteps(least).back());
    for (const Precision precision : lowerPrecisions(scenario))
        least = withPrecision(least, precision);
    return least;
}

void offerDegrees(const Scenario &scenario, const TakesMove &take)
{
    if (strategyOf(scenario) == Strategy::Layers || !scenario.model.transformer())
        return;
    const ParallelSpec &now = scenario.parallel;
    const int blocks = scenario.cluster.devices / now.context;
    const int mostTensor = std::max(now.tensor, scenario.cluster.devicesPerNode / now.context);
    const auto mostStages =
        static_cast<int>(std::min<std::int64_t>(blocks, scenario.model.layerCount()));
    for (int tensor = 1; tensor <= std::min(blocks, mostTensor); ++tensor) {
        for (int pipeline = 1; pipeline <= mostStages; ++pipeline) {
            if (blocks % tensor != 0 || blocks / tensor % pipeline != 0)
                continue;
            if (tensor == now.tensor && pipeline == now.pipeline)
                continue;
            std::optional<Scenario> changed = withDegrees(scenario, tensor, pipeline);
            if (changed && !take(IdeaKind::Degrees, std::move(*changed)))
                return;
        }
    }
}

} // namespace core
