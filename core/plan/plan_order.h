// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// The order of all actions, recomputation included. Searched schedules are made for the prices of
// these stages and for the links between the ranks, all of them healthy.
[[nodiscard]] Result<ScheduleOrder>
orderFor(const Scenario &scenario, const std::vector<StagePlan> &stages, const Wiring &wiring);

// Fills what follows from the order alone: which rank holds what, which visit completes a
// gradient, how many versions of its weights a stage keeps.
void describeOrder(Plan &plan);

// Pipeline ranks that hold a stage, ascending.
[[nodiscard]] std::vector<int> holdersOf(const ScheduleOrder &order, int stage);

} // namespace core
