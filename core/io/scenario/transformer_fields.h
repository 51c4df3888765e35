// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

#include <string_view>

namespace core {

// How scenario files spell the fields of a transformer: what is read is what is written.
struct TransformerCount
{
    std::string_view key;
    std::int64_t TransformerSpec::*field;
};
constexpr TransformerCount kTransformerCounts[] = {
    {"hidden", &TransformerSpec::hidden},
    {"layers", &TransformerSpec::layers},
    {"heads", &TransformerSpec::heads},
    {"kv_heads", &TransformerSpec::kvHeads},
    {"head_dim", &TransformerSpec::headDimension},
    {"ffn", &TransformerSpec::ffn},
    {"vocab", &TransformerSpec::vocab},
    {"positions", &TransformerSpec::positions},
    {"extra_parameters", &TransformerSpec::extraParameters},
    {"experts", &TransformerSpec::experts},
    {"experts_per_token", &TransformerSpec::expertsPerToken},
    {"dense_layers", &TransformerSpec::denseLayers},
    {"expert_ffn", &TransformerSpec::expertFfn},
    {"shared_ffn", &TransformerSpec::sharedFfn},
    {"expert_groups", &TransformerSpec::expertGroups},
    {"groups_per_token", &TransformerSpec::groupsPerToken},
    {"kv_rank", &TransformerSpec::kvRank},
    {"query_rank", &TransformerSpec::queryRank},
    {"rope_dim", &TransformerSpec::ropeDimension},
    {"value_dim", &TransformerSpec::valueDimension},
    {"patch", &TransformerSpec::patch},
    {"channels", &TransformerSpec::channels},
    {"segments", &TransformerSpec::segments},
};

struct TransformerFlag
{
    std::string_view key;
    bool TransformerSpec::*field;
};
constexpr TransformerFlag kTransformerFlags[] = {
    {"gated_mlp", &TransformerSpec::gatedMlp},
    {"tied_embedding", &TransformerSpec::tiedEmbedding},
    {"bias", &TransformerSpec::bias},
    {"rms_norm", &TransformerSpec::rmsNorm},
    {"flash_attention", &TransformerSpec::flashAttention},
    {"causal", &TransformerSpec::causal},
    {"parallel_blocks", &TransformerSpec::parallelBlocks},
    {"shared_gate", &TransformerSpec::sharedGate},
    {"router_bias", &TransformerSpec::routerBias},
    {"qkv_bias", &TransformerSpec::qkvBias},
    {"output_bias", &TransformerSpec::outputBias},
    {"query_key_norm", &TransformerSpec::queryKeyNorm},
    {"embedding_norm", &TransformerSpec::embeddingNorm},
    {"final_norm", &TransformerSpec::finalNorm},
    {"pooler", &TransformerSpec::pooler},
    {"head_transform", &TransformerSpec::headTransform},
    {"head_bias", &TransformerSpec::headBias},
};

} // namespace core
