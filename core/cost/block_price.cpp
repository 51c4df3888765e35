// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_price.h"

#include "core/cost/block_memory.h"
#include "core/cost/expert_exchange.h"
#include "core/presets/price_constants.h"
#include "core/schedule/schedule.h"

#include <algorithm>

namespace core {

namespace {

Passes productPasses(const BlockProduct &product, const BlockSizes &z, const Machine &machine)
{
    const double n = product.out;
    const double k = product.in;
    const double wide = z.machine.element;
    // Gradients of 16-bit weights that are kept in fp32 are added up by the product itself, which
    // reads 4 bytes and writes 4; others are written once.
    const double weightBytes = z.gradient == 4 && wide == 2 ? 8 : z.gradient;
    const double batch = product.batch;
    return {
        gemmSeconds({.m = product.rows, .n = n, .k = k, .batch = batch, .outputBytes = wide},
                    machine),
        gemmSeconds({.m = product.rows, .n = k, .k = n, .batch = batch, .outputBytes = wide},
                    machine),
        gemmSeconds({.m = k, .n = n, .k = product.rows, .batch = batch, .outputBytes = weightBytes},
                    machine)};
}

// Inputs of narrow products are cast by kernels of their own: read in 16 bits, written in 8 with
// scales along the rows; backward the gradient is written along its columns too, and so is what was
// kept (DeepSeek-V3, section 3.5.2). What arrives narrow from another device needs no cast.
Passes castPasses(const BlockProduct &product, const BlockSizes &z)
{
    const bool arrives = z.expert > 1 && z.dispatched < z.machine.element;
    const double in = product.rows * product.in * product.batch;
    const double out = product.rows * product.out * product.batch;
    const bool inputArrives = arrives && product.sent == Sent::Input;
    const bool gradientArrives = arrives && product.sent == Sent::Gradient;
    const double wide = z.machine.element;
    Passes t;
    t.forward = inputArrives ? 0 : touchSeconds(in * (wide + z.input), z.machine);
    t.input = gradientArrives ? 0 : touchSeconds(out * (wide + z.input), z.machine);
    t.weight = touchSeconds((2 * in + (gradientArrives ? 2 : 1) * out) * z.input, z.machine);
    return t;
}

} // namespace

Passes linearPasses(const BlockProduct &product, const BlockSizes &z)
{
    return productPasses(product, z, z.machine);
}

PricedProduct priceProduct(const BlockProduct &product, const BlockSizes &z)
{
    if (!product.narrows || z.product.element >= z.machine.element)
        return {productPasses(product, z, z.machine), {}};
    return {productPasses(product, z, z.product), castPasses(product, z)};
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
    // Tokens are permuted into the order of their experts, and their results are combined again.
    if (z.sent > 0) {
        const double ordered = 2 * touch(z.sent * z.tokens * z.h * unit * 4);
        t.forward += ordered;
        t.input += ordered;
    }
    return t;
}

namespace {

// Two all-reduces of the residual stream in each direction; with sequence parallelism each is a
// reduce-scatter and an all-gather, which NCCL runs on rings alone.
Passes tensorPasses(const BlockSizes &z, bool sequenceParallel)
{
    if (z.t <= 1)
        return {};
    const double bytes = z.tokens * z.h * z.machine.element;
    const Members group = membersAt(z.t, 1, z.fabric);
    const double one = sequenceParallel
                           ? 2 * allGatherSeconds(bytes, group, z.fabric)
                           : allReducePrice(AllReduce::Quickest, bytes, group, z.fabric).seconds;
    return {2 * one, 2 * one, 0};
}

// Since 2022 the backward ones run beside the weight gradients: started between the two products of
// a layer. A schedule that computes weight gradients at another time has nothing to hide them
// behind.
double hiddenSeconds(const BlockSizes &z, double tensorSeconds, double weightSeconds)
{
    if (!z.software->overlapsTensor)
        return 0;
    return std::min(tensorSeconds, kOverlapWithWeights * weightSeconds) *
           (1 - z.software->contention);
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

// Tokens to their experts and back. Backward their gradients take the same ways: to the experts as
// tokens do, and back as answers do (DeepSeek-V3, section 3.3.3).
Passes expertPasses(const TransformerSpec &spec, const BlockSizes &z, Dispatch dispatch)
{
    const ExpertPasses one = expertExchange(spec, z, dispatch);
    const double both = one.dispatch + one.combine;
    return {both, both, 0};
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
         blockProducts(spec, block, z.tokens, {.tensor = z.t, .expert = z.expert})) {
        const PricedProduct priced = priceProduct(product, z);
        addPasses(price, CostPart::Matrix, priced.product);
        addPasses(price, CostPart::MemoryBound, priced.casts);
    }
    for (const BlockProduct &product : blockProducts(spec, block, z.tokens * z.context, {}))
        price.forwardFlops += product.flops();
    price.forwardFlops += coreFlops(z);
}

} // namespace

CommPasses commPasses(const TransformerSpec &spec, const BlockSizes &z, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    return {tensorPasses(z, parallel.sequenceParallel), contextPasses(z),
            expertPasses(spec, z, parallel.dispatch)};
}

namespace {

// What is hidden beside the work of the same pass: collectives of sequence parallelism in pieces
// beside the products that make or take them (Transformer Engine; PyTorch, which shards the states
// itself, does so only on demand), expert exchange beside the other micro-batch. The longer of the
// two remains.
void hideComm(LayerPrice &price, const CommPasses &comm, const BlockSizes &z,
              const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.sequenceParallel && !z.sdpa) {
        const double share = z.software->tensorPipelined;
        price.hiddenForward.tensor =
            share * std::min(comm.tensor.forward, price.forwardWork[CostPart::Matrix]);
        price.hiddenInput.tensor =
            share * std::min(comm.tensor.input, price.inputWork[CostPart::Matrix]);
    }
    const ScheduleEntry *schedule = findSchedule(parallel.schedule);
    const bool pairs = parallel.own.order || (schedule && schedule->hasPairs);
    if (!pairs) { // those hide it themselves
        const double share = z.software->expertOverlap;
        price.hiddenForward.expert =
            share * std::min(comm.expert.forward, price.forwardWork.total());
        price.hiddenInput.expert =
            share * std::min(comm.expert.input, price.inputWork.total() + price.weightWork.total());
    }
}

} // namespace

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
    const bool adds = z.accumulates && z.gradient == 4 && worksInBf16(scenario.training) &&
                      z.software->accumulationBytes > 0;
    if (adds)
        price.weightWork[CostPart::MemoryBound] += touchSeconds(
            static_cast<double>(price.parameters) * z.software->accumulationBytes, z.machine);
    const CommPasses comm = commPasses(spec, z, scenario);
    hideComm(price, comm, z, scenario);
    price.hiddenTensor =
        hiddenSeconds(z, comm.tensor.input - price.hiddenInput.tensor, price.weightWork.total());
    addPasses(price, CostPart::TensorComm, comm.tensor);
    addPasses(price, CostPart::ContextComm, comm.context);
    addPasses(price, CostPart::ExpertComm, comm.expert);
    setHost(price, spec, z);
    price.output = bytesFrom(z.machine.element * z.tokens * z.h / z.t);
    setKept(price, spec, z, core.forward, scenario.training.recompute);
    price.round();
    return price;
}

} // namespace core
