// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/layer_traffic.h"

#include "core/cost/block_sizes.h"
#include "core/cost/expert_exchange.h"
#include "core/cost/network_work.h"
#include "core/cost/tensor_passes.h"

#include <algorithm>

namespace core {
namespace {

double othersShare(double devices)
{
    return devices > 1 ? (devices - 1) / devices : 0;
}

Work workOf(const LayerPrice &layer, Op op)
{
    switch (op) {
    case Op::Forward:
        return layer.forwardWork;
    case Op::BackwardInput:
        return layer.inputWork;
    case Op::BackwardWeight:
        return layer.weightWork;
    case Op::Recompute:
        return layer.recomputeWork;
    case Op::Backward:
        break;
    }
    Work both = layer.inputWork;
    both += layer.weightWork;
    return both;
}

PartnerTraffic &of(LayerTraffic &traffic, PartnerKind kind)
{
    return traffic[static_cast<std::size_t>(kind)];
}

// Each pass of a block is made of the same collectives, some of them twice: bytes go with seconds.
void addBlock(LayerTraffic &traffic, const LayerPrice &layer, int index, const Work &work,
              const Scenario &scenario)
{
    const TransformerSpec &spec = *scenario.model.transformer();
    const BlockSizes z = blockSizes(spec, index - 1, scenario);
    const auto add = [&](PartnerKind kind, CostPart part, double forward) {
        const double once = layer.forwardWork[part];
        if (once > 0)
            of(traffic, kind).sent += forward * work[part] / once;
    };
    add(PartnerKind::Tensor, CostPart::TensorComm, // two all-reduces
        4 * othersShare(z.t) * streamBytes(z));
    add(PartnerKind::Context, CostPart::ContextComm,
        othersShare(z.context) * z.b * z.keys * z.sharedKv * (z.query + z.value) *
            z.machine.element);
    const ExpertPasses experts = expertExchange(spec, z, scenario.parallel.dispatch);
    add(PartnerKind::Experts, CostPart::ExpertComm, experts.dispatched + experts.combined);
}

// Of the residual stream and, of the loss, all-reduces of three numbers of 4 bytes a row.
void addEnd(LayerTraffic &traffic, const LayerPrice &layer, Op op, const Work &work,
            const Scenario &scenario)
{
    if (work[CostPart::TensorComm] <= 0)
        return;
    const TransformerSpec &spec = *scenario.model.transformer();
    const BlockSizes z = blockSizes(spec, 0, scenario);
    const bool head = layer.kind == LayerKind::Head;
    const Passes stream = head ? sentByHead(z) : sentByEmbedding(spec, z);
    double &sent = of(traffic, PartnerKind::Tensor).sent;
    if (op == Op::Forward) {
        sent += stream.forward + (head ? 2 * othersShare(z.t) * 3 * 4 * z.rows : 0);
    } else if (op == Op::Backward || op == Op::BackwardInput) {
        sent += stream.input;
    }
}

void addTrained(LayerTraffic &traffic, int unit, Op op, const Scenario &scenario)
{
    constexpr double kElementBytes = 4;
    const NetworkSpec &network = scenario.train->network;
    const auto samples = static_cast<int>(scenario.training.microBatch);
    const int partners = scenario.parallel.tensor;
    const auto add = [&](UnitPass pass) {
        const UnitExchange exchange = unitExchange(network, unit, pass, samples);
        const auto parts = unitWork(network, unit, pass, {samples, 0, partners}).size();
        if (parts > 1)
            of(traffic, PartnerKind::Tensor).sent +=
                (exchange.gathers ? 1 : 2) * othersShare(partners) * kElementBytes *
                static_cast<double>(exchange.elements) * static_cast<double>(parts - 1);
    };
    if (op == Op::Forward)
        add(UnitPass::Forward);
    if (op == Op::Backward || op == Op::BackwardInput)
        add(UnitPass::BackwardInput);
    if (op == Op::Backward || op == Op::BackwardWeight)
        add(UnitPass::BackwardWeight);
}

// Weights before they are used, again for the input gradient unless they were kept, and gradients
// when they are made. Embedding and head keep theirs.
void addShards(LayerTraffic &traffic, const LayerPrice &layer, Op op, const Scenario &scenario)
{
    const bool input = op == Op::Backward || op == Op::BackwardInput;
    PartnerTraffic &shards = of(traffic, PartnerKind::Shards);
    if (op == Op::Forward)
        shards += {layer.gatherBytes, layer.gather};
    else if (input && !layer.isOutsideBlocks() && scenario.parallel.sharding == Sharding::Zero3)
        shards += {layer.gatherAgainBytes, layer.gatherAgain};
    if (op == Op::Backward || op == Op::BackwardWeight)
        shards += {layer.scatterBytes, layer.scatter};
}

} // namespace

LayerTraffic layerTraffic(const LayerPrice &layer, int index, Op op, const Scenario &scenario)
{
    LayerTraffic traffic;
    const Work work = workOf(layer, op);
    of(traffic, PartnerKind::Tensor).seconds = work[CostPart::TensorComm];
    of(traffic, PartnerKind::Context).seconds = work[CostPart::ContextComm];
    of(traffic, PartnerKind::Experts).seconds = work[CostPart::ExpertComm];
    if (isPricedAsTrained(scenario) && scenario.parallel.tensor > 1)
        addTrained(traffic, index, op, scenario);
    else if (scenario.model.transformer() && layer.kind == LayerKind::Block)
        addBlock(traffic, layer, index, work, scenario);
    else if (scenario.model.transformer())
        addEnd(traffic, layer, op, work, scenario);
    addShards(traffic, layer, op, scenario);
    return traffic;
}

} // namespace core
