// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// Fills states and peak of every row, capacity and fits; warns with the number and the part that
// must shrink when the model does not fit. Needs rows, stages and order.
void planMemory(Plan &plan, const Scenario &scenario);

} // namespace core
