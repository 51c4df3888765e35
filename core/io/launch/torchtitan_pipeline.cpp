// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/torchtitan_pipeline.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/torchtitan_csv.h"
#include "core/io/launch/torchtitan_stages.h"
#include "core/plan/partition.h"
#include "core/scenario/constraints.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

constexpr std::string_view kSchedulePath = "parallelism.pipeline_parallel_schedule";
constexpr std::string_view kPartsPath = "parallelism.module_fqns_per_model_part";
constexpr std::string_view kStagePath = "parallelism.pipeline_parallel_layers_per_stage";

// What only runs a table is no schedule by itself; it has one stage a rank, or many.
bool runsATable(const std::string &name)
{
    const std::string lower = lowerCase(name);
    return lower == "pipelineschedulesingle" || lower == "pipelineschedulemulti" ||
           lower == "_pipelinescheduleruntime";
}

// torch cuts the micro-batches into rounds of equal groups (ScheduleInterleaved1F1B).
Status checkGroups(LaunchSheet &sheet, const TorchSchedule &schedule, int line)
{
    const std::int64_t count = microBatchCount(sheet.scenario);
    const std::int64_t ranks = sheet.scenario.parallel.pipeline;
    const bool grouped = schedule.id == "interleaved" || schedule.id == "interleaved-zb";
    const std::int64_t rounds = std::max<std::int64_t>(1, count / ranks);
    if (grouped && count % rounds != 0)
        return sheet.refuse(line, "torch refuses " + std::string(schedule.name) + " with " +
                                      figureOfCount(count) + " micro-batches on " +
                                      figureOfCount(ranks) + " ranks: they do not form " +
                                      figureOfCount(rounds) + " equal rounds.");
    if (schedule.id == "dualpipe-v" && count < 2 * ranks)
        return sheet.refuse(line, "torch refuses DualPipeV with " + figureOfCount(count) +
                                      " micro-batches on " + figureOfCount(ranks) +
                                      " ranks: it needs at least " + figureOfCount(2 * ranks) +
                                      '.');
    return std::monostate{};
}

Result<std::vector<int>> stagesOfParts(const TorchtitanJob &job, const Scenario &scenario)
{
    std::vector<int> stages;
    for (std::size_t part = 0; part < job.layersOfParts.size(); ++part) {
        if (job.layersOfParts[part] < leastLayers(scenario, part))
            return Error{"A stage of module_fqns_per_model_part has no layers, and in the "
                         "simulation none can be without but the first and the last of several "
                         "on each rank."};
        stages.push_back(static_cast<int>(job.layersOfParts[part]));
    }
    const std::int64_t sum = std::accumulate(stages.begin(), stages.end(), std::int64_t{0});
    const std::int64_t layers = scenario.model.layerCount();
    if (sum != layers)
        return Error{"module_fqns_per_model_part has " + figureOfCount(sum) +
                     " layers, but the model has " + figureOfCount(layers) + '.'};
    return stages;
}

// The partition is left out where it is the one that the scenario has anyway.
Status takePartition(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job,
                     std::int64_t stages)
{
    Scenario &scenario = sheet.scenario;
    const bool given = !job.layersOfParts.empty();
    const Result<std::vector<int>> split =
        given ? stagesOfParts(job, scenario)
              : torchtitanSplit(scenario.model.layerCount(), stages, job.firstLess, job.lastLess,
                                leastLayers(scenario, 0));
    const int line =
        std::max(settings.lineOf(given ? kPartsPath : kStagePath), settings.lineOf(kSchedulePath));
    if (!split)
        return sheet.refuse(line, split.error().message);
    const Result<std::vector<int>> even = layersPerStage(scenario, static_cast<int>(stages));
    if (!even || even.value() != split.value())
        scenario.parallel.partition = split.value();
    sheet.setBy("parallel.partition", line);
    return std::monostate{};
}

} // namespace

Status takeTorchtitanPipeline(LaunchSheet &sheet, LaunchSettings &settings,
                              const TorchtitanJob &job)
{
    ParallelSpec &parallel = sheet.scenario.parallel;
    const int line = settings.lineOf(kSchedulePath);
    if (job.pipeline == 1)
        return std::monostate{};
    const TorchSchedule *schedule = torchSchedule(job.schedule);
    bool manyStages = schedule && schedule->manyStages;
    if (!job.scheduleCsv.empty()) {
        constexpr std::string_view path = "parallelism.pipeline_parallel_schedule_csv";
        if (const Status taken = takeTorchTable(sheet, job.scheduleCsv); !taken)
            return sheet.refuse(settings.lineOf(path),
                                std::string(path) + ' ' + taken.error().message);
        manyStages = parallel.chunks > 1;
    } else if (!schedule) {
        return sheet.refuse(line, runsATable(job.schedule)
                                      ? job.schedule + " runs a table: give it as "
                                                       "pipeline_parallel_schedule_csv."
                                      : "torch has no pipeline schedule \"" +
                                            printable(job.schedule) + "\": there are " +
                                            torchScheduleNames() + '.');
    } else {
        parallel.schedule = std::string(schedule->id);
        if (const Status fits = checkGroups(sheet, *schedule, line); !fits)
            return fits;
    }
    const Result<std::int64_t> perRank =
        torchtitanStagesPerRank(job, sheet.scenario.model.layerCount(), manyStages);
    if (!perRank)
        return sheet.refuse(settings.lineOf(kStagePath), perRank.error().message);
    if (!job.scheduleCsv.empty() && perRank.value() != parallel.chunks)
        return sheet.refuse(line, "The table has " + figureOfCount(parallel.chunks) +
                                      " stages a rank, but the model is cut into " +
                                      figureOfCount(perRank.value()) + '.');
    parallel.chunks = static_cast<int>(perRank.value());
    return takePartition(sheet, settings, job, perRank.value() * job.pipeline);
}

} // namespace core
