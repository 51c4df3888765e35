// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/operation.h"
#include "core/model/model_spec.h"

#include <array>

namespace core {

// What of a product comes from, or goes to, the devices whose tokens experts take.
enum class Sent : std::uint8_t { Nothing, Input, Gradient };

// One linear layer of a block: rows x in times in x out, batch times. Rows of experts are a mean,
// so they need not be whole: every expert is taken to get its equal share of the tokens.
struct BlockProduct
{
    double rows = 0;
    double in = 0;
    double out = 0;
    double batch = 1;
    Sent sent = Sent::Nothing;
    bool narrows = true; // false: in the precision of the rest, whatever products have (routers)
    OperationName name = OperationName::Rest;

    [[nodiscard]] double flops() const { return 2 * rows * in * out * batch; }
};

// Over how many devices a block is split: tensor partners cut each product, expert partners share
// the experts and send each other tokens.
struct BlockSplit
{
    double tensor = 1;
    double expert = 1;
};

struct BlockProducts
{
    static constexpr std::size_t kMost = 10;
    std::array<BlockProduct, kMost> list;
    std::size_t count = 0;

    void add(OperationName name, const BlockProduct &product)
    {
        list[count] = product;
        list[count++].name = name;
    }
    [[nodiscard]] const BlockProduct *begin() const { return list.data(); }
    [[nodiscard]] const BlockProduct *end() const { return list.data() + count; }
};

// The linear layers of a block (0 is the first) over this many tokens, in order, on one device.
[[nodiscard]] BlockProducts blockProducts(const TransformerSpec &spec, std::int64_t block,
                                          double tokens, const BlockSplit &split);

// Of these, the products that make queries, keys and values out of the narrow vectors of latent
// attention.
[[nodiscard]] BlockProducts upProjections(const TransformerSpec &spec, double tokens,
                                          double tensor);

// Elements that each token has between the two products of an MLP, over all experts it meets.
[[nodiscard]] std::int64_t mlpWidth(const TransformerSpec &spec, std::int64_t block);

// Of one query or key head, with its rotary part.
[[nodiscard]] std::int64_t queryWidth(const TransformerSpec &spec);

} // namespace core
