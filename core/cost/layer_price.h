// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace core {

enum class LayerKind : std::uint8_t { Embedding, Block, Head, Named };

// What one layer costs for one micro-batch on a healthy device. Formulas: see each .cpp.
struct LayerPrice
{
    LayerKind kind = LayerKind::Block;
    std::string name;
    std::int64_t parameters = 0;
    Nanos forward;
    Nanos backwardInput;     // gradient with respect to the input
    Nanos backwardWeight;    // gradient with respect to the weights
    Nanos recompute;         // of what backward needs again
    double forwardFlops = 0; // model FLOPs, per micro-batch; backward is twice that
    double recomputeFlops = 0;
    Bytes kept;      // activations from forward to backward
    Bytes transient; // alive only while backward of this layer runs
    Bytes output;    // handed to the next layer

    [[nodiscard]] Nanos backward() const { return backwardInput + backwardWeight; }
};

// Embedding, blocks and head of a transformer, or the named layers, in order.
[[nodiscard]] std::vector<LayerPrice> priceLayers(const Scenario &scenario);

// Matrix product M x K times K x N, batch times: the slower of arithmetic (padded to tiles and
// waves) and memory traffic, plus the launch. Seconds.
struct GemmShape
{
    std::int64_t m = 1;
    std::int64_t n = 1;
    std::int64_t k = 1;
    std::int64_t batch = 1;
};
[[nodiscard]] double gemmSeconds(const GemmShape &shape, const Scenario &scenario);

// Element-wise kernel that moves this many bytes. Seconds.
[[nodiscard]] double memoryBoundSeconds(double bytes, const Scenario &scenario);

// Adam or SGD over this many parameters on one device.
[[nodiscard]] Nanos optimizerTime(std::int64_t parameters, const Scenario &scenario);

[[nodiscard]] std::int64_t bytesPerElement(Precision precision); // of activations and weights
[[nodiscard]] double peakFlops(const Scenario &scenario); // of one device, in the precision used

} // namespace core
