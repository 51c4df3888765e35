// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// What of the way in which states are shared has no effect, or another than one might think. Needs
// the states of every row.
void warnOfSharedStates(Plan &plan, const Scenario &scenario);

} // namespace core
