// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

#include <vector>

namespace core {

// One linear layer of a block: rows x in times in x out, batch times. Rows of experts are a mean,
// so they need not be whole: every expert is taken to get its equal share of the tokens.
struct BlockProduct
{
    double rows = 0;
    std::int64_t in = 0;
    std::int64_t out = 0;
    double batch = 1;

    [[nodiscard]] double flops() const
    {
        return 2 * rows * static_cast<double>(in) * static_cast<double>(out) * batch;
    }
};

// The linear layers of a block (0 is the first) over this many tokens, in order.
[[nodiscard]] std::vector<BlockProduct> blockProducts(const TransformerSpec &spec,
                                                      std::int64_t block, double tokens);

// Elements that each token has between the two products of an MLP, over all experts it meets.
[[nodiscard]] std::int64_t mlpWidth(const TransformerSpec &spec, std::int64_t block);

// Elements of queries, keys and values of a token; and of the narrow vectors that latent attention
// makes them from, with their norms.
[[nodiscard]] std::int64_t queryKeyValueWidth(const TransformerSpec &spec);
[[nodiscard]] std::int64_t latentWidth(const TransformerSpec &spec);

// Of one query or key head, with its rotary part.
[[nodiscard]] std::int64_t queryWidth(const TransformerSpec &spec);

} // namespace core
