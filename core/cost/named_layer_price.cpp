// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/layer_kinds.h"

#include <algorithm>

namespace core {

std::vector<LayerPrice> priceLayers(const Scenario &scenario)
{
    if (const TransformerSpec *spec = scenario.model.transformer())
        return priceTransformer(*spec, scenario);
    return priceNamedLayers(*scenario.model.namedLayers(), scenario);
}

namespace {

// The slower of arithmetic and memory traffic; backward is two products of the same size.
LayerPrice priceNamedLayer(const NamedLayer &layer, const Scenario &scenario)
{
    const double samples = static_cast<double>(scenario.training.microBatch);
    const ClusterSpec &cluster = scenario.cluster;
    const double element = static_cast<double>(bytesPerElement(scenario.training.precision));
    const double arithmetic =
        layer.forwardFlops * samples / (peakFlops(scenario) * cluster.software.gemmEfficiency);
    const double moved = static_cast<double>(layer.activationBytes) * samples +
                         static_cast<double>(layer.parameters) * element;
    const double traffic =
        moved / (cluster.device.memoryBandwidth * cluster.software.memoryEfficiency);
    LayerPrice price;
    price.kind = LayerKind::Named;
    price.name = layer.name;
    price.parameters = layer.parameters;
    price.forward = nanosFromSeconds(std::max(arithmetic, traffic)) + cluster.software.kernelLaunch;
    price.backwardInput = price.forward;
    price.backwardWeight = price.forward;
    price.forwardFlops = layer.forwardFlops * samples;
    price.output = bytesFrom(static_cast<double>(layer.outputBytes) * samples);
    price.kept = bytesFrom(static_cast<double>(layer.activationBytes) * samples);
    if (scenario.training.recompute == Recompute::Full) {
        price.recompute = price.forward;
        price.recomputeFlops = price.forwardFlops;
        price.transient = price.kept;
        price.kept = price.output;
    }
    return price;
}

} // namespace

std::vector<LayerPrice> priceNamedLayers(const std::vector<NamedLayer> &layers,
                                         const Scenario &scenario)
{
    std::vector<LayerPrice> prices;
    prices.reserve(layers.size());
    for (const NamedLayer &layer : layers)
        prices.push_back(priceNamedLayer(layer, scenario));
    return prices;
}

} // namespace core
