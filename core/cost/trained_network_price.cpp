// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/collective_price.h"
#include "core/cost/layer_kinds.h"
#include "core/cost/network_memory.h"
#include "core/cost/network_work.h"

namespace core {
namespace {

constexpr std::int64_t kElementBytes = 4;

// What one pass of a unit takes on a device: products, what lies between them, and what tensor
// partners exchange.
Work passWork(const Scenario &scenario, int unit, UnitPass pass, double workingSet)
{
    const NetworkSpec &network = scenario.train->network;
    const auto samples = static_cast<int>(scenario.training.microBatch);
    const UnitShare share = {samples, 0, scenario.parallel.tensor};
    const DeviceSpec &device = scenario.cluster.device;
    Work work;
    const std::vector<KernelWork> parts = unitWork(network, unit, pass, share);
    for (const KernelWork &part : parts) {
        KernelWork products;
        products.products = part.products;
        const double inProducts = kernelSeconds(products, device, workingSet);
        work[CostPart::Matrix] += inProducts;
        work[CostPart::MemoryBound] += kernelSeconds(part, device, workingSet) - inProducts;
    }
    const UnitExchange exchange = unitExchange(network, unit, pass, samples);
    if (share.partners == 1 || exchange.elements == 0)
        return work;
    const double partners = share.partners;
    const Members ring = {partners, partners};
    const Fabric fabric = fabricOf(scenario);
    const double bytes = static_cast<double>(exchange.elements * kElementBytes);
    const double once = exchange.gathers ? allGatherSeconds(bytes, ring, fabric)
                                         : allReduceSeconds(bytes, ring, fabric);
    work[CostPart::TensorComm] += once * static_cast<double>(parts.size() - 1);
    return work;
}

double flopsOf(const NetworkSpec &network, int unit, int samples)
{
    double flops = 0;
    for (const KernelWork &part : unitWork(network, unit, UnitPass::Forward, {samples, 0, 1})) {
        for (const GemmShape &shape : part.products)
            flops += 2 * shape.m * shape.n * shape.k * shape.batch;
    }
    return flops;
}

LayerPrice priceUnit(const Scenario &scenario, int unit, int units, double workingSet)
{
    const NetworkSpec &network = scenario.train->network;
    const auto samples = static_cast<int>(scenario.training.microBatch);
    const UnitShare share = {samples, 0, scenario.parallel.tensor};
    LayerPrice price;
    if (network.kind == NetworkKind::Mlp) {
        price.kind = LayerKind::Named;
        price.name = (*scenario.model.namedLayers())[static_cast<std::size_t>(unit)].name;
    } else {
        price.kind = unit == 0           ? LayerKind::Embedding
                     : unit + 1 == units ? LayerKind::Head
                                         : LayerKind::Block;
    }
    price.parameters = unitParameters(network, unit, share);
    if (network.tied && price.kind == LayerKind::Head)
        price.parameters = 2 * std::int64_t{network.hidden}; // the table is the embedding's
    price.forwardWork = passWork(scenario, unit, UnitPass::Forward, workingSet);
    if (unit == 0) // the samples; another last stage loads its targets in less time
        price.forwardWork[CostPart::MemoryBound] +=
            kernelSeconds(loadWork(network, samples), scenario.cluster.device, workingSet);
    price.inputWork = passWork(scenario, unit, UnitPass::BackwardInput, workingSet);
    price.weightWork = passWork(scenario, unit, UnitPass::BackwardWeight, workingSet);
    price.forwardFlops = flopsOf(network, unit, samples);
    price.kept = {keptElements(network, unit, share) * kElementBytes};
    price.keptForWeight = {keptForWeightElements(network, unit, share) * kElementBytes};
    price.output = {outputElements(network, unit, samples) * kElementBytes};
    price.round();
    return price;
}

} // namespace

std::vector<LayerPrice> priceTrainedNetwork(const Scenario &scenario)
{
    const NetworkSpec &network = scenario.train->network;
    const int units = unitCount(network);
    const double workingSet = workingSetOf(scenario);
    std::vector<LayerPrice> prices;
    for (int unit = 0; unit < units; ++unit)
        prices.push_back(priceUnit(scenario, unit, units, workingSet));
    return prices;
}

} // namespace core
