// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// Layers per stage as the scenario asks, else as even as possible, earlier stages first to get
// one more. Counts blocks or named layers; their sum is the model's.
[[nodiscard]] Result<std::vector<int>> layersPerStage(const Scenario &scenario, int stages);

// Of a transformer, with so many layers fewer in the last stage than its even share, because the
// head stands beside them: the others have these layers more among them. Empty: not every stage has
// one.
[[nodiscard]] std::vector<int> lighterLastStage(std::int64_t layers, int stages, int fewer);

// Cuts the priced layers into stages: embedding with the first, head with the last. Prices every
// visit of every stage.
[[nodiscard]] std::vector<StagePlan> planStages(const Scenario &scenario,
                                                const std::vector<LayerPrice> &layers,
                                                const std::vector<int> &layersPerStage);

// The time in which tensor partners get the whole of what each was sent a part of.
[[nodiscard]] Nanos outputGathering(const TransformerSpec &spec, const Scenario &scenario);

// A tied head on another device than the embedding needs a copy of the matrix. Needs the order.
void copyTiedEmbedding(Plan &plan, const Scenario &scenario);

} // namespace core
