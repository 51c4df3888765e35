// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/engine.h"

namespace core {

// How long a step takes, for searches over thousands of configurations: the prices and the engine
// of run(), to the nanosecond, but neither a trace nor memory nor causes of idle time. Keeps its
// memory, and the order while that stays the same, from one scenario to the next.
class StepTimer
{
public:
    [[nodiscard]] Result<Nanos> time(const Scenario &scenario);

private:
    [[nodiscard]] Result<Nanos> timeInFull(const Scenario &scenario) const;

    Plan m_plan;
    EngineTask m_task;
    EngineStateOf<Arrival> m_state;
};

} // namespace core
