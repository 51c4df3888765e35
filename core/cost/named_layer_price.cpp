// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/collective_price.h"
#include "core/cost/convolution_price.h"
#include "core/cost/layer_kinds.h"
#include "core/cost/network_work.h"
#include "core/cost/operation_log.h"

#include <algorithm>

namespace core {

void LayerPrice::round()
{
    forward = nanosFromSeconds(forwardWork.total() - hiddenForward.total());
    backwardInput = nanosFromSeconds(inputWork.total() - hiddenInput.total());
    backwardWeight = nanosFromSeconds(weightWork.total());
    recompute = nanosFromSeconds(recomputeWork.total() - hiddenRecompute.total());
}

std::int64_t gatheredBytesEach(const LayerPrice &layer, const Scenario &scenario)
{
    const Precision precision = scenario.training.precision;
    const bool narrow = precision == Precision::Fp8 && layer.kind == LayerKind::Block &&
                        scenario.cluster.software.gathersFp8;
    return narrow ? 1 : bytesPerElement(precision);
}

// Sharded layers are gathered before they are used; their gradients are reduced and scattered when
// they are made. Those of experts are divided among the replicas that hold the same ones: beside
// expert parallelism fully sharded data parallelism has a smaller group for them (torchtitan's
// dp_mod_ep mesh, Megatron-FSDP's expert data-parallel group).
void priceGathering(std::span<LayerPrice *const> layers, const Scenario &scenario)
{
    const Fabric healthy = fabricOf(scenario);
    priceGathering(layers, scenario, healthy, healthy);
}

void priceGathering(std::span<LayerPrice *const> layers, const Scenario &scenario,
                    const Fabric &fabric, const Fabric &expertFabric)
{
    const ParallelSpec &parallel = scenario.parallel;
    const Members ring = membersAt(sharersOf(scenario), parallel.tensor, fabric);
    const double gradient = reduceBytesOf(scenario);
    const Members expertRing = holdersOfExperts(ring, parallel.expert);
    const auto received = [](const Members &members) {
        return (members.devices - 1) / std::max(1.0, members.devices);
    };
    const auto setScatter = [&](LayerPrice &layer) {
        const double experts = static_cast<double>(layer.expertParameters) * gradient;
        const double dense = static_cast<double>(layer.parameters) * gradient - experts;
        layer.scatter = reduceScatterSeconds(dense, ring, fabric) +
                        (experts > 0 ? reduceScatterSeconds(experts, expertRing, expertFabric) : 0);
        layer.scatterBytes = received(ring) * dense + received(expertRing) * experts;
    };
    const auto setGather = [&](LayerPrice &layer) {
        const auto weight = static_cast<double>(gatheredBytesEach(layer, scenario));
        const double experts = static_cast<double>(layer.expertParameters) * weight;
        const double dense = static_cast<double>(layer.parameters) * weight - experts;
        layer.gather = allGatherSeconds(dense, ring, fabric) +
                       (experts > 0 ? allGatherSeconds(experts, expertRing, expertFabric) : 0);
        layer.gatherBytes = received(ring) * dense + received(expertRing) * experts;
        const int near = secondarySharersOf(scenario);
        const Members again = near > 0 ? membersAt(near, parallel.tensor, fabric) : ring;
        layer.gatherAgain =
            near > 0 ? allGatherSeconds(dense + experts, again, fabric) : layer.gather;
        layer.gatherAgainBytes = near > 0 ? received(again) * (dense + experts) : layer.gatherBytes;
    };
    const bool gathers = gathersLayers(scenario);
    const bool scatters = scattersLayers(scenario);
    const LayerPrice *before = nullptr;
    for (LayerPrice *layer : layers) {
        if (before && before->kind == layer->kind && before->parameters == layer->parameters &&
            before->expertParameters == layer->expertParameters) {
            static_cast<ShardPrice &>(*layer) = *before;
        } else {
            if (gathers)
                setGather(*layer);
            if (scatters)
                setScatter(*layer);
        }
        before = layer;
    }
}

std::vector<LayerPrice> priceLayers(const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    std::vector<LayerPrice> layers =
        isPricedAsTrained(scenario) ? priceTrainedNetwork(scenario)
        : spec                      ? priceTransformer(*spec, scenario)
                                    : priceNamedLayers(*scenario.model.namedLayers(), scenario);
    if (gathersLayers(scenario) || scattersLayers(scenario)) {
        std::vector<LayerPrice *> each;
        for (LayerPrice &layer : layers)
            each.push_back(&layer);
        priceGathering(each, scenario);
    }
    return layers;
}

namespace {

// The slower of arithmetic and memory traffic; backward is two products of the same size.
void priceAsOneProduct(LayerPrice &price, const NamedLayer &layer, const Scenario &scenario,
                       OperationLog *log)
{
    const double samples = static_cast<double>(scenario.training.microBatch);
    const Machine machine = machineOf(scenario);
    const double arithmetic = layer.forwardFlops * samples / machine.matrix;
    const double moved = static_cast<double>(layer.activationBytes) * samples +
                         static_cast<double>(layer.parameters) * machine.element;
    const double traffic = moved / machine.memory;
    const double pass = std::max(arithmetic, traffic) + machine.gap;
    const CostPart part = arithmetic >= traffic ? CostPart::Matrix : CostPart::MemoryBound;
    for (Work *work : {&price.forwardWork, &price.inputWork, &price.weightWork})
        (*work)[part] = pass;
    for (const LayerPass each : {LayerPass::Forward, LayerPass::Input, LayerPass::Weight}) {
        if (log)
            log->add({.name = OperationName::WholeLayer,
                      .part = part,
                      .pass = each,
                      .seconds = pass,
                      .flops = layer.forwardFlops * samples,
                      .bytes = moved});
    }
}

} // namespace

LayerPrice priceNamedLayer(const NamedLayer &layer, const Scenario &scenario, OperationLog *log)
{
    double samples = static_cast<double>(scenario.training.microBatch);
    LayerPrice price;
    price.kind = LayerKind::Named;
    price.name = layer.name;
    price.parameters = layer.parameters;
    if (layer.convolutions.empty())
        priceAsOneProduct(price, layer, scenario, log);
    else
        priceConvolutions(price, layer, scenario, log);
    price.forwardFlops = layer.forwardFlops * samples;
    if (!layer.convolutions.empty()) // their bytes are those of 16 bits
        samples *= static_cast<double>(bytesPerElement(scenario.training.precision)) / 2;
    price.output = bytesFrom(static_cast<double>(layer.outputBytes) * samples);
    price.kept = bytesFrom(static_cast<double>(layer.activationBytes) * samples);
    if (scenario.training.recompute == Recompute::Full) {
        price.recomputeWork = price.forwardWork;
        price.recomputeFlops = price.forwardFlops;
        price.transient = price.kept;
        price.kept = price.output;
        if (log)
            log->recomputeAll();
    }
    price.round();
    return price;
}

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
