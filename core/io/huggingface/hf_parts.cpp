// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/huggingface/hf_parts.h"

#include <algorithm>

namespace core {
namespace {

// Models for long texts are trained on shorter ones; a longer default would only surprise.
constexpr std::int64_t kLongestUsualSequence = 8192;

} // namespace

TransformerSpec readSizes(HfConfig &config, const SizeNames &names)
{
    TransformerSpec spec;
    spec.hidden = config.size(names.hidden, kMostHidden);
    spec.layers = config.size(names.layers, kMostLayers);
    spec.heads = config.size(names.heads, kMostHeads);
    spec.kvHeads = spec.heads;
    spec.headDimension = config.sizeOr({"head_dim"}, kMostHidden, names.usualHead);
    if (spec.headDimension == 0) {
        config.requireDivisible(names.hidden, spec.hidden, names.heads, spec.heads, "");
        spec.headDimension = spec.hidden / spec.heads;
    }
    return spec;
}

void readTokens(HfConfig &config, TransformerSpec &spec, bool usuallyTied)
{
    spec.vocab = config.size({"vocab_size"}, kMostTokens);
    // Without a head there is no matrix of its own to count.
    spec.tiedEmbedding =
        config.flagOr("tie_word_embeddings", usuallyTied) || config.task() == HfTask::Base;
}

std::int64_t usualSequence(HfConfig &config)
{
    return std::min(kLongestUsualSequence,
                    config.sizeOr({"max_position_embeddings", "seq_length"}, kMostTokens, 2048));
}

namespace {

void requireSharedEvenly(HfConfig &config, const TransformerSpec &spec)
{
    config.requireDivisible({"num_attention_heads"}, spec.heads, {"num_key_value_heads"},
                            spec.kvHeads, "heads share keys and values evenly");
}

} // namespace

void readSharedKeys(HfConfig &config, TransformerSpec &spec)
{
    spec.kvHeads = config.size({"num_key_value_heads"}, kMostHeads);
    requireSharedEvenly(config, spec);
}

void readKeysOrAll(HfConfig &config, TransformerSpec &spec)
{
    spec.kvHeads = config.sizeOr({"num_key_value_heads"}, kMostHeads, spec.heads);
    requireSharedEvenly(config, spec);
}

void readAttentionBias(HfConfig &config, TransformerSpec &spec, bool usually)
{
    spec.qkvBias = config.flagOr("attention_bias", usually);
    spec.outputBias = spec.qkvBias;
}

TransformerSpec readLlamaLike(HfConfig &config, ModelSpec &model, bool usuallyTied,
                              const SizeNames &names)
{
    TransformerSpec spec = readSizes(config, names);
    spec.ffn = config.size({"intermediate_size"}, kMostWidth);
    readTokens(config, spec, usuallyTied);
    spec.gatedMlp = true;
    spec.rmsNorm = true;
    spec.bias = false;
    spec.flashAttention = true;
    model.sequence = usualSequence(config);
    return spec;
}

void readChosenExperts(HfConfig &config, TransformerSpec &spec, const HfConfig::Names &names,
                       const HfConfig::Names &chosen)
{
    spec.experts = config.sizeOfEach(names, kMostExperts);
    spec.expertsPerToken = config.sizeOfEach(chosen, spec.experts);
}

TransformerSpec readLlamaItself(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readKeysOrAll(config, spec);
    readAttentionBias(config, spec, false);
    config.requireFlag("mlp_bias", false);
    return spec;
}

} // namespace core
