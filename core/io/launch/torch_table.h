// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <string>

namespace core {

// The order of the scenario's pipeline as the table that torch.distributed.pipelining runs, a line
// for each rank: forwards and backwards alone, since communication and recomputation follow.
// Refuses stages that are held twice, waves of more than one V, and schedules without a flush.
[[nodiscard]] Result<std::string> torchTable(const Scenario &scenario);

// What torchtitan is told beside a table, which decides where stages are: "1F1B" one stage a rank,
// "PipelineScheduleMulti" one after the other in turns, "ZBVZeroBubble" down the ranks and back.
[[nodiscard]] std::string_view torchPlacement(const Scenario &scenario);

} // namespace core
