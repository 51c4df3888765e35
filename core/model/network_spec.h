// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

#include <cstdint>
#include <vector>

namespace core {

enum class NetworkKind : std::uint8_t {
    Mlp, // dense layers with ReLU between, softmax cross-entropy at the end
    Gpt  // decoder of transformer blocks: norm before each part, causal attention, GELU
};

// A network that is small enough to be trained here (core/live).
struct NetworkSpec
{
    NetworkKind kind = NetworkKind::Mlp;
    std::vector<int> sizes = {}; // mlp: width of the input and of each layer's output
    int layers = 0;              // gpt: blocks
    int hidden = 0;
    int heads = 0;
    int sequence = 0;
    int vocab = 256;
    bool tied = false;     // the head uses the table of the embedding
    double initStd = 0.02; // gpt: spread of the first weights
    std::uint64_t seed = 1;

    bool operator==(const NetworkSpec &) const = default;
};

// What a partition counts and a slider changes: dense layers, or blocks.
[[nodiscard]] int layerCount(const NetworkSpec &network);
// With more or fewer of them: hidden layers like the last one, between the same ends.
[[nodiscard]] NetworkSpec withLayers(NetworkSpec network, int layers);
// What a pipeline may cut between: each dense layer, or embedding, blocks and head.
[[nodiscard]] int unitCount(const NetworkSpec &network);
[[nodiscard]] bool isBlock(const NetworkSpec &network, int unit);

struct Slice
{
    int begin = 0;
    int end = 0; // one behind the last

    [[nodiscard]] int size() const { return end - begin; }
};
// The part of a whole that belongs to one of several: as even as possible, the first ones longer.
[[nodiscard]] constexpr Slice partOf(int whole, int part, int parts)
{
    const int base = whole / parts;
    const int longer = whole % parts;
    const auto begin = [&](int i) { return i * base + (i < longer ? i : longer); };
    return {begin(part), begin(part + 1)};
}

// What a tensor degree must divide. Of dense layers the largest common part of all hidden widths
// that is not wider than the last layer.
[[nodiscard]] int widthOfPartners(const NetworkSpec &network);

// The network as the simulation knows models: layers with exact parameters, FLOPs and bytes in
// fp32, or a transformer.
[[nodiscard]] ModelSpec modelOf(const NetworkSpec &network);

} // namespace core
