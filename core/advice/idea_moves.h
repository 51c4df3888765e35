// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/ideas.h"

#include <functional>

namespace core {

// Gets every change of the scenario that may be an idea; false: enough.
using TakesMove = std::function<bool(IdeaKind kind, Scenario changed)>;

// Repairs, placement, turns and overlap: one of each at most.
void offerSingleMoves(const Scenario &scenario, const TakesMove &take);
// Every other schedule that may run, with some numbers of chunks; not those that train otherwise.
void offerSchedules(const Scenario &scenario, const TakesMove &take);
void offerRecomputations(const Scenario &scenario, const TakesMove &take);
void offerMicroBatches(const Scenario &scenario, const TakesMove &take);
// Every split of the devices into tensor partners, stages and replicas; context and expert
// partners stay.
void offerDegrees(const Scenario &scenario, const TakesMove &take);

} // namespace core
