// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/cost/kernel_price.h"
#include "core/scenario/scenario.h"

#include <array>
#include <string>
#include <vector>

namespace core {

enum class LayerKind : std::uint8_t { Embedding, Block, Head, Named };

// What the time of a visit is spent on.
enum class CostPart : std::uint8_t {
    Matrix,      // matrix products
    MemoryBound, // element-wise kernels
    Attention,   // scores, softmax, weighted values
    TensorComm,  // collectives of tensor partners, exposed
    ContextComm,
    ExpertComm,
    DataComm,     // gathered parameters and scattered gradients that nothing hides
    PipelineComm, // exposed hand-over
    Host          // the device waits for kernels to be issued
};
constexpr int kCostParts = 9;

// Seconds by part.
struct Work
{
    std::array<double, kCostParts> parts{};

    [[nodiscard]] double &operator[](CostPart part)
    {
        return parts[static_cast<std::size_t>(part)];
    }
    [[nodiscard]] double operator[](CostPart part) const
    {
        return parts[static_cast<std::size_t>(part)];
    }
    Work &operator+=(const Work &other)
    {
        for (std::size_t i = 0; i < parts.size(); ++i)
            parts[i] += other.parts[i];
        return *this;
    }
    [[nodiscard]] double total() const
    {
        double sum = 0;
        for (const double part : parts)
            sum += part;
        return sum;
    }
};

// Seconds of collectives that run beside the work of their own pass.
struct HiddenComm
{
    double tensor = 0;
    double expert = 0;

    [[nodiscard]] double total() const { return tensor + expert; }
};

// Of a layer that is sharded and used in turn; else nothing.
struct ShardPrice
{
    double gather = 0;      // seconds to gather its weights
    double scatter = 0;     // seconds to reduce and scatter its gradients
    double gatherBytes = 0; // that each device receives for that
    double scatterBytes = 0;
    double gatherAgain = 0; // seconds and bytes of the gather for the input gradient, which may be
    double gatherAgainBytes = 0; // of a copy that is nearer
};

// What one layer costs for one micro-batch on one healthy device of its group. Formulas: see each
// .cpp. The host issues kernels beside the device, so a visit is not the sum of its layers: the
// plan combines the two (visit_price.h).
struct LayerPrice : ShardPrice
{
    LayerKind kind = LayerKind::Block;
    std::string name;
    std::int64_t parameters = 0;       // on one device, not sharded
    std::int64_t expertParameters = 0; // of these, in experts
    Work forwardWork;
    Work inputWork;           // gradient with respect to the input
    Work weightWork;          // gradient with respect to the weights
    Work recomputeWork;       // of what backward needs again
    HiddenComm hiddenForward; // of these collectives, by pass
    HiddenComm hiddenInput;
    HiddenComm hiddenRecompute;
    double hiddenTensor = 0; // and seconds of inputWork's collectives, where the weight gradients
                             // are made beside them
    double hostForward = 0;  // seconds
    double hostBackward = 0;
    double hostRecompute = 0;
    Nanos forward; // device time, rounded
    Nanos backwardInput;
    Nanos backwardWeight;
    Nanos recompute;
    double forwardFlops =
        0; // model FLOPs, per micro-batch, of the whole group; backward is twice that
    double recomputeFlops = 0;
    Bytes kept;           // activations from forward to backward
    Bytes keptUntilInput; // beside them, to the end of the input gradient: logits
    Bytes keptForWeight;  // beside them, from a split backward's input gradient to its weight
                          // gradient: gradients of activations that the latter multiplies
    Bytes transient;      // alive only while backward of this layer runs
    Bytes passing;        // made and freed within its forward pass; counted by allocators alone
    Bytes output;         // of one device, handed to the next layer

    [[nodiscard]] Nanos backward() const { return backwardInput + backwardWeight; }
    [[nodiscard]] bool isOutsideBlocks() const
    {
        return kind == LayerKind::Embedding || kind == LayerKind::Head;
    }
    // Device times from work.
    void round();
};

// Of the weights of a layer, when they are gathered: those of blocks may be in fp8 already, as the
// products read them.
[[nodiscard]] std::int64_t gatheredBytesEach(const LayerPrice &layer, const Scenario &scenario);

// Embedding, blocks and head of a transformer, or the named layers, in order.
[[nodiscard]] std::vector<LayerPrice> priceLayers(const Scenario &scenario);

} // namespace core
