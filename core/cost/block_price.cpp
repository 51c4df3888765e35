// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_price.h"

#include "core/presets/price_constants.h"

#include <algorithm>

namespace core {

Passes linearPasses(const BlockProduct &product, const BlockSizes &z)
{
    const double n = product.out;
    const double k = product.in;
    // Gradients of 16-bit weights that are kept in fp32 are added up by the product itself, which
    // reads 4 bytes and writes 4; others are written once.
    const double weightBytes = z.gradient == 4 && z.machine.element == 2 ? 8 : z.gradient;
    return {
        gemmSeconds({.m = product.rows, .n = n, .k = k, .batch = product.batch}, z.machine),
        gemmSeconds({.m = product.rows, .n = k, .k = n, .batch = product.batch}, z.machine),
        gemmSeconds(
            {.m = k, .n = n, .k = product.rows, .batch = product.batch, .outputBytes = weightBytes},
            z.machine)};
}

// Bytes per element as in COST_MODEL 1.7, given there for 2-byte elements; backward about 1.5 to 2
// times. Models with flash attention have no dropout.
Passes elementWisePasses(const TransformerSpec &spec, const BlockSizes &z)
{
    const double unit = z.machine.element / 2;
    const double stream = z.stream * z.h * unit;
    const double wide = z.tokens * z.f * z.up * unit;
    const double heads = z.tokens * z.qkv * unit;
    const double residual = spec.flashAttention ? 6 : 7;
    const auto touch = [&z](double bytes) { return touchSeconds(bytes, z.machine); };
    Passes t;
    t.forward =
        2 * touch(stream * 4) + 2 * touch(stream * residual) + touch(wide * 4) + 2 * touch(heads);
    t.input = 2 * touch(stream * 8) + 2 * touch(stream * residual) + touch(wide * 6) +
              2 * touch(heads) + touch(stream * 6);
    if (z.chains) {
        t.forward += touch(kSplitGeluForward * wide) + 2 * touch(kSplitDropoutAdd * stream);
        t.input += touch(kSplitGeluBackward * wide) + 2 * touch(kSplitDropoutAdd * stream);
    }
    // Tokens are put into the order of their experts, and their results added up again.
    if (z.sent > 0) {
        const double ordered = 2 * touch(z.sent * z.tokens * z.h * unit * 4);
        t.forward += ordered;
        t.input += ordered;
    }
    return t;
}

namespace {

// Two all-reduces of the residual stream in each direction; with sequence parallelism each is a
// reduce-scatter and an all-gather.
Passes tensorPasses(const BlockSizes &z, bool sequenceParallel)
{
    if (z.t <= 1)
        return {};
    const double bytes = z.tokens * z.h * z.machine.element;
    const Members group = membersAt(z.t, 1, z.fabric);
    const double one = sequenceParallel && group.nodes() <= 1
                           ? 2 * allGatherSeconds(bytes, group, z.fabric)
                           : allReducePrice(AllReduce::Quickest, bytes, group, z.fabric).seconds;
    return {2 * one, 2 * one, 0};
}

// Since 2022 the backward ones run beside the weight gradients: started between the two products
// of a layer. A schedule that makes the weight gradients at another time has nothing beside them.
double hiddenSeconds(const BlockSizes &z, double tensorSeconds, double weightSeconds)
{
    if (!z.software->overlapsTensor)
        return 0;
    return std::min(tensorSeconds, kBesideWeights * weightSeconds) * (1 - z.software->stolen);
}

// Keys and values of the whole sequence are gathered forward and again backward, where their
// gradients are scattered. A ring that sends them on step by step moves the same bytes.
Passes contextPasses(const BlockSizes &z)
{
    if (z.context <= 1)
        return {};
    const double bytes = z.b * z.keys * z.kv * (z.query + z.value) * z.machine.element;
    const double one = allGatherSeconds(bytes, membersAt(z.context, z.t, z.fabric), z.fabric);
    return {one, 2 * one, 0};
}

// Tokens to their experts and back, in both directions.
Passes expertPasses(const BlockSizes &z)
{
    if (z.expert <= 1 || z.sent <= 0)
        return {};
    const double bytes = z.stream * z.sent * z.h * z.machine.element;
    const double one = allToAllSeconds(bytes, membersAt(z.expert, z.t, z.fabric), z.fabric);
    return {2 * one, 2 * one, 0};
}

// Activations that one block keeps for backward on this device, and the part that selective
// recomputation drops: the attention core, or with flash attention, which keeps none, what a gated
// MLP computes element by element. Korthikanti 2022, table 2; gated: COST_MODEL 1.2.
// Experts keep what was sent to them and what they answered, the router its fp32 scores.
struct KeptBytes
{
    double all = 0;
    double droppable = 0;
};

KeptBytes keptByBlock(const TransformerSpec &spec, const BlockSizes &z)
{
    const double e = z.machine.element;
    const double attended = z.a * z.value;
    const double masks = spec.flashAttention ? 0 : 1; // of dropout, a byte each
    KeptBytes kept;
    double stream = 4 * e;
    double split = 0;
    if (spec.gatedMlp) {
        split = e * (z.qkv + attended + 4 * z.f + static_cast<double>(latentWidth(spec)));
    } else { // 34 s b h at f = 4 h
        stream += 2 * masks;
        split = e * (4 * z.h / z.t + 2 * z.f);
    }
    const double scores = z.b * z.a * z.s * z.keys;
    const double core = spec.flashAttention ? 0 : scores * (2 * e + 1);
    const double statistics = spec.flashAttention ? 4 * z.b * z.a * z.s : 0;
    kept.droppable = core;
    if (spec.flashAttention && spec.gatedMlp) // the activated gate, and its product
        kept.droppable = 2 * e * z.f * z.tokens;
    kept.all = stream * z.stream * z.h + split * z.tokens + core + statistics;
    if (z.sent > 0)
        kept.all += z.tokens * (2 * e * z.sent * z.h + 4 * static_cast<double>(spec.experts));
    return kept;
}

// The core in full, as the papers count it, also where a causal kernel computes half of it. Of the
// whole group.
double coreFlops(const BlockSizes &z)
{
    return 2 * z.b * z.keys * z.keys * z.a * z.t * (z.query + z.value);
}

void recomputeSelected(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z,
                       const KeptBytes &kept, double core)
{
    if (spec.flashAttention) { // reads gate and other branch, writes the product
        price.recomputeWork[CostPart::MemoryBound] =
            touchSeconds(3 * z.machine.element * z.f * z.tokens, z.machine);
    } else {
        price.recomputeWork[CostPart::Attention] = core;
        price.recomputeFlops = coreFlops(z);
    }
    price.transient = bytesFrom(kept.droppable);
    price.kept = bytesFrom(kept.all - kept.droppable);
}

void applyRecompute(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z,
                    const KeptBytes &kept, double core, Recompute recompute)
{
    price.kept = bytesFrom(kept.all);
    if (recompute == Recompute::Full) {
        price.recomputeWork = price.forwardWork;
        price.recomputeFlops = price.forwardFlops;
        price.transient = bytesFrom(kept.all);
        price.kept = bytesFrom(z.machine.element * z.stream * z.h);
        price.hostRecompute = price.hostForward;
    } else if (recompute == Recompute::Selective && kept.droppable > 0) {
        recomputeSelected(price, spec, z, kept, core);
    }
}

void setHost(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z)
{
    const SoftwareSpec &software = *z.software;
    double common = z.t > 1 ? 2 * seconds(software.hostCollective) : 0;
    if (!spec.flashAttention && !z.fusedSoftmax)
        common += seconds(software.hostSplitSoftmax);
    price.hostForward = seconds(software.hostForward) + common;
    price.hostBackward = seconds(software.hostBackward) + common;
}

std::int64_t shareOf(std::int64_t parameters, double devices)
{
    const auto whole = static_cast<std::int64_t>(devices);
    return (parameters + whole - 1) / whole;
}

void setParameters(LayerPrice &price, const TransformerSpec &spec, std::int64_t block,
                   const BlockSizes &z)
{
    const std::int64_t all = blockParameters(spec, block);
    std::int64_t experts = 0;
    if (hasExperts(spec, block)) {
        const std::int64_t each =
            (spec.gatedMlp ? 3 : 2) * spec.hidden * expertWidth(spec) +
            (spec.bias ? (spec.gatedMlp ? 2 : 1) * expertWidth(spec) + spec.hidden : 0);
        experts = spec.experts * each;
    }
    price.expertParameters = shareOf(experts, z.t * z.expert);
    price.parameters = shareOf(all - experts, z.t) + price.expertParameters;
}

void addPasses(LayerPrice &price, CostPart part, const Passes &t)
{
    price.forwardWork[part] += t.forward;
    price.inputWork[part] += t.input;
    price.weightWork[part] += t.weight;
}

void addProducts(LayerPrice &price, const TransformerSpec &spec, std::int64_t block,
                 const BlockSizes &z)
{
    for (const BlockProduct &product :
         blockProducts(spec, block, z.tokens, {.tensor = z.t, .expert = z.expert}))
        addPasses(price, CostPart::Matrix, linearPasses(product, z));
    for (const BlockProduct &product : blockProducts(spec, block, z.tokens * z.context, {}))
        price.forwardFlops += product.flops();
    price.forwardFlops += coreFlops(z);
}

} // namespace

CommPasses commPasses(const BlockSizes &z, const Scenario &scenario)
{
    return {tensorPasses(z, scenario.parallel.sequenceParallel), contextPasses(z), expertPasses(z)};
}

LayerPrice priceBlock(const TransformerSpec &spec, std::int64_t block, const Scenario &scenario)
{
    const BlockSizes z = blockSizes(spec, block, scenario);
    LayerPrice price;
    price.kind = LayerKind::Block;
    setParameters(price, spec, block, z);
    addProducts(price, spec, block, z);
    const Passes core = attentionPasses(spec, z);
    addPasses(price, CostPart::Attention, core);
    addPasses(price, CostPart::MemoryBound, elementWisePasses(spec, z));
    const bool adds = z.accumulates && z.gradient == 4 &&
                      scenario.training.precision == Precision::Bf16 &&
                      z.software->accumulationBytes > 0;
    if (adds)
        price.weightWork[CostPart::MemoryBound] += touchSeconds(
            static_cast<double>(price.parameters) * z.software->accumulationBytes, z.machine);
    const CommPasses comm = commPasses(z, scenario);
    price.hiddenTensor = hiddenSeconds(z, comm.tensor.input, price.weightWork.total());
    addPasses(price, CostPart::TensorComm, comm.tensor);
    addPasses(price, CostPart::ContextComm, comm.context);
    addPasses(price, CostPart::ExpertComm, comm.expert);
    setHost(price, spec, z);
    price.output = bytesFrom(z.machine.element * z.tokens * z.h / z.t);
    applyRecompute(price, spec, z, keptByBlock(spec, z), core.forward, scenario.training.recompute);
    price.round();
    return price;
}

} // namespace core
