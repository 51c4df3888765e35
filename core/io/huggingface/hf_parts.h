// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/huggingface/hf_config.h"

// What the readers of several families have in common.

namespace core {

constexpr std::int64_t kMostHidden = 1'000'000;
constexpr std::int64_t kMostLayers = 100'000;
constexpr std::int64_t kMostHeads = 100'000;
constexpr std::int64_t kMostWidth = 100'000'000;
constexpr std::int64_t kMostTokens = 100'000'000;
constexpr std::int64_t kMostExperts = 100'000;

// A family's names for the sizes that all have; its own name comes first. usualHead: how wide heads
// are without head_dim; 0: the width of the model is divided among them.
struct SizeNames
{
    HfConfig::Names hidden = {"hidden_size"};
    HfConfig::Names layers = {"num_hidden_layers"};
    HfConfig::Names heads = {"num_attention_heads"};
    std::int64_t usualHead = 0;
};
[[nodiscard]] TransformerSpec readSizes(HfConfig &config, const SizeNames &names = {});

void readTokens(HfConfig &config, TransformerSpec &spec, bool usuallyTied);

// As trained, but no longer than most are.
[[nodiscard]] std::int64_t usualSequence(HfConfig &config);

// Fewer heads of keys and values than of queries; missing: an error, or as many.
void readSharedKeys(HfConfig &config, TransformerSpec &spec);
void readKeysOrAll(HfConfig &config, TransformerSpec &spec);

// Of queries, keys and values, and of what follows attention.
void readAttentionBias(HfConfig &config, TransformerSpec &spec, bool usually);
// All that LlamaConfig has; an MLP with biases is refused.
[[nodiscard]] TransformerSpec readLlamaItself(HfConfig &config, ModelSpec &model);

// RMSNorm, gated MLP, rotary positions, no biases: Llama and its followers.
[[nodiscard]] TransformerSpec readLlamaLike(HfConfig &config, ModelSpec &model,
                                            bool usuallyTied = false, const SizeNames &names = {});

void readChosenExperts(HfConfig &config, TransformerSpec &spec, const HfConfig::Names &names,
                       const HfConfig::Names &chosen = {"num_experts_per_tok"});

} // namespace core
