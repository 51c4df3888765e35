// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

namespace core {

// An order with no actions yet: its routes are those of the placement.
[[nodiscard]] ScheduleOrder emptyOrder(std::string_view id, const ScheduleShape &shape,
                                       Placement placement);

// Makes room for this many actions on every rank.
void reserveActions(ScheduleOrder &order, std::size_t perRank);

// An order with no actions yet: one route, stage s on rank s mod ranks. Room for a forward and a
// full backward of every visit.
[[nodiscard]] ScheduleOrder emptyLoopOrder(std::string_view id, const ScheduleShape &shape);

// Fills an empty order of one route with forwards alone: on every rank the deeper chunk as soon as
// it can run.
[[nodiscard]] ScheduleOrder forwardsOnly(ScheduleOrder order);

// Appends Op of one stage and micro-batch to a rank.
inline void append(std::vector<Action> &actions, Op op, int stage, int microBatch)
{
    actions.push_back({.microBatch = static_cast<std::uint32_t>(microBatch),
                       .stage = static_cast<std::uint16_t>(stage),
                       .op = op});
}

// Activations that a rank may keep, in micro-batches: what the shape asks for, else the ranks.
// Refuses less than 1.
[[nodiscard]] Result<double> memoryLimitOf(const ScheduleShape &shape);

} // namespace core
