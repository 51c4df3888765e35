// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// Prices every visit of the stage's layers: what the device does and what the host needs to issue
// it, side by side; with layers that are gathered when used, their collectives beside that.
void priceVisits(StagePlan &stage, const std::vector<LayerPrice> &layers, const Scenario &scenario);

} // namespace core
