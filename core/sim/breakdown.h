// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/metrics.h"
#include "core/sim/trace.h"

namespace core {

// Fills the breakdown of every row and the mean over devices. Needs spent, idle and step.
void breakDown(Metrics &metrics, const Plan &plan, const Trace &trace);

} // namespace core
