// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

namespace core {

// An order with no actions yet: one route, stage s on rank s mod ranks.
[[nodiscard]] ScheduleOrder emptyLoopOrder(std::string_view id, const ScheduleShape &shape);

// Appends Op of one stage and micro-batch to a rank.
inline void append(std::vector<Action> &actions, Op op, int stage, int microBatch)
{
    actions.push_back({.microBatch = static_cast<std::uint32_t>(microBatch),
                       .stage = static_cast<std::uint16_t>(stage),
                       .op = op});
}

} // namespace core
