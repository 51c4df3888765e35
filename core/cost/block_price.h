// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/block_products.h"
#include "core/cost/block_sizes.h"
#include "core/cost/layer_price.h"

namespace core {

// Seconds of the three passes.
struct Passes
{
    double forward = 0;
    double input = 0;
    double weight = 0;

    Passes &operator+=(const Passes &other)
    {
        forward += other.forward;
        input += other.input;
        weight += other.weight;
        return *this;
    }
};

void addPasses(LayerPrice &price, CostPart part, const Passes &passes);

// y = x W, and its two backward products, in the precision of everything but the block's products.
[[nodiscard]] Passes linearPasses(const BlockProduct &product, const BlockSizes &z);

// Of a block, where its precision may be narrower: the products, and the casts of what goes in.
struct PricedProduct
{
    Passes product;
    Passes casts;
};
[[nodiscard]] PricedProduct priceProduct(const BlockProduct &product, const BlockSizes &z);

// The full core, as papers count it, even where a causal kernel computes half of it. For the whole
// group.
[[nodiscard]] double coreFlops(const BlockSizes &z);

// Scores, softmax and weighted values of the heads on this device.
[[nodiscard]] Passes attentionPasses(const TransformerSpec &spec, const BlockSizes &z);

// Bytes that one residual addition moves.
[[nodiscard]] double residualBytes(const TransformerSpec &spec, const BlockSizes &z);

// Norms, residual additions with dropout, activation function, transposes.
[[nodiscard]] Passes elementWisePasses(const TransformerSpec &spec, const BlockSizes &z);

// Gradients in bf16 are added to those of the micro-batches before by a kernel of its own:
// PyTorch's, as Megatron-LM, whose products add up what they make, keeps gradients of bf16 in fp32.
void accumulateNarrow(LayerPrice &price, const BlockSizes &z);

// The log, if there is one, is told what its work is added up from.
[[nodiscard]] LayerPrice priceBlock(const TransformerSpec &spec, std::int64_t block,
                                    const Scenario &scenario, OperationLog *log = nullptr,
                                    const PartnerFabrics *faulty = nullptr);

} // namespace core
