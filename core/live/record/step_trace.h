// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/replay.h"
#include "core/plan/plan.h"
#include "core/sim/trace.h"

#include <span>

namespace core::live {

// What the devices of a step that really happened did and waited for, in virtual time, as the trace
// of a simulated step is. The plan is that of the same scenario with Folding::None: a row for each
// device. times: by device of the layout, an entry for each instruction. Idle time has the cause of
// each wait; the simulator's comparison with better worlds does not exist for a measurement.
[[nodiscard]] Trace stepTrace(const Plan &plan, const Layout &layout,
                              std::span<const Program> programs,
                              std::span<const InstructionTimes> times, const LinkBetween &links,
                              std::int64_t elementBytes);

// The device of the layout that a row of the plan shows, and the other way round.
[[nodiscard]] int deviceOfRow(const Plan &plan, const Layout &layout, int row);
[[nodiscard]] std::vector<int> rowOfEachDevice(const Plan &plan, const Layout &layout);

} // namespace core::live
