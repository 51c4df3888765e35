// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/engine.h"

namespace core {

// What a run of the engine includes: everything, or a better world without some kind of trouble, to
// find what that trouble costs.
struct World
{
    bool slowDevices = true;
    bool linksCost = true; // false: transfers are free and rings unharmed
};

// The replicas of one class with the prices of the plan.
[[nodiscard]] EngineTask engineTask(const Plan &plan, int replicaClass, World world);
// The same in the memory of the one before.
void setEngineTask(EngineTask &task, const Plan &plan, int replicaClass, World world);

// Does a visit of this kind end with a message to another stage?
[[nodiscard]] bool handsOver(Op op);

// In a pair whose visits do not hide each other, does the exchange of one with its experts run
// beside the work of the other? DeepSeek-V3, arXiv:2412.19437, section 3.2.1.
[[nodiscard]] bool hidesExpertComm(const Plan &plan);

// A duration on a device of this speed (1: healthy), rounded to the nanosecond.
[[nodiscard]] std::int64_t atSpeed(Nanos duration, double speed);

} // namespace core
