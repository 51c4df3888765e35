// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/layer_kinds.h"

#include <algorithm>

namespace core {
namespace {

// Sizes of one micro-batch in doubles, as the formulas of Korthikanti 2022 name them.
struct Sizes
{
    double b, s, h, a, k, d, f, v; // batch, sequence, hidden, heads, kv heads, head dim, ffn, vocab
    double tokens;                 // b s
    double element;                // bytes
    double up;                     // columns of the first MLP product over f: 2 when gated
};

Sizes sizesOf(const TransformerSpec &spec, const Scenario &scenario)
{
    Sizes z{};
    z.b = static_cast<double>(scenario.training.microBatch);
    z.s = static_cast<double>(scenario.training.sequence);
    z.h = static_cast<double>(spec.hidden);
    z.a = static_cast<double>(spec.heads);
    z.k = static_cast<double>(spec.kvHeads);
    z.d = static_cast<double>(spec.headDimension);
    z.f = static_cast<double>(spec.ffn);
    z.v = static_cast<double>(spec.vocab);
    z.tokens = z.b * z.s;
    z.element = static_cast<double>(bytesPerElement(scenario.training.precision));
    z.up = spec.gatedMlp ? 2 : 1;
    return z;
}

struct Seconds
{
    double forward = 0;
    double input = 0;
    double weight = 0;

    Seconds &operator+=(const Seconds &other)
    {
        forward += other.forward;
        input += other.input;
        weight += other.weight;
        return *this;
    }
};

// y = x W over all tokens, and its two backward products.
Seconds linear(const Sizes &z, double in, double out, const Scenario &scenario)
{
    const auto tokens = static_cast<std::int64_t>(z.tokens);
    const auto k = static_cast<std::int64_t>(in);
    const auto n = static_cast<std::int64_t>(out);
    return {gemmSeconds({.m = tokens, .n = n, .k = k}, scenario),
            gemmSeconds({.m = tokens, .n = k, .k = n}, scenario),
            gemmSeconds({.m = k, .n = n, .k = tokens}, scenario)};
}

// Scores, softmax and weighted values. Without flash attention the scores go through memory;
// with it a causal kernel computes half of them at about 0.7 of the matrix efficiency, and
// backward repeats the scores: 2.5 times the forward (FlashAttention-2).
Seconds attentionCore(const TransformerSpec &spec, const Sizes &z, const Scenario &scenario)
{
    if (spec.flashAttention) {
        constexpr double kFlashEfficiency = 0.7;
        const double flops = 2 * z.b * z.s * z.s * z.a * z.d;
        const double forward = flops / (peakFlops(scenario) * kFlashEfficiency *
                                        scenario.cluster.software.gemmEfficiency) +
                               seconds(scenario.cluster.software.kernelLaunch);
        return {forward, 2.5 * forward, 0};
    }
    const auto batch = static_cast<std::int64_t>(z.b * z.a);
    const auto s = static_cast<std::int64_t>(z.s);
    const auto d = static_cast<std::int64_t>(z.d);
    const double scores = gemmSeconds({.m = s, .n = s, .k = d, .batch = batch}, scenario);
    const double values = gemmSeconds({.m = s, .n = d, .k = s, .batch = batch}, scenario);
    const double elements = z.b * z.a * z.s * z.s;
    const double softmaxAndDropout = memoryBoundSeconds(elements * 2 * z.element, scenario) +
                                     memoryBoundSeconds(elements * (2 * z.element + 1), scenario);
    const double backwardOfThem = memoryBoundSeconds(elements * 3 * z.element, scenario) +
                                  memoryBoundSeconds(elements * (2 * z.element + 1), scenario);
    return {scores + values + softmaxAndDropout, 2 * (scores + values) + backwardOfThem, 0};
}

// Norms, residual additions with dropout, activation function, transposes: bytes per element as
// in COST_MODEL 1.7, given there for 2-byte elements; backward about 1.5 to 2 times.
Seconds elementWise(const TransformerSpec &spec, const Sizes &z, const Scenario &scenario)
{
    const double unit = z.element / 2;
    const double stream = z.tokens * z.h * unit;
    const double wide = z.tokens * z.f * z.up * unit;
    const double heads = z.tokens * (z.a + 2 * z.k) * z.d * unit;
    const double residual = spec.rmsNorm ? 6 : 7;
    Seconds t;
    t.forward = 2 * memoryBoundSeconds(stream * 4, scenario) +
                2 * memoryBoundSeconds(stream * residual, scenario) +
                memoryBoundSeconds(wide * 4, scenario) +
                0.5 * memoryBoundSeconds(heads * 4, scenario);
    t.input = 2 * memoryBoundSeconds(stream * 8, scenario) +
              2 * memoryBoundSeconds(stream * residual, scenario) +
              memoryBoundSeconds(wide * 6, scenario) +
              0.5 * memoryBoundSeconds(heads * 4, scenario) +
              memoryBoundSeconds(stream * 6, scenario);
    return t;
}

// Activations that one block keeps for backward, and the part that selective recomputation
// drops (the attention core). Korthikanti 2022, table 2; gated: COST_MODEL 1.2.
struct KeptBytes
{
    double all = 0;
    double attentionCore = 0;
};

KeptBytes keptByBlock(const TransformerSpec &spec, const Sizes &z)
{
    const double e = z.element;
    KeptBytes kept;
    kept.attentionCore = spec.flashAttention ? 0 : z.b * z.a * z.s * z.s * (2 * e + 1);
    const double statistics = spec.flashAttention ? 4 * z.b * z.a * z.s : 0;
    if (spec.gatedMlp)
        kept.all = e * z.tokens * (4 * z.h + 2 * z.a * z.d + 2 * z.k * z.d + 4 * z.f);
    else // 34 s b h at f = 4 h: two dropout masks of one byte, everything else elements
        kept.all = z.tokens * (z.h * (8 * e + 2) + 2 * e * z.f);
    kept.all += statistics + kept.attentionCore;
    return kept;
}

double blockFlops(const TransformerSpec &spec, const Sizes &z)
{
    const double projections = z.h * z.a * z.d + 2 * z.h * z.k * z.d + z.a * z.d * z.h +
                               (spec.gatedMlp ? 3 : 2) * z.h * z.f;
    return 2 * z.tokens * projections + 4 * z.b * z.s * z.s * z.a * z.d;
}

void applyRecompute(LayerPrice &price, const KeptBytes &kept, const Sizes &z, double coreSeconds,
                    Recompute recompute)
{
    price.kept = bytesFrom(kept.all);
    if (recompute == Recompute::Full) {
        price.recompute = price.forward;
        price.recomputeFlops = price.forwardFlops;
        price.transient = bytesFrom(kept.all);
        price.kept = bytesFrom(z.element * z.tokens * z.h);
    } else if (recompute == Recompute::Selective && kept.attentionCore > 0) {
        price.recompute = nanosFromSeconds(coreSeconds);
        price.recomputeFlops = 4 * z.b * z.s * z.s * z.a * z.d;
        price.transient = bytesFrom(kept.attentionCore);
        price.kept = bytesFrom(kept.all - kept.attentionCore);
    }
}

LayerPrice priceBlock(const TransformerSpec &spec, const Scenario &scenario)
{
    const Sizes z = sizesOf(spec, scenario);
    const Seconds core = attentionCore(spec, z, scenario);
    Seconds t = linear(z, z.h, (z.a + 2 * z.k) * z.d, scenario);
    t += linear(z, z.a * z.d, z.h, scenario);
    t += linear(z, z.h, z.up * z.f, scenario);
    t += linear(z, z.f, z.h, scenario);
    t += core;
    t += elementWise(spec, z, scenario);
    LayerPrice price;
    price.kind = LayerKind::Block;
    price.parameters = parametersPerBlock(spec);
    price.forward = nanosFromSeconds(t.forward);
    price.backwardInput = nanosFromSeconds(t.input);
    price.backwardWeight = nanosFromSeconds(t.weight);
    price.forwardFlops = blockFlops(spec, z);
    price.output = bytesFrom(z.element * z.tokens * z.h);
    applyRecompute(price, keptByBlock(spec, z), z, core.forward, scenario.training.recompute);
    return price;
}

LayerPrice priceEmbedding(const TransformerSpec &spec, const Scenario &scenario)
{
    const Sizes z = sizesOf(spec, scenario);
    LayerPrice price;
    price.kind = LayerKind::Embedding;
    price.name = "embedding";
    price.parameters = embeddingParameters(spec);
    // A gather, the position sum and dropout; backward scatters the gradient.
    price.forward = nanosFromSeconds(memoryBoundSeconds(z.tokens * z.h * 2 * z.element, scenario));
    price.backwardWeight =
        nanosFromSeconds(memoryBoundSeconds(z.tokens * z.h * 3 * z.element, scenario));
    price.kept = bytesFrom(spec.rmsNorm ? 0 : z.tokens * z.h); // the dropout mask
    price.output = bytesFrom(z.element * z.tokens * z.h);
    return price;
}

// Final norm, logits and loss. Never recomputed. Kept: norm and head inputs, fp32 logits (and
// the 16-bit ones they come from in gated models): Korthikanti 2022 section 4.3, COST_MODEL 1.2.
LayerPrice priceHead(const TransformerSpec &spec, const Scenario &scenario)
{
    const Sizes z = sizesOf(spec, scenario);
    const Seconds logits = linear(z, z.h, z.v, scenario);
    const double lossForward = memoryBoundSeconds(z.tokens * z.v * (z.element + 8), scenario);
    const double lossBackward = memoryBoundSeconds(z.tokens * z.v * (z.element + 8), scenario);
    LayerPrice price;
    price.kind = LayerKind::Head;
    price.name = "head";
    price.parameters = headParameters(spec) + spec.extraParameters;
    price.forward = nanosFromSeconds(logits.forward + lossForward);
    price.backwardInput = nanosFromSeconds(logits.input + lossBackward);
    price.backwardWeight = nanosFromSeconds(logits.weight);
    price.forwardFlops = 2 * z.tokens * z.h * z.v;
    const double logitBytes = spec.gatedMlp ? 4 + z.element : 4;
    price.kept = bytesFrom(z.tokens * (2 * z.element * z.h + logitBytes * z.v));
    return price;
}

} // namespace

std::vector<LayerPrice> priceTransformer(const TransformerSpec &spec, const Scenario &scenario)
{
    std::vector<LayerPrice> prices;
    prices.reserve(static_cast<std::size_t>(spec.layers) + 2);
    prices.push_back(priceEmbedding(spec, scenario));
    const LayerPrice block = priceBlock(spec, scenario);
    for (std::int64_t i = 1; i <= spec.layers; ++i) {
        prices.push_back(block);
        prices.back().name = "layer " + std::to_string(i);
    }
    prices.push_back(priceHead(spec, scenario));
    return prices;
}

} // namespace core
