// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_products.h"

#include <algorithm>

namespace core {
namespace {

double wide(std::int64_t elements)
{
    return static_cast<double>(elements);
}

// Tensor partners have whole heads of queries, and at least one of keys and values each. What
// latent attention makes first is narrow, and every partner makes it.
void addAttention(BlockProducts &products, const TransformerSpec &spec, double tokens,
                  double tensor)
{
    using enum OperationName;
    const double hidden = wide(spec.hidden);
    const double heads = wide(spec.heads) / tensor;
    const double queries = heads * wide(queryWidth(spec));
    if (spec.kvRank > 0) {
        products.add(QueryDown,
                     {tokens, hidden, spec.queryRank > 0 ? wide(spec.queryRank) : queries});
        products.add(KeyValueDown, {tokens, hidden, wide(spec.kvRank + spec.ropeDimension)});
        for (const BlockProduct &up : upProjections(spec, tokens, tensor))
            products.add(up.name, up);
    } else {
        const double pairs = std::max(1.0, wide(spec.kvHeads) / tensor);
        products.add(QueryKeyValue,
                     {tokens, hidden, queries + pairs * wide(queryWidth(spec) + valueWidth(spec))});
    }
    products.add(AttentionOutput, {tokens, heads * wide(valueWidth(spec)), hidden});
}

// The two products of an MLP.
struct MlpNames
{
    OperationName in = OperationName::MlpIn;
    OperationName out = OperationName::MlpOut;
};

void addMlp(BlockProducts &products, const TransformerSpec &spec, double width,
            const BlockProduct &share, const MlpNames &names)
{
    const double hidden = wide(spec.hidden);
    const bool experts = share.sent != Sent::Nothing;
    products.add(names.in, {share.rows, hidden, (spec.gatedMlp ? 2 : 1) * width, share.batch,
                            experts ? Sent::Input : Sent::Nothing});
    products.add(names.out, {share.rows, width, hidden, share.batch,
                             experts ? Sent::Gradient : Sent::Nothing});
}

// Of the experts on this device. With fewer tokens than experts, only experts that get one are
// computed.
BlockProduct shareOfAnExpert(const TransformerSpec &spec, double tokens, double partners)
{
    const double sent = tokens * wide(spec.expertsPerToken);
    const double busy = std::min(sent, wide(spec.experts) / partners);
    return {.rows = sent / busy, .batch = busy, .sent = Sent::Input};
}

} // namespace

BlockProducts blockProducts(const TransformerSpec &spec, std::int64_t block, double tokens,
                            const BlockSplit &split)
{
    using enum OperationName;
    BlockProducts products;
    addAttention(products, spec, tokens, split.tensor);
    const BlockProduct all = {.rows = tokens};
    if (!hasExperts(spec, block)) {
        addMlp(products, spec, wide(spec.ffn) / split.tensor, all, {});
        return products;
    }
    products.add(
        Router,
        {.rows = tokens, .in = wide(spec.hidden), .out = wide(spec.experts), .narrows = false});
    addMlp(products, spec, wide(expertWidth(spec)) / split.tensor,
           shareOfAnExpert(spec, tokens, split.expert), {.in = ExpertIn, .out = ExpertOut});
    if (spec.sharedFfn > 0)
        addMlp(products, spec, wide(spec.sharedFfn) / split.tensor, all,
               {.in = SharedExpertIn, .out = SharedExpertOut});
    return products;
}

BlockProducts upProjections(const TransformerSpec &spec, double tokens, double tensor)
{
    BlockProducts products;
    const double heads = wide(spec.heads) / tensor;
    if (spec.queryRank > 0)
        products.add(OperationName::QueryUp,
                     {tokens, wide(spec.queryRank), heads * wide(queryWidth(spec))});
    if (spec.kvRank > 0)
        products.add(
            OperationName::KeyValueUp,
            {tokens, wide(spec.kvRank), heads * wide(spec.headDimension + valueWidth(spec))});
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

} // namespace core
