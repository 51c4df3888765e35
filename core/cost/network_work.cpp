// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/network_work.h"

namespace core {
namespace {

// Input gradients multiply by weights transposed, weight gradients add up.
constexpr ProductKind kAcross = ProductKind::RightAcross;
constexpr ProductKind kAdding = ProductKind::LeftAcross;

// Elements that a kernel reads and writes of each that it works on.
constexpr double kBias = 2;
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

    Writer &product(double m, double n, double k, ProductKind kind = ProductKind::Plain,
                    double batch = 1)
    {
        work.products.push_back({.m = m, .n = n, .k = k, .batch = batch, .kind = kind});
        return *this;
    }
    Writer &touch(Kernel kernel, double elements, double each)
    {
        work.touched += elements * each;
        work.kernels += 1;
        work.elements[static_cast<std::size_t>(kernel)] += elements;
        return *this;
    }
    Writer &touchFresh(Kernel kernel, double elements, double each)
    {
        work.touched += elements * each;
        work.kernels += 1;
        work.fresh[static_cast<std::size_t>(kernel)] += elements;
        return *this;
    }
    // What a kernel takes for something else than elements.
    Writer &count(Kernel kernel, double times)
    {
        work.elements[static_cast<std::size_t>(kernel)] += times;
        return *this;
    }
    Writer &function(Kernel kernel, double elements, double each)
    {
        work.functions += elements;
        return touch(kernel, elements, each);
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
        first.product(rows, own, in);
        first.touchFresh(last ? Kernel::Bias : Kernel::BiasRelu, rows * own, kBias);
        if (share.partners > 1)
            behind.touch(Kernel::Copy, rows * width, kCopy)
                .count(Kernel::CopyRow, rows * share.partners);
        if (last)
            behind.function(Kernel::CrossEntropy, rows * width, kSoftmax)
                .count(Kernel::CrossEntropyRow, rows);
        break;
    case UnitPass::BackwardInput:
        if (layer > 0) {
            first.product(rows, in, own, kAcross);
            behind.touch(Kernel::ReluBackward, rows * in, kReluBackward);
        }
        break;
    case UnitPass::BackwardWeight:
        first.product(in, own, rows, kAdding);
        first.touchFresh(Kernel::ColumnSums, rows * own, kColumnSums).touch(Kernel::Add, own, kAdd);
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
    attention.touch(Kernel::Norm, stream, kNorm);
    attention.product(block.rows, 3 * block.own, block.hidden);
    attention.touchFresh(Kernel::Bias, block.rows * 3 * block.own, kBias);
    attention.product(block.tokens, block.tokens, block.width, kAcross, block.heads);
    // Causal: half of them are nothing.
    attention.function(Kernel::Softmax, scores / 2, kSoftmax);
    attention.product(block.tokens, block.width, block.tokens, ProductKind::Plain, block.heads);
    attention.product(block.rows, block.hidden, block.own);
    Writer mlp;
    mlp.touchFresh(Kernel::Add, stream, kAdd).touchFresh(Kernel::Bias, stream, kBias);
    mlp.touch(Kernel::Norm, stream, kNorm).product(block.rows, block.inner, block.hidden);
    mlp.touchFresh(Kernel::Bias, block.rows * block.inner, kBias);
    mlp.function(Kernel::Gelu, block.rows * block.inner, kCopy);
    mlp.product(block.rows, block.hidden, block.inner);
    Writer end;
    end.touchFresh(Kernel::Add, stream, kAdd).touchFresh(Kernel::Bias, stream, kBias);
    return {attention.work, mlp.work, end.work};
}

std::vector<KernelWork> blockInput(const Block &block)
{
    const double stream = block.rows * block.hidden;
    const double scores = block.heads * block.tokens * block.tokens;
    Writer mlp;
    mlp.product(block.rows, block.inner, block.hidden, kAcross);
    mlp.function(Kernel::GeluBackward, block.rows * block.inner, kAdd);
    mlp.product(block.rows, block.hidden, block.inner, kAcross);
    Writer attention;
    attention.touch(Kernel::Copy, stream, kCopy);
    attention.touch(Kernel::NormBackward, stream, kNormBackward);
    attention.product(block.rows, block.own, block.hidden, kAcross);
    // Of values and keys one factor is turned, of queries none.
    attention.product(block.tokens, block.width, block.tokens, kAdding, 2 * block.heads);
    attention.product(block.tokens, block.width, block.tokens, ProductKind::Plain, block.heads);
    attention.product(block.tokens, block.tokens, block.width, kAcross, block.heads);
    attention.touch(Kernel::SoftmaxBackward, scores / 2, kSoftmax);
    attention.product(block.rows, block.hidden, 3 * block.own, kAcross);
    Writer end;
    end.touch(Kernel::Copy, stream, kCopy).touch(Kernel::NormBackward, stream, kNormBackward);
    return {mlp.work, attention.work, end.work};
}

std::vector<KernelWork> blockWeight(const Block &block)
{
    const double stream = block.rows * block.hidden;
    Writer all;
    const auto product = [&](double from, double to) {
        all.product(from, to, block.rows, kAdding);
        all.touch(Kernel::ColumnSums, block.rows * to, kColumnSums); // of the bias
    };
    const auto norm = [&] {
        all.touch(Kernel::GainSums, stream, kGainSums);
        all.touch(Kernel::ColumnSums, stream, kColumnSums);
    };
    product(block.inner, block.hidden);
    product(block.hidden, block.inner);
    norm();
    product(block.own, block.hidden);
    product(block.hidden, 3 * block.own);
    norm();
    return {all.work};
}

std::vector<KernelWork> embeddingWork(const NetworkSpec &network, UnitPass pass, double rows)
{
    const double stream = rows * network.hidden;
    const double tables = static_cast<double>(network.vocab + network.sequence) * network.hidden;
    Writer all;
    if (pass == UnitPass::Forward)
        all.touch(Kernel::Embed, stream, kAdd);
    else if (pass == UnitPass::BackwardWeight)
        all.touch(Kernel::Clear, tables, 1)
            .touch(Kernel::EmbedBackward, stream, 2 * kAdd)
            .touch(Kernel::Add, tables, kAdd);
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
        all.touch(Kernel::Norm, stream, kNorm);
        all.product(rows, vocab, hidden, network.tied ? kAcross : ProductKind::Plain);
        all.function(Kernel::CrossEntropy, rows * vocab, kSoftmax)
            .count(Kernel::CrossEntropyRow, rows);
        break;
    case UnitPass::BackwardInput:
        all.product(rows, hidden, vocab, network.tied ? ProductKind::Plain : kAcross);
        all.touch(Kernel::Clear, stream, 1).touch(Kernel::NormBackward, stream, kNormBackward);
        break;
    case UnitPass::BackwardWeight:
        all.product(hidden, vocab, rows, kAdding);
        all.touch(Kernel::GainSums, stream, kGainSums);
        all.touch(Kernel::ColumnSums, stream, kColumnSums);
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
    for (std::size_t i = 0; i < elements.size(); ++i) {
        elements[i] += other.elements[i];
        fresh[i] += other.fresh[i];
    }
    return *this;
}

namespace {

std::vector<KernelWork> partsOf(const NetworkSpec &network, int unit, UnitPass pass,
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

} // namespace

// Alone a device does all parts in one instruction.
std::vector<KernelWork> unitWork(const NetworkSpec &network, int unit, UnitPass pass,
                                 const UnitShare &share)
{
    std::vector<KernelWork> parts = partsOf(network, unit, pass, share);
    for (KernelWork &part : parts) {
        const bool begins = &part == &parts.front() || (share.partners > 1 && part.kernels > 0);
        part.elements[static_cast<std::size_t>(Kernel::Instruction)] = begins ? 1 : 0;
    }
    return parts;
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
    all.count(Kernel::Instruction, 1);
    switch (optimizer) {
    case TrainOptimizer::Sgd:
        all.touch(Kernel::Sgd, elements, 3);
        break;
    case TrainOptimizer::Momentum:
        all.touch(Kernel::Momentum, elements, 5);
        break;
    case TrainOptimizer::AdamW:
        all.touch(Kernel::AdamW, elements, 7);
        break;
    }
    return all.work;
}

KernelWork addFreshWork(double elements)
{
    return Writer{}.count(Kernel::Instruction, 1).touchFresh(Kernel::Add, elements, kAdd).work;
}

// The update does it in passing, while they are at hand.
KernelWork clearWork(double elements)
{
    return Writer{}.touchFresh(Kernel::Clear, elements, 1).work;
}

KernelWork addWork(double elements)
{
    return Writer{}.count(Kernel::Instruction, 1).touch(Kernel::Add, elements, kAdd).work;
}

// Each is read and written, and so is the sum; of an addition two are read and one is written.
KernelWork takeWork(double elements, double terms)
{
    return addWork(elements * 2 * (terms + 1) / kAdd);
}

KernelWork loadWork(const NetworkSpec &network, int samples)
{
    Writer all;
    all.count(Kernel::Instruction, 1);
    if (network.kind == NetworkKind::Mlp)
        all.touch(Kernel::LoadNumber, samples * network.sizes.front(), kCopy)
            .count(Kernel::LoadSample, samples);
    else
        all.touch(Kernel::LoadToken, samples * network.sequence, 2 * kCopy);
    return all.work;
}

bool isPricedAsTrained(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    return scenario.train && training.precision == Precision::Fp32 &&
           training.recompute == Recompute::None && training.pass == Pass::Training &&
           scenario.cluster.device.curve.start > Nanos{} && scenario.parallel.context == 1 &&
           scenario.parallel.expert == 1 && !scenario.parallel.sequenceParallel;
}

} // namespace core
