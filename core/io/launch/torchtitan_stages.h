// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/launch/torchtitan_job.h"

#include <string_view>
#include <vector>

namespace core {

// A schedule that torch.distributed.pipelining has by name (get_schedule_class).
struct TorchSchedule
{
    std::string_view name;   // "Interleaved1F1B"
    std::string_view id;     // of ours
    bool manyStages = false; // PipelineScheduleMulti: two or more stages a rank
};

// Upper and lower case are the same; nullptr: there is none.
[[nodiscard]] const TorchSchedule *torchSchedule(std::string_view name);
// The one that runs as our schedule of this id; nullptr: only a table of actions does.
[[nodiscard]] const TorchSchedule *torchScheduleOf(std::string_view id);
[[nodiscard]] std::string torchScheduleNames(); // "1F1B, GPipe, …"

// Layers of each stage, as torchtitan's generate_llm_fqn_per_model_part divides them: embedding
// and head count as so many layers, which the first and the last stage then have less.
// Error: a stage would be left with nothing. atEnds: layers that the first and the last need.
[[nodiscard]] Result<std::vector<int>> torchtitanSplit(std::int64_t layers, std::int64_t stages,
                                                       std::int64_t firstLess,
                                                       std::int64_t lastLess, int atEnds);

// Stages of each rank; refuses what pipeline_llm() refuses, with its reason. manyStages: of the
// schedule.
[[nodiscard]] Result<std::int64_t> torchtitanStagesPerRank(const TorchtitanJob &job,
                                                           std::int64_t layers, bool manyStages);

} // namespace core
