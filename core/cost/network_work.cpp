// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/network_work.h"

namespace core {
namespace {

constexpr double kElementBytes = 4;

// Elements that a kernel reads and writes of each that it works on.
constexpr double kBias = 2;
constexpr double kRelu = 2;
constexpr double kReluBackward = 3;
constexpr double kAdd = 3;
constexpr double kCopy = 2;
constexpr double kNorm = 5;
constexpr double kNormBackward = 6;
constexpr double kColumnSums = 1;
constexpr double kGainSums = 2;
constexpr double kSoftmax = 4;

// As the engine cuts.
int ownOf(int whole, const UnitShare &share)
{
    return partOf(whole, share.partner, share.partners).size();
}

// Collects kernels.
struct Writer
{
    KernelWork work;

    Writer &product(double m, double n, double k, double batch = 1)
    {
        work.products.push_back({.m = m, .n = n, .k = k, .batch = batch});
        return *this;
    }
    Writer &touch(double elements, double each)
    {
        work.touched += elements * each;
        work.kernels += 1;
        return *this;
    }
    Writer &function(double elements, double each)
    {
        work.functions += elements;
        return touch(elements, each);
    }
};

std::vector<KernelWork> denseWork(const NetworkSpec &network, int layer, UnitPass pass,
                                  const UnitShare &share)
{
    const double in = network.sizes[static_cast<std::size_t>(layer)];
    const int width = network.sizes[static_cast<std::size_t>(layer) + 1];
    const double own = ownOf(width, share);
    const double rows = share.samples;
    const bool last = layer + 2 == static_cast<int>(network.sizes.size());
    Writer first;
    Writer behind;
    switch (pass) {
    case UnitPass::Forward:
        first.product(rows, own, in).touch(rows * own, kBias);
        if (!last)
            first.touch(rows * own, kRelu);
        if (share.partners > 1)
            behind.touch(rows * width, kCopy);
        if (last)
            behind.function(rows * width, kSoftmax);
        break;
    case UnitPass::BackwardInput:
        if (layer > 0) {
            first.product(rows, in, own);
            behind.touch(rows * in, kReluBackward);
        }
        break;
    case UnitPass::BackwardWeight:
        first.product(in, own, rows).touch(rows * own, kColumnSums).touch(own, kAdd);
        break;
    }
    return {first.work, behind.work};
}

// Sizes of a block on one of its tensor partners.
struct Block
{
    double rows = 0; // tokens of all samples
    double tokens = 0;
    double hidden = 0;
    double own = 0;   // of query, key or value
    double inner = 0; // of the MLP
    double heads = 0; // times samples
    double width = 0; // of a head

    Block(const NetworkSpec &network, const UnitShare &share)
        : rows(static_cast<double>(share.samples) * network.sequence), tokens(network.sequence),
          hidden(network.hidden), inner(ownOf(4 * network.hidden, share)),
          heads(ownOf(network.heads, share)), width(network.hidden / network.heads)
    {
        own = heads * width;
        heads *= share.samples;
    }
};

std::vector<KernelWork> blockForward(const Block &block)
{
    const double stream = block.rows * block.hidden;
    const double scores = block.heads * block.tokens * block.tokens;
    Writer attention;
    attention.touch(stream, kNorm).product(block.rows, 3 * block.own, block.hidden);
    attention.touch(block.rows * 3 * block.own, kBias);
    attention.product(block.tokens, block.tokens, block.width, block.heads);
    attention.function(scores / 2, kSoftmax); // causal: half of them are nothing
    attention.product(block.tokens, block.width, block.tokens, block.heads);
    attention.product(block.rows, block.hidden, block.own);
    Writer mlp;
    mlp.touch(stream, kAdd).touch(stream, kBias).touch(stream, kNorm);
    mlp.product(block.rows, block.inner, block.hidden).touch(block.rows * block.inner, kBias);
    mlp.function(block.rows * block.inner, kCopy);
    mlp.product(block.rows, block.hidden, block.inner);
    Writer end;
    end.touch(stream, kAdd).touch(stream, kBias);
    return {attention.work, mlp.work, end.work};
}

std::vector<KernelWork> blockInput(const Block &block)
{
    const double stream = block.rows * block.hidden;
    const double scores = block.heads * block.tokens * block.tokens;
    Writer mlp;
    mlp.product(block.rows, block.inner, block.hidden);
    mlp.function(block.rows * block.inner, kAdd);
    mlp.product(block.rows, block.hidden, block.inner);
    Writer attention;
    attention.touch(stream, kCopy).touch(stream, kNormBackward);
    attention.product(block.rows, block.own, block.hidden);
    attention.product(block.tokens, block.width, block.tokens, 3 * block.heads);
    attention.product(block.tokens, block.tokens, block.width, block.heads);
    attention.touch(scores / 2, kSoftmax);
    attention.product(block.rows, block.hidden, 3 * block.own);
    Writer end;
    end.touch(stream, kCopy).touch(stream, kNormBackward);
    return {mlp.work, attention.work, end.work};
}

std::vector<KernelWork> blockWeight(const Block &block)
{
    const double stream = block.rows * block.hidden;
    Writer all;
    all.product(block.inner, block.hidden, block.rows).touch(stream, kColumnSums);
    all.product(block.hidden, block.inner, block.rows);
    all.touch(block.rows * block.inner, kColumnSums);
    all.touch(stream, kGainSums).touch(stream, kColumnSums);
    all.product(block.own, block.hidden, block.rows).touch(stream, kColumnSums);
    all.product(block.hidden, 3 * block.own, block.rows);
    all.touch(block.rows * 3 * block.own, kColumnSums);
    all.touch(stream, kGainSums).touch(stream, kColumnSums);
    return {all.work};
}

std::vector<KernelWork> embeddingWork(const NetworkSpec &network, UnitPass pass, double rows)
{
    const double stream = rows * network.hidden;
    const double tables = static_cast<double>(network.vocab + network.sequence) * network.hidden;
    Writer all;
    if (pass == UnitPass::Forward)
        all.touch(stream, kAdd);
    else if (pass == UnitPass::BackwardWeight)
        all.touch(tables, 1).touch(stream, 2 * kAdd).touch(tables, kAdd);
    return {all.work};
}

std::vector<KernelWork> headWork(const NetworkSpec &network, UnitPass pass, double rows)
{
    const double hidden = network.hidden;
    const double stream = rows * hidden;
    const double vocab = network.vocab;
    Writer all;
    switch (pass) {
    case UnitPass::Forward:
        all.touch(stream, kNorm).product(rows, vocab, hidden).function(rows * vocab, kSoftmax);
        break;
    case UnitPass::BackwardInput:
        all.product(rows, hidden, vocab).touch(stream, 1).touch(stream, kNormBackward);
        break;
    case UnitPass::BackwardWeight:
        all.product(hidden, vocab, rows).touch(stream, kGainSums).touch(stream, kColumnSums);
        break;
    }
    return {all.work};
}

} // namespace

KernelWork &KernelWork::operator+=(const KernelWork &other)
{
    products.insert(products.end(), other.products.begin(), other.products.end());
    touched += other.touched;
    functions += other.functions;
    kernels += other.kernels;
    return *this;
}

std::vector<KernelWork> unitWork(const NetworkSpec &network, int unit, UnitPass pass,
                                 const UnitShare &share)
{
    if (network.kind == NetworkKind::Mlp)
        return denseWork(network, unit, pass, share);
    const double rows = static_cast<double>(share.samples) * network.sequence;
    if (unit == 0)
        return embeddingWork(network, pass, rows);
    if (unit > network.layers)
        return headWork(network, pass, rows);
    const Block block(network, share);
    switch (pass) {
    case UnitPass::Forward:
        return blockForward(block);
    case UnitPass::BackwardInput:
        return blockInput(block);
    case UnitPass::BackwardWeight:
        break;
    }
    return blockWeight(block);
}

UnitExchange unitExchange(const NetworkSpec &network, int unit, UnitPass pass, int samples)
{
    if (pass == UnitPass::BackwardWeight)
        return {};
    if (isBlock(network, unit))
        return {std::int64_t{samples} * network.sequence * network.hidden, false};
    if (network.kind == NetworkKind::Gpt)
        return {};
    const bool forward = pass == UnitPass::Forward;
    if (!forward && unit == 0)
        return {};
    const int width = network.sizes[static_cast<std::size_t>(unit) + (forward ? 1 : 0)];
    return {std::int64_t{samples} * width, forward};
}

std::int64_t unitParameters(const NetworkSpec &network, int unit, const UnitShare &share)
{
    const std::int64_t h = network.hidden;
    if (network.kind == NetworkKind::Mlp) {
        const std::int64_t in = network.sizes[static_cast<std::size_t>(unit)];
        return (in + 1) * ownOf(network.sizes[static_cast<std::size_t>(unit) + 1], share);
    }
    if (unit == 0)
        return (std::int64_t{network.vocab} + network.sequence) * h;
    if (unit > network.layers)
        return 2 * h + std::int64_t{network.vocab} * h;
    const std::int64_t own =
        std::int64_t{ownOf(network.heads, share)} * (network.hidden / network.heads);
    const std::int64_t inner = ownOf(4 * network.hidden, share);
    // Norms and the biases behind the exchanges are on every partner.
    return 4 * h + (h + 1) * 3 * own + own * h + h + (h + 1) * inner + inner * h + h;
}

KernelWork updateWork(double elements, TrainOptimizer optimizer)
{
    Writer all;
    switch (optimizer) {
    case TrainOptimizer::Sgd:
        all.touch(elements, 3);
        break;
    case TrainOptimizer::Momentum:
        all.touch(elements, 5);
        break;
    case TrainOptimizer::AdamW:
        all.touch(elements, 7);
        break;
    }
    return all.work;
}

KernelWork clearWork(double elements)
{
    return Writer{}.touch(elements, 1).work;
}

KernelWork addWork(double elements)
{
    return Writer{}.touch(elements, kAdd).work;
}

KernelWork loadWork(const NetworkSpec &network, int samples)
{
    const bool dense = network.kind == NetworkKind::Mlp;
    return Writer{}
        .touch(samples * (dense ? network.sizes.front() : 2 * network.sequence), kCopy)
        .work;
}

bool isPricedAsTrained(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    return scenario.train && training.precision == Precision::Fp32 &&
           training.recompute == Recompute::None && training.pass == Pass::Training &&
           scenario.cluster.device.curve.start > Nanos{} && scenario.parallel.context == 1 &&
           scenario.parallel.expert == 1 && !scenario.parallel.sequenceParallel;
}

double kernelSeconds(const KernelWork &work, const DeviceSpec &device)
{
    const ProductCurve &curve = device.curve;
    const double start = seconds(curve.start);
    const double rate = device.peakSingleFlops;
    double time = start * work.kernels + work.touched * kElementBytes / device.memoryBandwidth;
    for (const GemmShape &shape : work.products) {
        const double flops = 2 * shape.m * shape.n * shape.k;
        time += shape.batch *
                (start + flops / rate * (1 + curve.halfRows / shape.m) *
                             (1 + curve.halfColumns / shape.n) * (1 + curve.halfInner / shape.k));
    }
    if (curve.functionRate > 0)
        time += work.functions / curve.functionRate;
    return time;
}

} // namespace core
