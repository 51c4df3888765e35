// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_price.h"
#include "core/cost/layer_kinds.h"
#include "core/cost/operation_log.h"
#include "core/cost/tensor_passes.h"
#include "core/presets/price_constants.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

double kernelOn(const Machine &machine, OperationName name, LayerPass pass, double bytes,
                const BlockSizes &z)
{
    if (z.log)
        z.log->kernels(name, pass, 1, bytes, machine);
    return touchSeconds(bytes, machine);
}

double kernelOf(OperationName name, LayerPass pass, double bytes, const BlockSizes &z)
{
    return kernelOn(z.machine, name, pass, bytes, z);
}

// A gather, the position sum and dropout; backward scatters the gradient. Of an image: the
// projection of its patches, which keeps them. Tensor partners each have a part of the table and
// add up what they found.
LayerPrice priceEmbedding(const TransformerSpec &spec, const Scenario &scenario, OperationLog *log,
                          const PartnerFabrics *faulty)
{
    BlockSizes z = blockSizes(spec, 0, scenario, faulty);
    z.log = log;
    const double unit = z.machine.element / 2;
    const double host = seconds(z.software->hostMicroBatch);
    LayerPrice price;
    price.kind = LayerKind::Embedding;
    price.name = "embedding";
    price.parameters =
        static_cast<std::int64_t>(std::ceil(static_cast<double>(embeddingParameters(spec)) / z.t));
    using enum OperationName;
    price.forwardWork[CostPart::MemoryBound] =
        kernelOf(EmbeddingLookup, LayerPass::Forward, z.tokens * z.h * 5 * unit, z);
    price.weightWork[CostPart::MemoryBound] =
        kernelOf(EmbeddingLookup, LayerPass::Weight, z.tokens * z.h * 6 * unit, z);
    addPasses(price, CostPart::TensorComm, embeddingPasses(spec, z));
    price.hostForward = kEndForward * host;
    price.hostBackward = kEmbeddingBackward * host;
    double kept = spec.rmsNorm || spec.flashAttention ? 0 : z.stream * z.h; // the dropout mask
    if (spec.patch > 0) {
        const BlockProduct patches = {
            .rows = z.tokens,
            .in = static_cast<double>(spec.channels * spec.patch * spec.patch),
            .out = z.h,
            .name = PatchProjection};
        const Passes projection = linearPasses(patches, z); // of the input no gradient is made
        price.forwardWork[CostPart::Matrix] = projection.forward;
        price.weightWork[CostPart::Matrix] = projection.weight;
        price.forwardFlops = patches.flops();
        kept += z.tokens * z.machine.element * patches.in;
    }
    accumulateNarrow(price, z);
    if (spec.embeddingNorm)
        kept += z.stream * z.machine.element * z.h;
    price.kept = bytesFrom(kept);
    price.output = bytesFrom(streamBytes(z) / z.t);
    price.round();
    return price;
}

// Bytes that the loss moves of each logit. In one kernel it reads and writes what there is. Else,
// counted in Megatron-LM's vocabulary-parallel cross entropy: a copy in fp32, if it is not in fp16,
// largest logit, difference, exponential, sum and quotient, of which one reads and the other writes
// too; backward the product with the gradient of the loss, and the copy back. PyTorch's own,
// log_softmax over a copy in fp32, moves as much: its forward reads three times, its backward twice
// what it needs.
struct LossBytes
{
    double forward;
    double backward;
    Machine machine; // its kernels stream whole matrices
};

LossBytes lossBytes(const BlockSizes &z)
{
    const double e = z.machine.element;
    if (z.software->fusedLoss)
        return {5 * e, 4 * e, z.machine};
    const double w = z.loss;
    const double copy = e < w ? e + w : 0;
    Machine streams = z.machine;
    streams.memory *= std::max(1.0, kStreamShare / z.software->memoryEfficiency);
    return {copy + w + 2 * w + 2 * w + w + 2 * w, 2 * w + copy, streams};
}

// Partners exchange the largest logit, the right one and the sum of the softmax forward, 4 bytes
// each for every row (Megatron-LM, vocabulary-parallel cross entropy).
void addLossReduce(LayerPrice &price, const BlockSizes &z)
{
    if (z.t <= 1)
        return;
    const Members group = membersAt(z.t, 1, z.fabric);
    const OperationLog::Collectives each = {
        OperationName::LossReduce, CostPart::TensorComm, LayerPass::Forward, 3, z.rows * 4, group};
    if (z.log)
        z.log->allReduces(each, z.fabric);
    price.forwardWork[CostPart::TensorComm] +=
        each.count * allReducePrice(AllReduce::Quickest, each.bytes, group, z.fabric).seconds;
}

// Logits over the whole vocabulary, of which each tensor partner has a part; of their gradients
// with respect to the input they add up what each has.
void addLogits(LayerPrice &price, const BlockSizes &z)
{
    using enum OperationName;
    const BlockProduct logits = {.rows = z.rows, .in = z.h, .out = z.v, .name = Logits};
    const Passes t = linearPasses(logits, z);
    const LossBytes loss = lossBytes(z);
    addPasses(price, CostPart::Matrix, t);
    price.forwardFlops += logits.flops() * z.t * z.context;
    price.forwardWork[CostPart::MemoryBound] +=
        kernelOn(loss.machine, Loss, LayerPass::Forward, z.rows * z.v * loss.forward, z);
    price.inputWork[CostPart::MemoryBound] +=
        kernelOn(loss.machine, Loss, LayerPass::Input, z.rows * z.v * loss.backward, z);
    addLossReduce(price, z);
    const TensorPasses tensor = headPasses(z);
    const HiddenTensor hidden = hiddenTensor(price.kind, tensor, t, z);
    addPasses(price, CostPart::TensorComm, tensor);
    price.hiddenInput.tensor = hidden.input;
    price.hiddenTensor = hidden.besideWeights;
}

// Bytes that are there of each logit at once, from the loss to its gradient. Megatron-LM's loss
// works within one copy in fp32, beside which gated models keep the logits; Transformer Engine's,
// in one kernel, puts their gradient in their place (triton/cross_entropy.py). PyTorch's own,
// without a compiler, has log_softmax keep what it puts out; backward the gradient of the loss and
// that of the logits stand beside it, all in fp32, and the narrow logits have left a place that
// none of them fits in. Over parts of a vocabulary (torch/distributed/tensor/parallel/loss.py)
// there are four: shifted logits, their exponentials, the sum of two and its product.
double logitBytes(const TransformerSpec &spec, const BlockSizes &z)
{
    const double e = z.machine.element;
    if (!z.sdpa && z.software->fusedLoss)
        return e;
    if (z.sdpa && !z.software->fusedLoss)
        return (e < 4 ? e : 0) + (z.t > 1 ? 4 : 3) * 4;
    return spec.gatedMlp ? 4 + e : 4;
}

// Final norm, logits and loss. Never recomputed. Kept: norm and head inputs, fp32 logits (and
// the 16-bit ones they come from in gated models): Korthikanti 2022 section 4.3, COST_MODEL 1.2.
LayerPrice priceHead(const TransformerSpec &spec, const Scenario &scenario, OperationLog *log,
                     const PartnerFabrics *faulty)
{
    BlockSizes z = blockSizes(spec, 0, scenario, faulty);
    z.log = log;
    const double host = seconds(z.software->hostMicroBatch);
    const double e = z.machine.element;
    LayerPrice price;
    price.kind = LayerKind::Head;
    price.name = "head";
    price.parameters = static_cast<std::int64_t>(
        std::ceil(static_cast<double>(headParameters(spec) + spec.extraParameters) / z.t));
    price.hostForward = kEndForward * host;
    price.hostBackward = kHeadBackward * host;
    if (spec.headTransform) {
        const BlockProduct square = {
            .rows = z.tokens, .in = z.h, .out = z.h, .name = OperationName::HeadTransform};
        const Passes t = linearPasses(square, z);
        addPasses(price, CostPart::Matrix, t);
        price.forwardFlops += square.flops() * z.context;
    }
    if (spec.vocab > 0)
        addLogits(price, z);
    accumulateNarrow(price, z);
    const double input = z.dtensor ? z.tokens : z.stream; // as of a block's products
    price.keptUntilInput = bytesFrom((z.stream * (spec.headTransform ? 3 : 1) + input) * e * z.h +
                                     z.rows * logitBytes(spec, z) * z.v);
    price.round();
    return price;
}

} // namespace

TransformerPrices distinctPrices(const TransformerSpec &spec, const Scenario &scenario,
                                 const PartnerFabrics *faulty)
{
    TransformerPrices prices;
    prices.embedding = priceEmbedding(spec, scenario, nullptr, faulty);
    prices.first = priceBlock(spec, 0, scenario, nullptr, faulty);
    prices.firstBlocks = spec.layers;
    if (hasExperts(spec, spec.layers - 1) != hasExperts(spec, 0)) {
        prices.firstBlocks = std::min(spec.denseLayers, spec.layers);
        prices.last = priceBlock(spec, spec.layers - 1, scenario, nullptr, faulty);
    }
    prices.head = priceHead(spec, scenario, nullptr, faulty);
    return prices;
}

LayerPrice priceTransformerLayer(const TransformerSpec &spec, std::int64_t index,
                                 const Scenario &scenario, OperationLog &log,
                                 const PartnerFabrics *faulty)
{
    if (index == 0)
        return priceEmbedding(spec, scenario, &log, faulty);
    if (index > spec.layers)
        return priceHead(spec, scenario, &log, faulty);
    return priceBlock(spec, index - 1, scenario, &log, faulty);
}

std::vector<LayerPrice> priceTransformer(const TransformerSpec &spec, const Scenario &scenario)
{
    const TransformerPrices distinct = distinctPrices(spec, scenario);
    std::vector<LayerPrice> prices;
    prices.reserve(static_cast<std::size_t>(spec.layers) + 2);
    prices.push_back(distinct.embedding);
    for (std::int64_t i = 0; i < spec.layers; ++i) {
        prices.push_back(i < distinct.firstBlocks ? distinct.first : distinct.last);
        prices.back().name = "layer " + std::to_string(i + 1);
    }
    prices.push_back(distinct.head);
    return prices;
}

} // namespace core
