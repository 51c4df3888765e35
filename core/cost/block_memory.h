// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/block_sizes.h"
#include "core/cost/layer_price.h"

namespace core {

// Whether full recomputation ends before the last product of a layer.
[[nodiscard]] bool stopsRecomputing(const TransformerSpec &spec, const Scenario &scenario);

// Selective recomputation as PyTorch does it where it shards the weights: by operations.
[[nodiscard]] bool recomputesOperations(const TransformerSpec &spec, const Scenario &scenario);

// Says in the price of a block what it keeps for backward, and what backward makes again: the parts
// that selective recomputation takes, or all of it. core: seconds of the attention core forward.
void setKept(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z, double core,
             Recompute recompute);

} // namespace core
