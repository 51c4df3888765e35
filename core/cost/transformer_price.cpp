// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_products.h"
#include "core/cost/layer_kinds.h"

#include <cmath>

namespace core {
namespace {

// Sizes of one micro-batch in doubles, as the formulas of Korthikanti 2022 name them.
struct Sizes
{
    double b, s, h, a, v; // batch, sequence, hidden, heads, vocab
    double f;             // elements of a token within the MLP, over all experts that it meets
    double tokens;        // b s
    double element;       // bytes
    double up;            // columns of the first MLP product over f: 2 when gated
    double qkv;           // elements of queries, keys and values of a token
    double core;          // query and value widths of all heads: what a score and its use cost
    double attended;      // elements of a token that the attention core hands on
    double sent;          // experts that a token is sent to, 0 for a plain MLP
};

Sizes sizesOf(const TransformerSpec &spec, std::int64_t block, const Scenario &scenario)
{
    Sizes z{};
    z.b = static_cast<double>(scenario.training.microBatch);
    z.s = static_cast<double>(scenario.training.sequence);
    z.h = static_cast<double>(spec.hidden);
    z.a = static_cast<double>(spec.heads);
    z.f = static_cast<double>(mlpWidth(spec, block));
    z.qkv = static_cast<double>(queryKeyValueWidth(spec));
    z.core = static_cast<double>(spec.heads * (queryWidth(spec) + valueWidth(spec)));
    z.attended = static_cast<double>(spec.heads * valueWidth(spec));
    z.sent = hasExperts(spec, block) ? static_cast<double>(spec.expertsPerToken) : 0;
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

// y = x W, and its two backward products.
Seconds linear(const BlockProduct &product, const Scenario &scenario)
{
    const auto rows = static_cast<std::int64_t>(std::ceil(product.rows));
    const auto batch = static_cast<std::int64_t>(std::ceil(product.batch));
    const std::int64_t k = product.in;
    const std::int64_t n = product.out;
    return {gemmSeconds({.m = rows, .n = n, .k = k, .batch = batch}, scenario),
            gemmSeconds({.m = rows, .n = k, .k = n, .batch = batch}, scenario),
            gemmSeconds({.m = k, .n = n, .k = rows, .batch = batch}, scenario)};
}

// Scores, softmax and weighted values. Without flash attention the scores go through memory;
// with it a causal kernel computes half of them at about 0.7 of the matrix efficiency, and
// backward repeats the scores: 2.5 times the forward (FlashAttention-2).
Seconds attentionCore(const TransformerSpec &spec, const Sizes &z, const Scenario &scenario)
{
    if (spec.flashAttention) {
        constexpr double kFlashEfficiency = 0.7;
        const double flops = (spec.causal ? 1 : 2) * z.b * z.s * z.s * z.core;
        const double forward = flops / (peakFlops(scenario) * kFlashEfficiency *
                                        scenario.cluster.software.gemmEfficiency) +
                               seconds(scenario.cluster.software.kernelLaunch);
        return {forward, 2.5 * forward, 0};
    }
    const auto batch = static_cast<std::int64_t>(z.b * z.a);
    const auto s = static_cast<std::int64_t>(z.s);
    const double scores =
        gemmSeconds({.m = s, .n = s, .k = queryWidth(spec), .batch = batch}, scenario);
    const double values =
        gemmSeconds({.m = s, .n = valueWidth(spec), .k = s, .batch = batch}, scenario);
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
    const double heads = z.tokens * z.qkv * unit;
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
    // Tokens are put into the order of their experts, and their results added up again.
    if (z.sent > 0) {
        const double ordered = 2 * memoryBoundSeconds(z.sent * stream * 4, scenario);
        t.forward += ordered;
        t.input += ordered;
    }
    return t;
}

// Activations that one block keeps for backward, and the part that selective recomputation
// drops (the attention core). Korthikanti 2022, table 2; gated: COST_MODEL 1.2. Experts keep what
// was sent to them and what they answered, the router its fp32 scores.
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
        kept.all =
            e * z.tokens *
            (4 * z.h + z.qkv + z.attended + static_cast<double>(latentWidth(spec)) + 4 * z.f);
    else // 34 s b h at f = 4 h: two dropout masks of one byte, everything else elements
        kept.all = z.tokens * (z.h * (8 * e + 2) + 2 * e * z.f);
    if (z.sent > 0)
        kept.all += z.tokens * (2 * e * z.sent * z.h + 4 * static_cast<double>(spec.experts));
    kept.all += statistics + kept.attentionCore;
    return kept;
}

// The core in full, as the papers count it, also where a causal kernel computes half of it.
double coreFlops(const Sizes &z)
{
    return 2 * z.b * z.s * z.s * z.core;
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
        price.recomputeFlops = coreFlops(z);
        price.transient = bytesFrom(kept.attentionCore);
        price.kept = bytesFrom(kept.all - kept.attentionCore);
    }
}

LayerPrice priceBlock(const TransformerSpec &spec, std::int64_t block, const Scenario &scenario)
{
    const Sizes z = sizesOf(spec, block, scenario);
    const Seconds core = attentionCore(spec, z, scenario);
    Seconds t = core;
    double flops = coreFlops(z);
    for (const BlockProduct &product : blockProducts(spec, block, z.tokens)) {
        t += linear(product, scenario);
        flops += product.flops();
    }
    t += elementWise(spec, z, scenario);
    LayerPrice price;
    price.kind = LayerKind::Block;
    price.parameters = blockParameters(spec, block);
    price.forward = nanosFromSeconds(t.forward);
    price.backwardInput = nanosFromSeconds(t.input);
    price.backwardWeight = nanosFromSeconds(t.weight);
    price.forwardFlops = flops;
    price.output = bytesFrom(z.element * z.tokens * z.h);
    applyRecompute(price, keptByBlock(spec, z), z, core.forward, scenario.training.recompute);
    return price;
}

// A gather, the position sum and dropout; backward scatters the gradient. Of an image: the
// projection of its patches, which keeps them.
LayerPrice priceEmbedding(const TransformerSpec &spec, const Scenario &scenario)
{
    const Sizes z = sizesOf(spec, 0, scenario);
    LayerPrice price;
    price.kind = LayerKind::Embedding;
    price.name = "embedding";
    price.parameters = embeddingParameters(spec);
    Seconds t = {memoryBoundSeconds(z.tokens * z.h * 2 * z.element, scenario), 0,
                 memoryBoundSeconds(z.tokens * z.h * 3 * z.element, scenario)};
    double kept = spec.rmsNorm ? 0 : z.tokens * z.h; // the dropout mask
    if (spec.patch > 0) {
        const BlockProduct patches = {z.tokens, spec.channels * spec.patch * spec.patch,
                                      spec.hidden};
        const Seconds projection = linear(patches, scenario);
        t += {projection.forward, 0, projection.weight};
        price.forwardFlops = patches.flops();
        kept += z.tokens * z.element * static_cast<double>(patches.in);
    }
    if (spec.embeddingNorm)
        kept += z.tokens * z.element * z.h;
    price.forward = nanosFromSeconds(t.forward);
    price.backwardWeight = nanosFromSeconds(t.weight);
    price.kept = bytesFrom(kept);
    price.output = bytesFrom(z.element * z.tokens * z.h);
    return price;
}

// Final norm, logits and loss. Never recomputed. Kept: norm and head inputs, fp32 logits (and
// the 16-bit ones they come from in gated models): Korthikanti 2022 section 4.3, COST_MODEL 1.2.
// Of an image, the class token alone has logits.
LayerPrice priceHead(const TransformerSpec &spec, const Scenario &scenario)
{
    const Sizes z = sizesOf(spec, 0, scenario);
    const double rows = spec.patch > 0 ? z.b : z.tokens;
    LayerPrice price;
    price.kind = LayerKind::Head;
    price.name = "head";
    price.parameters = headParameters(spec) + spec.extraParameters;
    Seconds t;
    const auto add = [&](const BlockProduct &product) {
        t += linear(product, scenario);
        price.forwardFlops += product.flops();
    };
    if (spec.headTransform)
        add({z.tokens, spec.hidden, spec.hidden});
    if (spec.vocab > 0) {
        const double loss = memoryBoundSeconds(rows * z.v * (z.element + 8), scenario);
        add({rows, spec.hidden, spec.vocab});
        t += {loss, loss, 0};
    }
    price.forward = nanosFromSeconds(t.forward);
    price.backwardInput = nanosFromSeconds(t.input);
    price.backwardWeight = nanosFromSeconds(t.weight);
    const double logitBytes = spec.gatedMlp ? 4 + z.element : 4;
    price.kept = bytesFrom(z.tokens * (spec.headTransform ? 4 : 2) * z.element * z.h +
                           rows * logitBytes * z.v);
    return price;
}

} // namespace

std::vector<LayerPrice> priceTransformer(const TransformerSpec &spec, const Scenario &scenario)
{
    std::vector<LayerPrice> prices;
    prices.reserve(static_cast<std::size_t>(spec.layers) + 2);
    prices.push_back(priceEmbedding(spec, scenario));
    const LayerPrice first = priceBlock(spec, 0, scenario);
    const bool alike = hasExperts(spec, spec.layers - 1) == hasExperts(spec, 0);
    const LayerPrice last = alike ? first : priceBlock(spec, spec.layers - 1, scenario);
    for (std::int64_t i = 0; i < spec.layers; ++i) {
        prices.push_back(hasExperts(spec, i) == hasExperts(spec, 0) ? first : last);
        prices.back().name = "layer " + std::to_string(i + 1);
    }
    prices.push_back(priceHead(spec, scenario));
    return prices;
}

} // namespace core
