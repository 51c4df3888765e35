// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/block_price.h"

namespace core {

// Seconds of the collectives of tensor partners in a block, and which of them have work beside
// them. The rest of the input pass gathers what the scattered sums have as gradients.
struct TensorPasses : Passes
{
    double again = 0; // of input: gathers of what the forward pass had gathered and not kept
    double sums = 0;  // of input: sums of input gradients over the partners
};
[[nodiscard]] TensorPasses tensorPasses(const BlockSizes &z);
// The same of the embedding, each partner of which has a part of the table, and of the head.
[[nodiscard]] TensorPasses embeddingPasses(const TransformerSpec &spec, const BlockSizes &z);
[[nodiscard]] TensorPasses headPasses(const BlockSizes &z);
// Bytes of these that each partner sends.
[[nodiscard]] Passes sentByEmbedding(const TransformerSpec &spec, const BlockSizes &z);
[[nodiscard]] Passes sentByHead(const BlockSizes &z);

// Of these, what products of this pass hide when they are cut into pieces (Transformer Engine).
struct HiddenTensor
{
    double forward = 0;
    double input = 0;
    double besideWeights = 0; // of input too, where weight gradients are made in the same visit
};
// Tensor partners by PyTorch's DTensor: asked for, or where weights are sharded as well.
[[nodiscard]] bool runsOnDTensor(const ParallelSpec &parallel);
// Whether the software cuts collectives of sequence parallelism for that.
[[nodiscard]] bool cutsIntoPieces(const SoftwareSpec &software, bool onPyTorch);
// Whether it runs sums of input gradients beside the weight gradients.
[[nodiscard]] bool overlapsWeightGradients(const SoftwareSpec &software, bool onPyTorch);
// Of a block or the head, which nobody cuts into pieces.
[[nodiscard]] HiddenTensor hiddenTensor(LayerKind kind, const TensorPasses &tensor,
                                        const Passes &products, const BlockSizes &z);

// Tells the log of the last of them in a forward pass.
void noteLastSum(const BlockSizes &z);

} // namespace core
