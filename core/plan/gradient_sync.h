// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// Cuts each stage's gradients into buckets, in the order in which backward makes them, and prices
// their ring all-reduce over all devices that hold the stage. Needs rows, stages, order and wiring.
void planGradientSync(Plan &plan, const Scenario &scenario);

} // namespace core
