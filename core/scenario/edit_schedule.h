// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string_view>

namespace core {

// Parts of the edits: what a change of the schedule brings with it.

// Another schedule, with a number of chunks that it can have.
void setSchedule(ParallelSpec &parallel, std::string_view id);

// Stages that each further rank brings.
[[nodiscard]] int stagesPerRank(const ParallelSpec &parallel);

// Weights that are updated after every backward cannot be shared by replicas.
[[nodiscard]] bool needsOneReplica(const ParallelSpec &parallel);

} // namespace core
