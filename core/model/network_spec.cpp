// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/network_spec.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace core {
namespace {

constexpr std::int64_t kElementBytes = 4; // fp32

std::vector<NamedLayer> denseLayers(const NetworkSpec &network)
{
    std::vector<NamedLayer> layers;
    for (std::size_t i = 0; i + 1 < network.sizes.size(); ++i) {
        const std::int64_t in = network.sizes[i];
        const std::int64_t out = network.sizes[i + 1];
        layers.push_back({.name = "layer " + std::to_string(i + 1),
                          .parameters = in * out + out,
                          .forwardFlops = 2.0 * static_cast<double>(in * out),
                          .activationBytes = in * kElementBytes,
                          .outputBytes = out * kElementBytes});
    }
    return layers;
}

TransformerSpec transformerOf(const NetworkSpec &network)
{
    TransformerSpec spec;
    spec.hidden = network.hidden;
    spec.layers = network.layers;
    spec.heads = network.heads;
    spec.kvHeads = network.heads;
    spec.headDimension = network.heads > 0 ? network.hidden / network.heads : 0;
    spec.ffn = 4 * spec.hidden;
    spec.vocab = network.vocab;
    spec.positions = network.sequence;
    spec.tiedEmbedding = network.tied;
    return spec;
}

// "64-64-10"; of many layers the ends and how many.
std::string widthsText(const std::vector<int> &sizes)
{
    constexpr std::size_t kMostNamed = 6;
    if (sizes.size() > kMostNamed)
        return std::to_string(sizes.front()) + "-…-" + std::to_string(sizes.back()) + ", " +
               std::to_string(sizes.size() - 1) + " layers";
    std::string text;
    for (const int size : sizes)
        text += (text.empty() ? "" : "-") + std::to_string(size);
    return text;
}

} // namespace

int layerCount(const NetworkSpec &network)
{
    return network.kind == NetworkKind::Mlp ? static_cast<int>(network.sizes.size()) - 1
                                            : network.layers;
}

int unitCount(const NetworkSpec &network)
{
    return layerCount(network) + (network.kind == NetworkKind::Gpt ? 2 : 0);
}

bool isBlock(const NetworkSpec &network, int unit)
{
    return network.kind == NetworkKind::Gpt && unit > 0 && unit <= network.layers;
}

NetworkSpec withLayers(NetworkSpec network, int layers)
{
    network.layers = network.kind == NetworkKind::Gpt ? layers : network.layers;
    if (network.kind == NetworkKind::Gpt || network.sizes.size() < 2)
        return network;
    const int last = network.sizes.back();
    network.sizes.pop_back();
    const int hidden = network.sizes.back();
    network.sizes.resize(static_cast<std::size_t>(std::max(layers, 1)), hidden);
    network.sizes.push_back(last);
    return network;
}

int widthOfPartners(const NetworkSpec &network)
{
    if (network.kind == NetworkKind::Gpt)
        return std::gcd(network.heads, 4 * network.hidden);
    const int narrowest = *std::min_element(network.sizes.begin() + 1, network.sizes.end());
    int common = 0;
    for (std::size_t i = 1; i + 1 < network.sizes.size(); ++i)
        common = std::gcd(common, network.sizes[i]);
    if (common == 0)
        return narrowest; // there is no hidden layer
    int width = std::min(common, narrowest);
    while (common % width != 0)
        --width;
    return width;
}

ModelSpec modelOf(const NetworkSpec &network)
{
    ModelSpec model;
    model.source = "trained by this program";
    if (network.kind == NetworkKind::Mlp) {
        model.title = "Dense network " + widthsText(network.sizes);
        model.shape = denseLayers(network);
        return model;
    }
    model.title =
        "gpt of " + std::to_string(network.layers) + " x " + std::to_string(network.hidden);
    model.sequence = network.sequence;
    model.shape = transformerOf(network);
    return model;
}

} // namespace core
