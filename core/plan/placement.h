// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

[[nodiscard]] Wiring makeWiring(const Scenario &scenario);

// Device of a pipeline rank of a replica.
[[nodiscard]] int deviceOf(const Scenario &scenario, int replica, int pipelineRank);

// Fills rows, replicaClasses and rowOfDevice: replicas whose devices and links behave alike are
// one class (symmetry folding). Needs order, wiring and stages.
void placeRows(Plan &plan, const Scenario &scenario);

} // namespace core
