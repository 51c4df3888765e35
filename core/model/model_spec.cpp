// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_spec.h"

#include <algorithm>

namespace core {
namespace {

enum class Biases : std::uint8_t { None, All };

Biases biasesIf(bool wanted)
{
    return wanted ? Biases::All : Biases::None;
}

std::int64_t linearParameters(std::int64_t in, std::int64_t out, Biases biases)
{
    return in * out + (biases == Biases::All ? out : 0);
}

// RMSNorm has a scale, LayerNorm a scale and a shift.
std::int64_t normParameters(const TransformerSpec &spec)
{
    return spec.hidden * (spec.rmsNorm ? 1 : 2);
}

// DeepSeek-V2 (arXiv:2405.04434), section 2.1: queries, and keys with values, come out of a narrow
// vector each, with an RMSNorm on it; the rotary part of the key is one for all heads.
std::int64_t latentProjectionParameters(const TransformerSpec &spec)
{
    const std::int64_t query = spec.heads * (spec.headDimension + spec.ropeDimension);
    const std::int64_t queries =
        spec.queryRank > 0 ? spec.queryRank * (spec.hidden + 1 + query) : spec.hidden * query;
    const std::int64_t down = spec.hidden * (spec.kvRank + spec.ropeDimension) + spec.kvRank;
    return queries + down + spec.kvRank * spec.heads * (spec.headDimension + valueWidth(spec));
}

std::int64_t attentionParameters(const TransformerSpec &spec)
{
    const std::int64_t keyValue = spec.kvHeads * (spec.headDimension + valueWidth(spec));
    const std::int64_t projections =
        spec.kvRank > 0 ? latentProjectionParameters(spec)
                        : linearParameters(spec.hidden, spec.heads * spec.headDimension + keyValue,
                                           biasesIf(spec.bias || spec.qkvBias));
    const std::int64_t output = linearParameters(spec.heads * valueWidth(spec), spec.hidden,
                                                 biasesIf(spec.bias || spec.outputBias));
    return projections + output + (spec.queryKeyNorm ? 2 * spec.headDimension : 0);
}

std::int64_t mlpParameters(const TransformerSpec &spec, std::int64_t width)
{
    const Biases biases = biasesIf(spec.bias);
    return (spec.gatedMlp ? 2 : 1) * linearParameters(spec.hidden, width, biases) +
           linearParameters(width, spec.hidden, biases);
}

std::int64_t expertParameters(const TransformerSpec &spec)
{
    const std::int64_t router =
        linearParameters(spec.hidden, spec.experts, biasesIf(spec.routerBias));
    const std::int64_t shared = spec.sharedFfn > 0 ? mlpParameters(spec, spec.sharedFfn) : 0;
    const std::int64_t gate = spec.sharedGate ? spec.hidden : 0;
    return spec.experts * mlpParameters(spec, expertWidth(spec)) + router + shared + gate;
}

} // namespace

std::int64_t ModelSpec::layerCount() const
{
    if (const TransformerSpec *spec = transformer())
        return spec->layers;
    return static_cast<std::int64_t>(namedLayers()->size());
}

bool hasExperts(const TransformerSpec &spec, std::int64_t block)
{
    return spec.experts > 1 && block >= spec.denseLayers;
}

std::int64_t expertWidth(const TransformerSpec &spec)
{
    return spec.expertFfn > 0 ? spec.expertFfn : spec.ffn;
}

std::int64_t valueWidth(const TransformerSpec &spec)
{
    return spec.valueDimension > 0 ? spec.valueDimension : spec.headDimension;
}

std::int64_t blockParameters(const TransformerSpec &spec, std::int64_t block)
{
    return attentionParameters(spec) + 2 * normParameters(spec) +
           (hasExperts(spec, block) ? expertParameters(spec) : mlpParameters(spec, spec.ffn));
}

std::int64_t embeddingParameters(const TransformerSpec &spec)
{
    // An image has a projection of its patches, and a class token beside them.
    const std::int64_t input =
        spec.patch > 0
            ? linearParameters(spec.channels * spec.patch * spec.patch, spec.hidden, Biases::All) +
                  spec.hidden
            : spec.vocab * spec.hidden;
    return input + (spec.positions + spec.segments) * spec.hidden +
           (spec.embeddingNorm ? normParameters(spec) : 0);
}

std::int64_t headParameters(const TransformerSpec &spec)
{
    const std::int64_t square = linearParameters(spec.hidden, spec.hidden, Biases::All);
    return (spec.finalNorm ? normParameters(spec) : 0) + (spec.pooler ? square : 0) +
           (spec.headTransform ? square + normParameters(spec) : 0) +
           (spec.tiedEmbedding ? 0 : spec.vocab * spec.hidden) + (spec.headBias ? spec.vocab : 0);
}

std::int64_t parameterCount(const ModelSpec &model)
{
    if (const TransformerSpec *spec = model.transformer()) {
        const std::int64_t dense =
            spec->experts > 1 ? std::min(spec->denseLayers, spec->layers) : spec->layers;
        std::int64_t blocks = dense * blockParameters(*spec, 0);
        if (dense < spec->layers)
            blocks += (spec->layers - dense) * blockParameters(*spec, spec->layers - 1);
        return embeddingParameters(*spec) + blocks + headParameters(*spec) + spec->extraParameters;
    }
    std::int64_t count = 0;
    for (const NamedLayer &layer : *model.namedLayers())
        count += layer.parameters;
    return count;
}

std::int64_t activeParameterCount(const ModelSpec &model)
{
    const std::int64_t all = parameterCount(model);
    const TransformerSpec *spec = model.transformer();
    if (!spec || spec->experts <= 1 || spec->denseLayers >= spec->layers)
        return all;
    const std::int64_t idle =
        (spec->experts - spec->expertsPerToken) * mlpParameters(*spec, expertWidth(*spec));
    return all - (spec->layers - spec->denseLayers) * idle;
}

} // namespace core
