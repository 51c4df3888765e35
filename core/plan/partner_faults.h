// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// Prices anew the stages whose partners exchange over faulty links: tensor and context partners in
// their rings, experts between the two ends, replicas in the rings that gather and scatter layers.
// One price holds for a stage in all replicas, so each is as slow as the slowest: the step is that
// of the replica that has the fault, which the others wait for. Says whether layers have another
// price now, so that stages must be planned anew. Needs wiring, layers, stages and order.
[[nodiscard]] bool priceFaultyPartners(Plan &plan, const Scenario &scenario);

// What of a fault is priced for all alike, and what is not priced. Needs the above.
void warnOfPartnerFaults(Plan &plan, const Scenario &scenario);

} // namespace core
