// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/trace.h"

#include <stop_token>

namespace core {

// Runs one step of the plan. After a stop request the trace is incomplete.
[[nodiscard]] Trace simulate(const Plan &plan, std::stop_token stop = {});

} // namespace core
