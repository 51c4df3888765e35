// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/wish.h"

#include <cstdint>
#include <vector>

namespace core {

// What divides what, and what fits to what: the rules that checks, edits, ways out, the stops of
// controls and searches share. What makes a scenario valid is complete() of a wish.

// All of them, the smallest first. whole: at least 1.
[[nodiscard]] std::vector<std::int64_t> divisorsOf(std::int64_t whole);
// The divisor of whole that is nearest to wanted; the smaller of two.
[[nodiscard]] std::int64_t nearestDivisor(std::int64_t whole, std::int64_t wanted);
// The largest divisor of whole that is at most limit.
[[nodiscard]] std::int64_t divisorUpTo(std::int64_t whole, std::int64_t limit);
// The smallest divisor of whole that is at least limit; whole if there is none.
[[nodiscard]] std::int64_t divisorFrom(std::int64_t whole, std::int64_t limit);
// The multiple of step nearest to value, at least one step.
[[nodiscard]] std::int64_t nearestMultiple(std::int64_t value, std::int64_t step);

// Of the MLP that every tensor partner has a part of.
[[nodiscard]] std::int64_t widthOfMlp(const TransformerSpec &spec);
// What a tensor degree must divide; 1: layers that cannot be split.
[[nodiscard]] std::int64_t widthOfPartners(const Scenario &scenario);
// The first and the last of many chunks of a transformer still have the embedding and the head.
[[nodiscard]] int stagesWithoutLayers(const Scenario &scenario);
// Layers that a stage of a partition needs: 1, or none if it is one of those ends.
[[nodiscard]] int leastLayers(const Scenario &scenario, std::size_t stage);
// Whether the partition names every stage, none of them with fewer.
[[nodiscard]] bool fillsStages(const Scenario &scenario);
// Visits of a micro-batch: forward, backward or its two halves, and recomputation.
[[nodiscard]] std::int64_t visitsOfMicroBatch(const Scenario &scenario);
// Pipeline ranks that the layers allow.
[[nodiscard]] std::int64_t mostRanks(const Scenario &scenario);
// Micro-batches of a replica without which a pipeline could not be busy even once; else 1.
[[nodiscard]] std::int64_t ranksToFeed(const Scenario &scenario);

// The values of a degree (tensor, pipeline, context or expert) that are what the scenario then
// shows, with the devices that it has; the one that it has now is always among them. Ranks may add
// devices where there is one replica: those are not listed.
[[nodiscard]] std::vector<std::int64_t> degreesThatHold(const Scenario &scenario, Setting degree);

} // namespace core
