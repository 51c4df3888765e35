// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/collective_price.h"
#include "core/cost/layer_price.h"

#include <span>

namespace core {

class OperationLog;

[[nodiscard]] std::vector<LayerPrice> priceTransformer(const TransformerSpec &spec,
                                                       const Scenario &scenario);
[[nodiscard]] std::vector<LayerPrice> priceNamedLayers(const std::vector<NamedLayer> &layers,
                                                       const Scenario &scenario);
// Of a scenario that trains a network here: what the engine of core/live does for it.
[[nodiscard]] std::vector<LayerPrice> priceTrainedNetwork(const Scenario &scenario);

// The prices that differ, in the order of the model: what a stage of equal blocks is priced with.
struct TransformerPrices
{
    LayerPrice embedding;
    LayerPrice first; // blocks like the first one
    LayerPrice last;  // blocks like the last one, if those are others
    LayerPrice head;
    std::int64_t firstBlocks = 0; // the others are like the last one
};
[[nodiscard]] TransformerPrices distinctPrices(const TransformerSpec &spec,
                                               const Scenario &scenario,
                                               const PartnerFabrics *faulty = nullptr);
// One layer of these lists, by its index; the log is told what its work is added up from.
[[nodiscard]] LayerPrice priceTransformerLayer(const TransformerSpec &spec, std::int64_t index,
                                               const Scenario &scenario, OperationLog &log,
                                               const PartnerFabrics *faulty = nullptr);
[[nodiscard]] LayerPrice priceNamedLayer(const NamedLayer &layer, const Scenario &scenario,
                                         OperationLog *log = nullptr);
[[nodiscard]] LayerPrice priceTrainedUnit(const Scenario &scenario, int unit, double workingSet,
                                          OperationLog *log = nullptr);
// Of every layer that is gathered when it is used.
void priceGathering(std::span<LayerPrice *const> layers, const Scenario &scenario);
void priceGathering(std::span<LayerPrice *const> layers, const Scenario &scenario,
                    const Fabric &fabric, const Fabric &expertFabric); // over these links

} // namespace core
