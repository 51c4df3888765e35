// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/ideas.h"

#include <functional>

namespace core {

// Receives every change that may be an idea; returns false to stop.
using TakesMove = std::function<bool(IdeaKind kind, Scenario changed)>;

// Repairs, placement, pipelining and overlap: at most one of each.
void offerSingleMoves(const Scenario &scenario, const TakesMove &take);
// Every other schedule that can run, with some chunk counts; not those that change the training.
void offerSchedules(const Scenario &scenario, const TakesMove &take);
void offerRecomputations(const Scenario &scenario, const TakesMove &take);
void offerMicroBatches(const Scenario &scenario, const TakesMove &take);
// Fewer bits, where there is one device: with several, layouts come first.
void offerPrecisions(const Scenario &scenario, const TakesMove &take);
// Recomputed in full, one sample at a time, in the fewest bits.
[[nodiscard]] Scenario withLeastMemory(const Scenario &scenario);
// Every split of the devices into tensor partners, stages and replicas; context and expert
// partners stay.
void offerDegrees(const Scenario &scenario, const TakesMove &take);

} // namespace core
