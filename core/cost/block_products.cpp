// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_products.h"

#include <algorithm>

namespace core {
namespace {

using Products = std::vector<BlockProduct>;

void addAttention(Products &products, const TransformerSpec &spec, double tokens)
{
    const std::int64_t queries = spec.heads * queryWidth(spec);
    if (spec.kvRank > 0) {
        if (spec.queryRank > 0)
            products.push_back({tokens, spec.hidden, spec.queryRank});
        products.push_back({tokens, spec.queryRank > 0 ? spec.queryRank : spec.hidden, queries});
        products.push_back({tokens, spec.hidden, spec.kvRank + spec.ropeDimension});
        products.push_back(
            {tokens, spec.kvRank, spec.heads * (spec.headDimension + valueWidth(spec))});
    } else {
        products.push_back({tokens, spec.hidden, queryKeyValueWidth(spec)});
    }
    products.push_back({tokens, spec.heads * valueWidth(spec), spec.hidden});
}

void addMlp(Products &products, const TransformerSpec &spec, std::int64_t width,
            const BlockProduct &share)
{
    products.push_back({share.rows, spec.hidden, (spec.gatedMlp ? 2 : 1) * width, share.batch});
    products.push_back({share.rows, width, spec.hidden, share.batch});
}

// Below one token for each expert, only those that get a token are computed.
BlockProduct shareOfAnExpert(const TransformerSpec &spec, double tokens)
{
    const double sent = tokens * static_cast<double>(spec.expertsPerToken);
    const double busy = std::min(sent, static_cast<double>(spec.experts));
    return {.rows = sent / busy, .batch = busy};
}

} // namespace

std::vector<BlockProduct> blockProducts(const TransformerSpec &spec, std::int64_t block,
                                        double tokens)
{
    Products products;
    products.reserve(10);
    addAttention(products, spec, tokens);
    const BlockProduct all = {.rows = tokens};
    if (!hasExperts(spec, block)) {
        addMlp(products, spec, spec.ffn, all);
        return products;
    }
    products.push_back({tokens, spec.hidden, spec.experts}); // the router
    addMlp(products, spec, expertWidth(spec), shareOfAnExpert(spec, tokens));
    if (spec.sharedFfn > 0)
        addMlp(products, spec, spec.sharedFfn, all);
    return products;
}

std::int64_t mlpWidth(const TransformerSpec &spec, std::int64_t block)
{
    if (!hasExperts(spec, block))
        return spec.ffn;
    return spec.expertsPerToken * expertWidth(spec) + spec.sharedFfn;
}

std::int64_t queryWidth(const TransformerSpec &spec)
{
    return spec.headDimension + spec.ropeDimension;
}

std::int64_t queryKeyValueWidth(const TransformerSpec &spec)
{
    return spec.heads * queryWidth(spec) + spec.kvHeads * (queryWidth(spec) + valueWidth(spec));
}

std::int64_t latentWidth(const TransformerSpec &spec)
{
    if (spec.kvRank == 0)
        return 0;
    return 2 * spec.queryRank + 2 * spec.kvRank + spec.ropeDimension;
}

} // namespace core
