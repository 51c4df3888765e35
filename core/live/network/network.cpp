// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/network/network.h"

#include "core/live/network/counter_random.h"

#include <cmath>

namespace core::live {
namespace {

constexpr int kTensorsPerBlock = 12;

std::vector<TensorSpec> denseTensors(const NetworkSpec &network, int layer)
{
    const int in = network.sizes[static_cast<std::size_t>(layer)];
    const int out = network.sizes[static_cast<std::size_t>(layer) + 1];
    const std::string prefix = "layers." + std::to_string(layer);
    // He initialisation (arXiv:1502.01852): ReLU halves the variance.
    return {{prefix + ".w", 2 * layer, in, out, Start::Uniform, std::sqrt(2.0 / in)},
            {prefix + ".b", 2 * layer + 1, 1, out, Start::Zeros, 0}};
}

std::vector<TensorSpec> embeddingTensors(const NetworkSpec &network)
{
    return {{"tok_emb", 0, network.vocab, network.hidden, Start::Uniform, network.initStd},
            {"pos_emb", 1, network.sequence, network.hidden, Start::Uniform, network.initStd}};
}

std::vector<TensorSpec> blockTensors(const NetworkSpec &network, int block)
{
    const int h = network.hidden;
    const double std = network.initStd;
    // What is added to the residual stream starts smaller, by its number of summands (GPT-2).
    const double residual = std / std::sqrt(2.0 * network.layers);
    const std::string prefix = "blocks." + std::to_string(block) + '.';
    const int first = 2 + kTensorsPerBlock * block;
    return {{prefix + "ln1.g", first, 1, h, Start::Ones, 0},
            {prefix + "ln1.b", first + 1, 1, h, Start::Zeros, 0},
            {prefix + "qkv.w", first + 2, h, 3 * h, Start::Uniform, std},
            {prefix + "qkv.b", first + 3, 1, 3 * h, Start::Zeros, 0},
            {prefix + "proj.w", first + 4, h, h, Start::Uniform, residual},
            {prefix + "proj.b", first + 5, 1, h, Start::Zeros, 0},
            {prefix + "ln2.g", first + 6, 1, h, Start::Ones, 0},
            {prefix + "ln2.b", first + 7, 1, h, Start::Zeros, 0},
            {prefix + "fc.w", first + 8, h, 4 * h, Start::Uniform, std},
            {prefix + "fc.b", first + 9, 1, 4 * h, Start::Zeros, 0},
            {prefix + "out.w", first + 10, 4 * h, h, Start::Uniform, residual},
            {prefix + "out.b", first + 11, 1, h, Start::Zeros, 0}};
}

std::vector<TensorSpec> headTensors(const NetworkSpec &network)
{
    const int h = network.hidden;
    const int first = 2 + kTensorsPerBlock * network.layers;
    std::vector<TensorSpec> tensors = {{"lnf.g", first, 1, h, Start::Ones, 0},
                                       {"lnf.b", first + 1, 1, h, Start::Zeros, 0}};
    if (network.tied)
        tensors.push_back(embeddingTensors(network).front());
    else
        tensors.push_back({"head.w", first + 2, h, network.vocab, Start::Uniform, network.initStd});
    return tensors;
}

} // namespace

std::vector<TensorSpec> tensorsOf(const NetworkSpec &network, int unit)
{
    if (network.kind == NetworkKind::Mlp)
        return denseTensors(network, unit);
    if (unit == 0)
        return embeddingTensors(network);
    return unit <= network.layers ? blockTensors(network, unit - 1) : headTensors(network);
}

std::vector<TensorSpec> allTensors(const NetworkSpec &network)
{
    std::vector<TensorSpec> all;
    for (int unit = 0; unit < unitCount(network); ++unit) {
        for (TensorSpec &tensor : tensorsOf(network, unit)) {
            if (tensor.number == static_cast<int>(all.size())) // not the copy of a tied table
                all.push_back(std::move(tensor));
        }
    }
    return all;
}

std::int64_t parameterCount(const NetworkSpec &network)
{
    std::int64_t count = 0;
    for (const TensorSpec &tensor : allTensors(network))
        count += tensor.size();
    return count;
}

double startValue(const NetworkSpec &network, const TensorSpec &tensor, std::int64_t element)
{
    if (tensor.start != Start::Uniform)
        return tensor.start == Start::Ones ? 1 : 0;
    const double reach = std::sqrt(3.0) * tensor.std; // of a uniform distribution of that spread
    const double unit = randomUnit(network.seed, static_cast<std::uint64_t>(tensor.number),
                                   static_cast<std::uint64_t>(element));
    return (2 * unit - 1) * reach;
}

int inputWidth(const NetworkSpec &network)
{
    return network.kind == NetworkKind::Mlp ? network.sizes.front() : network.sequence;
}

int classCount(const NetworkSpec &network)
{
    return network.kind == NetworkKind::Mlp ? network.sizes.back() : network.vocab;
}

int targetsPerSample(const NetworkSpec &network)
{
    return network.kind == NetworkKind::Mlp ? 1 : network.sequence;
}

} // namespace core::live
