// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_price.h"
#include "core/cost/layer_kinds.h"
#include "core/presets/price_constants.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

double residualBytes(const BlockSizes &z)
{
    return z.tokens * z.h * z.machine.element;
}

double tensorAllReduce(double bytes, const BlockSizes &z)
{
    if (z.t <= 1)
        return 0;
    return allReducePrice(AllReduce::Quickest, bytes, membersAt(z.t, 1, z.fabric), z.fabric)
        .seconds;
}

// A gather, the position sum and dropout; backward scatters the gradient. Of an image: the
// projection of its patches, which keeps them. Tensor partners each have a part of the table and
// add up what they found.
LayerPrice priceEmbedding(const TransformerSpec &spec, const Scenario &scenario)
{
    const BlockSizes z = blockSizes(spec, 0, scenario);
    const double unit = z.machine.element / 2;
    const double host = seconds(z.software->hostMicroBatch);
    LayerPrice price;
    price.kind = LayerKind::Embedding;
    price.name = "embedding";
    price.parameters =
        static_cast<std::int64_t>(std::ceil(static_cast<double>(embeddingParameters(spec)) / z.t));
    price.forwardWork[CostPart::MemoryBound] = touchSeconds(z.tokens * z.h * 5 * unit, z.machine);
    price.weightWork[CostPart::MemoryBound] = touchSeconds(z.tokens * z.h * 6 * unit, z.machine);
    price.forwardWork[CostPart::TensorComm] = tensorAllReduce(residualBytes(z), z);
    price.hostForward = kEndForward * host;
    price.hostBackward = kEmbeddingBackward * host;
    double kept = spec.rmsNorm || spec.flashAttention ? 0 : z.stream * z.h; // the dropout mask
    if (spec.patch > 0) {
        const BlockProduct patches = {
            z.tokens, static_cast<double>(spec.channels * spec.patch * spec.patch), z.h};
        const Passes projection = linearPasses(patches, z);
        price.forwardWork[CostPart::Matrix] = projection.forward;
        price.weightWork[CostPart::Matrix] = projection.weight;
        price.forwardFlops = patches.flops();
        kept += z.tokens * z.machine.element * patches.in;
    }
    if (spec.embeddingNorm)
        kept += z.stream * z.machine.element * z.h;
    price.kept = bytesFrom(kept);
    price.output = bytesFrom(z.machine.element * z.tokens * z.h / z.t);
    price.round();
    return price;
}

// Logits over the whole vocabulary, of which each tensor partner has a part; they exchange the
// largest logit, the right one and the sum of the softmax forward, 4 bytes each for every row
// (Megatron-LM, vocabulary-parallel cross entropy), and add up the gradients backward.
void addLogits(LayerPrice &price, const BlockSizes &z, double rows)
{
    const double unit = z.machine.element / 2;
    const BlockProduct logits = {rows, z.h, z.v};
    const Passes t = linearPasses(logits, z);
    price.forwardWork[CostPart::Matrix] += t.forward;
    price.inputWork[CostPart::Matrix] += t.input;
    price.weightWork[CostPart::Matrix] += t.weight;
    price.forwardFlops += logits.flops() * z.t * z.context;
    price.forwardWork[CostPart::MemoryBound] += touchSeconds(rows * z.v * 10 * unit, z.machine);
    price.inputWork[CostPart::MemoryBound] += touchSeconds(rows * z.v * 8 * unit, z.machine);
    price.forwardWork[CostPart::TensorComm] += 3 * tensorAllReduce(rows * 4, z);
    price.inputWork[CostPart::TensorComm] += tensorAllReduce(residualBytes(z), z);
}

// Final norm, logits and loss. Never recomputed. Kept: norm and head inputs, fp32 logits (and
// the 16-bit ones they come from in gated models): Korthikanti 2022 section 4.3, COST_MODEL 1.2.
// Of an image, the class token alone has logits.
LayerPrice priceHead(const TransformerSpec &spec, const Scenario &scenario)
{
    const BlockSizes z = blockSizes(spec, 0, scenario);
    const double rows = spec.patch > 0 ? z.b : z.tokens;
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
        const BlockProduct square = {z.tokens, z.h, z.h};
        const Passes t = linearPasses(square, z);
        price.forwardWork[CostPart::Matrix] += t.forward;
        price.inputWork[CostPart::Matrix] += t.input;
        price.weightWork[CostPart::Matrix] += t.weight;
        price.forwardFlops += square.flops() * z.context;
    }
    if (spec.vocab > 0)
        addLogits(price, z, rows);
    const double logitBytes = spec.gatedMlp ? 4 + e : 4;
    price.keptUntilInput =
        bytesFrom(z.stream * (spec.headTransform ? 4 : 2) * e * z.h + rows * logitBytes * z.v);
    price.round();
    return price;
}

} // namespace

TransformerPrices distinctPrices(const TransformerSpec &spec, const Scenario &scenario)
{
    TransformerPrices prices;
    prices.embedding = priceEmbedding(spec, scenario);
    prices.first = priceBlock(spec, 0, scenario);
    prices.firstBlocks = spec.layers;
    if (hasExperts(spec, spec.layers - 1) != hasExperts(spec, 0)) {
        prices.firstBlocks = std::min(spec.denseLayers, spec.layers);
        prices.last = priceBlock(spec, spec.layers - 1, scenario);
    }
    prices.head = priceHead(spec, scenario);
    return prices;
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
