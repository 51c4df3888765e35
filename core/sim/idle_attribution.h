// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/finish.h"

namespace core {

// Divides the idle time of every row among causes by finding what would vanish in a better world:
// first with every device at full speed (Straggler), then with links that cost nothing and rings
// unharmed (Link); what is left has the base causes of that world. Sums stay exact.
[[nodiscard]] std::vector<IdleByCause> attributeIdle(const Plan &plan, const PipelineEnd &end,
                                                     const StepEnd &step);

// A step in the world with every device at full speed and links that cost nothing. All replicas are
// alike there. Idle is the mean over pipeline ranks, without waits for gradients.
struct IdealStep
{
    Nanos step;
    Nanos idle;
};
[[nodiscard]] IdealStep idealStep(const Plan &plan);

// Runs every replica class in another world, recording nothing but idle time.
[[nodiscard]] PipelineEnd runQuietly(const Plan &plan, World world);

} // namespace core
