// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <vector>

namespace core {

// An order of which only the lists are known: ranks, stages and micro-batches are counted, and the
// routes follow from where each stage runs (two routes where micro-batches enter at both ends).
// validateOrder reports what is missing or misplaced. Error: no actions, or numbers beyond
// kMaxActions cells.
[[nodiscard]] Result<ScheduleOrder> orderFromActions(std::vector<std::vector<Action>> actions);

// Largest number of stages that one rank holds.
[[nodiscard]] int chunksOf(const ScheduleOrder &order);

} // namespace core
