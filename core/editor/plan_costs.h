// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// What a plan charges for its visits and for the hops between its stages, of the first replica. One
// unit is the mean forward of a stage, so that units compare with the textbook's.
[[nodiscard]] UnitCosts costsOf(const Plan &plan);

} // namespace core
