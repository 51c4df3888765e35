// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/torchtitan_stages.h"

#include "core/base/text.h"
#include "core/io/json/json_reader.h"

#include <algorithm>

namespace core {
namespace {

constexpr TorchSchedule kSchedules[] = {
    {"1F1B", "1f1b"},
    {"GPipe", "gpipe"},
    {"Interleaved1F1B", "interleaved", true},
    {"LoopedBFS", "looped-bfs", true},
    {"InterleavedZeroBubble", "interleaved-zb", true},
    {"ZBVZeroBubble", "zb-v", true},
    {"DualPipeV", "dualpipe-v", true},
};

} // namespace

const TorchSchedule *torchSchedule(std::string_view name)
{
    for (const TorchSchedule &schedule : kSchedules) {
        if (lowerCase(schedule.name) == lowerCase(name))
            return &schedule;
    }
    return nullptr;
}

const TorchSchedule *torchScheduleOf(std::string_view id)
{
    const auto *found = std::ranges::find(kSchedules, id, &TorchSchedule::id);
    return found == std::end(kSchedules) ? nullptr : found;
}

std::string torchScheduleNames()
{
    std::vector<std::string> names;
    for (const TorchSchedule &schedule : kSchedules)
        names.push_back(std::string(schedule.name));
    return joinWithAnd(names);
}

Result<std::vector<int>> torchtitanSplit(std::int64_t layers, std::int64_t stages,
                                         std::int64_t firstLess, std::int64_t lastLess, int atEnds)
{
    if (stages == 1)
        return std::vector<int>{static_cast<int>(layers)};
    const std::int64_t counted = layers + firstLess + lastLess;
    std::vector<int> split;
    for (std::int64_t stage = 0; stage < stages; ++stage) {
        std::int64_t here = counted / stages + (stage < counted % stages ? 1 : 0);
        here -= stage == 0 ? firstLess : 0;
        here -= stage == stages - 1 ? lastLess : 0;
        const bool isEnd = stage == 0 || stage == stages - 1;
        if (here < (isEnd ? atEnds : 1))
            return Error{
                "torchtitan would cut " + figureOfCount(layers) + " layers into " +
                figureOfCount(stages) + " stages of which stage " + figureOfCount(stage) +
                " has none (the embedding counts as " + figureOfCount(firstLess) +
                " and the head as " + figureOfCount(lastLess) +
                "), and in the simulation none can be without but the first and the last of "
                "several on each rank."};
        split.push_back(static_cast<int>(here));
    }
    return split;
}

Result<std::int64_t> torchtitanStagesPerRank(const TorchtitanJob &job, std::int64_t layers,
                                             bool manyStages)
{
    if (!job.layersOfParts.empty() || !job.layersPerStage) {
        const auto parts = static_cast<std::int64_t>(job.layersOfParts.size());
        if (parts > 0 && parts % job.pipeline != 0)
            return Error{"module_fqns_per_model_part has " + figureOfCount(parts) +
                         " stages, which " + figureOfCount(job.pipeline) +
                         " pipeline ranks cannot share evenly."};
        return parts > 0 ? parts / job.pipeline : std::int64_t{manyStages ? 2 : 1};
    }
    const std::int64_t counted = layers + job.firstLess + job.lastLess;
    const std::int64_t stages = (counted + *job.layersPerStage - 1) / *job.layersPerStage;
    const std::string have = figureOfCount(*job.layersPerStage) + " layers per stage make " +
                             figureOfCount(stages) + " stages of " + figureOfCount(layers) +
                             " layers";
    if (stages % job.pipeline != 0)
        return Error{"torchtitan refuses this: " + have + ", which is no multiple of " +
                     figureOfCount(job.pipeline) + " pipeline ranks."};
    const std::int64_t perRank = stages / job.pipeline;
    if (!manyStages && perRank != 1)
        return Error{"torchtitan refuses this: " + have + ", but " + job.schedule +
                     " has one stage a rank."};
    if (manyStages && perRank < 2)
        return Error{"torchtitan refuses this: " + have + ", but " + job.schedule +
                     " needs two or more stages a rank."};
    return perRank;
}

} // namespace core
