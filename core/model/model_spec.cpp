// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_spec.h"

namespace core {
namespace {

// RMSNorm has a scale, LayerNorm a scale and a shift.
std::int64_t normParameters(const TransformerSpec &spec)
{
    return spec.hidden * (spec.rmsNorm ? 1 : 2);
}

std::int64_t attentionParameters(const TransformerSpec &spec)
{
    const std::int64_t query = spec.heads * spec.headDimension;
    const std::int64_t keyValue = 2 * spec.kvHeads * spec.headDimension;
    const std::int64_t weights = spec.hidden * (query + keyValue) + query * spec.hidden;
    const std::int64_t biases = query + keyValue + spec.hidden;
    return weights + (spec.bias ? biases : 0);
}

// All experts, and the router if there is more than one.
std::int64_t mlpParameters(const TransformerSpec &spec)
{
    const std::int64_t inputs = spec.gatedMlp ? 2 : 1;
    const std::int64_t weights = (inputs + 1) * spec.hidden * spec.ffn;
    const std::int64_t biases = inputs * spec.ffn + spec.hidden;
    const std::int64_t router = spec.experts > 1 ? spec.hidden * spec.experts : 0;
    return spec.experts * (weights + (spec.bias ? biases : 0)) + router;
}

} // namespace

std::int64_t ModelSpec::layerCount() const
{
    if (const TransformerSpec *spec = transformer())
        return spec->layers;
    return static_cast<std::int64_t>(namedLayers()->size());
}

std::int64_t parametersPerBlock(const TransformerSpec &spec)
{
    return attentionParameters(spec) + mlpParameters(spec) + 2 * normParameters(spec);
}

std::int64_t embeddingParameters(const TransformerSpec &spec)
{
    return (spec.vocab + spec.positions) * spec.hidden;
}

std::int64_t headParameters(const TransformerSpec &spec)
{
    return normParameters(spec) + (spec.tiedEmbedding ? 0 : spec.vocab * spec.hidden);
}

std::int64_t parameterCount(const ModelSpec &model)
{
    if (const TransformerSpec *spec = model.transformer())
        return embeddingParameters(*spec) + spec->layers * parametersPerBlock(*spec) +
               headParameters(*spec) + spec->extraParameters;
    std::int64_t count = 0;
    for (const NamedLayer &layer : *model.namedLayers())
        count += layer.parameters;
    return count;
}

} // namespace core
