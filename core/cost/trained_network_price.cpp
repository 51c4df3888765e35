// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/collective_price.h"
#include "core/cost/kernel_seconds.h"
#include "core/cost/layer_kinds.h"
#include "core/cost/network_memory.h"
#include "core/cost/network_work.h"
#include "core/cost/operation_log.h"

namespace core {
namespace {

constexpr std::int64_t kElementBytes = 4;

LayerPass layerPassOf(UnitPass pass)
{
    return pass == UnitPass::Forward         ? LayerPass::Forward
           : pass == UnitPass::BackwardInput ? LayerPass::Input
                                             : LayerPass::Weight;
}

// Each product, and what lies between them in one line.
void logPart(OperationLog &log, const KernelWork &part, double between, UnitPass pass,
             const DeviceSpec &device, double workingSet)
{
    const LayerPass layerPass = layerPassOf(pass);
    for (const GemmShape &shape : part.products) {
        KernelWork one;
        one.products = {shape};
        const double elements = shape.m * shape.k + shape.k * shape.n + shape.m * shape.n;
        log.add({.name = OperationName::NetworkProduct,
                 .pass = layerPass,
                 .seconds = kernelSeconds(one, device, workingSet),
                 .flops = 2 * shape.m * shape.n * shape.k * shape.batch,
                 .bytes = shape.batch * elements * kElementBytes,
                 .shape = shape});
    }
    log.add({.name = OperationName::NetworkKernels,
             .part = CostPart::MemoryBound,
             .pass = layerPass,
             .count = part.kernels,
             .seconds = between,
             .bytes = part.touched * kElementBytes});
}

// So many sums or gathers, of this many bytes in full.
void logExchange(OperationLog &log, bool gathers, double bytes, double count, UnitPass pass,
                 const Members &ring, const Fabric &fabric)
{
    const auto seconds = gathers ? allGatherSeconds : allReduceSeconds;
    const double n = ring.devices;
    log.add({.name = gathers ? OperationName::TensorGather : OperationName::TensorAllReduce,
             .part = CostPart::TensorComm,
             .pass = layerPassOf(pass),
             .count = count,
             .seconds = count * seconds(bytes, ring, fabric),
             .bytes = count * (gathers ? 1 : 2) * (n - 1) / n * bytes,
             .way = {.kind = gathers ? CollectiveKind::AllGather : CollectiveKind::AllReduce,
                     .devices = n,
                     .nodes = ring.nodes(),
                     .latency = count * seconds(0, ring, fabric)}});
}

// What one pass of a unit takes on a device: products, what lies between them, and what tensor
// partners exchange.
Work passWork(const Scenario &scenario, int unit, UnitPass pass, double workingSet,
              OperationLog *log)
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
        const double between = kernelSeconds(part, device, workingSet) - inProducts;
        work[CostPart::MemoryBound] += between;
        if (log)
            logPart(*log, part, between, pass, device, workingSet);
    }
    const UnitExchange exchange = unitExchange(network, unit, pass, samples);
    if (share.partners == 1 || exchange.elements == 0)
        return work;
    const double partners = share.partners;
    const Members ring = {partners, partners};
    const Fabric fabric = fabricOfPartners(scenario);
    const double bytes = static_cast<double>(exchange.elements * kElementBytes);
    const double once = exchange.gathers ? allGatherSeconds(bytes, ring, fabric)
                                         : allReduceSeconds(bytes, ring, fabric);
    const auto times = static_cast<double>(parts.size() - 1);
    work[CostPart::TensorComm] += once * times;
    if (log)
        logExchange(*log, exchange.gathers, bytes, times, pass, ring, fabric);
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

void addLoading(LayerPrice &price, const KernelWork &load, const DeviceSpec &device,
                double workingSet, OperationLog *log)
{
    const double time = kernelSeconds(load, device, workingSet);
    price.forwardWork[CostPart::MemoryBound] += time;
    if (log)
        log->add({.name = OperationName::LoadSamples,
                  .part = CostPart::MemoryBound,
                  .seconds = time,
                  .bytes = load.touched * kElementBytes});
}

} // namespace

LayerPrice priceTrainedUnit(const Scenario &scenario, int unit, double workingSet,
                            OperationLog *log)
{
    const NetworkSpec &network = scenario.train->network;
    const int units = unitCount(network);
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
    price.forwardWork = passWork(scenario, unit, UnitPass::Forward, workingSet, log);
    if (unit == 0) // the samples; another last stage loads its targets in less time
        addLoading(price, loadWork(network, samples), scenario.cluster.device, workingSet, log);
    price.inputWork = passWork(scenario, unit, UnitPass::BackwardInput, workingSet, log);
    price.weightWork = passWork(scenario, unit, UnitPass::BackwardWeight, workingSet, log);
    price.forwardFlops = flopsOf(network, unit, samples);
    price.kept = {keptElements(network, unit, share) * kElementBytes};
    price.keptForWeight = {keptForWeightElements(network, unit, share) * kElementBytes};
    price.output = {outputElements(network, unit, samples) * kElementBytes};
    price.round();
    return price;
}

std::vector<LayerPrice> priceTrainedNetwork(const Scenario &scenario)
{
    const NetworkSpec &network = scenario.train->network;
    const int units = unitCount(network);
    const double workingSet = workingSetOf(scenario);
    std::vector<LayerPrice> prices;
    for (int unit = 0; unit < units; ++unit)
        prices.push_back(priceTrainedUnit(scenario, unit, workingSet));
    return prices;
}

} // namespace core
