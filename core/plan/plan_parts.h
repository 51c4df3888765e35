// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// Steps of makePlan that a plan for timing alone shares with it.
void takeOptions(Plan &plan, const Scenario &scenario);
// A step of years means a mistaken scenario.
[[nodiscard]] Status checkLength(const Plan &plan);
// Of what a device updates of the stage.
struct OptimizerWork
{
    Nanos time;
    double bytes = 0; // through its memory
};
[[nodiscard]] OptimizerWork optimizerWork(const StagePlan &stage, const Scenario &scenario);
// Who shares a tied embedding: the first and the last stage, wherever these are.
[[nodiscard]] Members membersOfTied(const Plan &plan);
// At the end of the step, or, without a flush, after every backward.
void planOptimizer(Plan &plan, const Scenario &scenario);

} // namespace core
