// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_price.h"

#include "core/cost/block_memory.h"
#include "core/cost/expert_exchange.h"
#include "core/cost/operation_log.h"
#include "core/cost/tensor_passes.h"
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
    const GemmShape forward = {
        .m = product.rows, .n = n, .k = k, .batch = batch, .outputBytes = wide};
    const GemmShape input = {
        .m = product.rows, .n = k, .k = n, .batch = batch, .outputBytes = wide};
    const GemmShape weight = {
        .m = k, .n = n, .k = product.rows, .batch = batch, .outputBytes = weightBytes};
    if (z.log) {
        z.log->product(product.name, LayerPass::Forward, forward, machine);
        z.log->product(product.name, LayerPass::Input, input, machine);
        z.log->product(product.name, LayerPass::Weight, weight, machine);
    }
    return {gemmSeconds(forward, machine), gemmSeconds(input, machine),
            gemmSeconds(weight, machine)};
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
    const auto cast = [&z](LayerPass pass, double bytes) {
        if (z.log)
            z.log->kernels(OperationName::CastInputs, pass, 1, bytes, z.machine);
        return touchSeconds(bytes, z.machine);
    };
    Passes t;
    t.forward = inputArrives ? 0 : cast(LayerPass::Forward, in * (wide + z.input));
    t.input = gradientArrives ? 0 : cast(LayerPass::Input, out * (wide + z.input));
    t.weight = cast(LayerPass::Weight, (2 * in + (gradientArrives ? 2 : 1) * out) * z.input);
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

namespace {

// One kernel for each operation of PyTorch in eager mode, beside the fused ones below.
void addEager(KernelSum &sum, const TransformerSpec &spec, const BlockSizes &z)
{
    using enum OperationName;
    const double unit = z.machine.element / 2;
    const double stream = z.stream * z.h * unit;
    if (spec.rmsNorm) {
        sum.forward(SplitNorm, 2, kSplitNormForward * stream);
        sum.input(SplitNorm, 2, kSplitNormBackward * stream);
        const double rotated = z.tokens * (z.a + z.kv) * z.query * unit;
        sum.forward(SplitRotary, 1, kSplitRotary * rotated);
        sum.input(SplitRotary, 1, kSplitRotary * rotated);
    }
    if (!spec.gatedMlp) {
        sum.forward(SplitActivation, 1, kSplitGeluForward * z.tokens * z.f * unit);
        sum.input(SplitActivation, 1, kSplitGeluBackward * z.tokens * z.f * unit);
    }
}

} // namespace

// Of one residual addition. Models with flash attention have no dropout.
double residualBytes(const TransformerSpec &spec, const BlockSizes &z)
{
    return (spec.flashAttention ? 6 : 7) * z.stream * z.h * z.machine.element / 2;
}

// Bytes per element as in COST_MODEL 1.7, given there for 2-byte elements; backward about 1.5 to 2
// times.
Passes elementWisePasses(const TransformerSpec &spec, const BlockSizes &z)
{
    const double unit = z.machine.element / 2;
    const double stream = z.stream * z.h * unit;
    const double wide = z.tokens * z.f * z.up * unit;
    const double heads = z.tokens * z.qkv * unit;
    const double residual = residualBytes(spec, z);
    using enum OperationName;
    KernelSum sum(z.machine, z.log);
    sum.forward(Norm, 2, stream * 4);
    sum.forward(ResidualAdd, 2, residual);
    sum.forward(Activation, 1, wide * 4);
    sum.forward(MoveHeads, 2, heads);
    sum.input(Norm, 2, stream * 8);
    sum.input(ResidualAdd, 2, residual);
    sum.input(Activation, 1, wide * 6);
    sum.input(MoveHeads, 2, heads);
    sum.input(AddGradients, 1, stream * 6);
    if (z.chains) {
        sum.forward(SplitActivation, 1, kSplitGeluForward * wide);
        sum.forward(SplitResidual, 2, kSplitDropoutAdd * stream);
        sum.input(SplitActivation, 1, kSplitGeluBackward * wide);
        sum.input(SplitResidual, 2, kSplitDropoutAdd * stream);
    }
    if (z.eager)
        addEager(sum, spec, z);
    // Tokens are permuted into the order of their experts, and their results are combined again.
    if (z.sent > 0) {
        const double ordered = z.sent * z.tokens * z.h * unit * 4;
        sum.forward(PermuteTokens, 2, ordered);
        sum.input(PermuteTokens, 2, ordered);
    }
    return {sum.forwardSeconds(), sum.inputSeconds(), 0};
}

namespace {

// Keys and values of the whole sequence are gathered forward and again backward, where their
// gradients are scattered. A ring that sends them on step by step moves the same bytes.
Passes contextPasses(const BlockSizes &z)
{
    if (z.context <= 1)
        return {};
    const double bytes = z.b * z.keys * z.sharedKv * (z.query + z.value) * z.machine.element;
    const Members group = membersAt(z.context, z.t, z.contextFabric);
    if (z.log) {
        OperationLog::Collectives gather = {OperationName::ContextGather,
                                            CostPart::ContextComm,
                                            LayerPass::Forward,
                                            1,
                                            bytes,
                                            group};
        z.log->allGathers(gather, z.contextFabric);
        gather.pass = LayerPass::Input;
        gather.count = 2;
        z.log->allGathers(gather, z.contextFabric);
    }
    const double one = allGatherSeconds(bytes, group, z.contextFabric);
    return {one, 2 * one, 0};
}

void logExchange(const ExpertPasses &one, const BlockSizes &z)
{
    if (one.dispatch <= 0)
        return;
    const Members members = membersAt(z.expert, z.t, z.expertFabric);
    Operation row = {.part = CostPart::ExpertComm,
                     .way = {.kind = CollectiveKind::AllToAll,
                             .devices = members.devices,
                             .nodes = members.nodes(),
                             .latency = exchangeSeconds(0, 0, members, z.expertFabric)}};
    for (const LayerPass pass : {LayerPass::Forward, LayerPass::Input}) {
        row.pass = pass;
        row.name = OperationName::Dispatch;
        row.seconds = one.dispatch;
        row.bytes = one.dispatched;
        z.log->add(row);
        row.name = OperationName::Combine;
        row.seconds = one.combine;
        row.bytes = one.combined;
        z.log->add(row);
    }
}

// Tokens to their experts and back. Backward their gradients take the same ways: to the experts as
// tokens do, and back as answers do (DeepSeek-V3, section 3.3.3).
Passes expertPasses(const TransformerSpec &spec, const BlockSizes &z, Dispatch dispatch)
{
    const ExpertPasses one = expertExchange(spec, z, dispatch);
    if (z.log)
        logExchange(one, z);
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

void addAccumulation(LayerPrice &price, double bytesEach, const BlockSizes &z)
{
    const double bytes = static_cast<double>(price.parameters) * bytesEach;
    price.weightWork[CostPart::MemoryBound] += touchSeconds(bytes, z.machine);
    if (z.log)
        z.log->kernels(OperationName::AccumulateGradients, LayerPass::Weight, 1, bytes, z.machine);
}

} // namespace

void addPasses(LayerPrice &price, CostPart part, const Passes &passes)
{
    price.forwardWork[part] += passes.forward;
    price.inputWork[part] += passes.input;
    price.weightWork[part] += passes.weight;
}

void accumulateNarrow(LayerPrice &price, const BlockSizes &z)
{
    if (z.gradient == 2 && z.machine.element == 2 && z.added > 0)
        addAccumulation(price, kAddedGradient * z.added, z);
}

namespace {

// Expert exchange that runs beside the other micro-batch, in the same pass.
void hideExperts(LayerPrice &price, const Passes &experts, const BlockSizes &z,
                 const ParallelSpec &parallel)
{
    const ScheduleEntry *schedule = findSchedule(parallel.schedule);
    if (parallel.own.order || (schedule && schedule->hasPairs)) // those hide it themselves
        return;
    const double share = z.software->expertOverlap;
    price.hiddenForward.expert = share * std::min(experts.forward, price.forwardWork.total());
    price.hiddenInput.expert =
        share * std::min(experts.input, price.inputWork.total() + price.weightWork.total());
}

// Collectives of tensor, context and expert partners, when all else of the block is priced.
void addExchange(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z,
                 const ParallelSpec &parallel)
{
    const Passes experts = expertPasses(spec, z, parallel.dispatch);
    hideExperts(price, experts, z, parallel);
    const TensorPasses tensor = tensorPasses(z);
    const Passes products = {price.forwardWork[CostPart::Matrix], price.inputWork[CostPart::Matrix],
                             price.weightWork.total()};
    const HiddenTensor hidden = hiddenTensor(price.kind, tensor, products, z);
    price.hiddenForward.tensor = hidden.forward;
    price.hiddenInput.tensor = hidden.input;
    price.hiddenTensor = hidden.besideWeights;
    addPasses(price, CostPart::TensorComm, tensor);
    addPasses(price, CostPart::ContextComm, contextPasses(z));
    addPasses(price, CostPart::ExpertComm, experts);
}

} // namespace

LayerPrice priceBlock(const TransformerSpec &spec, std::int64_t block, const Scenario &scenario,
                      OperationLog *log, const PartnerFabrics *faulty)
{
    BlockSizes z = blockSizes(spec, block, scenario, faulty);
    z.log = log;
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
        addAccumulation(price, z.software->accumulationBytes, z);
    accumulateNarrow(price, z);
    addExchange(price, spec, z, scenario.parallel);
    setHost(price, spec, z);
    price.output = bytesFrom(streamBytes(z) / z.t);
    setKept(price, spec, z, core.forward, scenario.training.recompute);
    price.round();
    return price;
}

} // namespace core
