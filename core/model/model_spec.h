// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace core {

// Transformer blocks between an embedding and a head. Sizes are in elements. A field that is 0 or
// false stands for a part that the model does not have; parameter counts are exact.
struct TransformerSpec
{
    std::int64_t hidden = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t kvHeads = 0; // fewer than heads: grouped-query attention
    std::int64_t headDimension = 0;
    std::int64_t ffn = 0;             // of the MLP of a layer without experts
    std::int64_t vocab = 0;           // with patch: classes of the head, 0: no head
    std::int64_t positions = 0;       // rows of a learned position table, 0: rotary or ALiBi
    std::int64_t extraParameters = 0; // what is not covered by any field here
    bool gatedMlp = false;
    bool tiedEmbedding = true;
    bool bias = true; // of every linear layer in the blocks
    bool rmsNorm = false;
    bool flashAttention = false; // the scores are never stored
    bool causal = true;          // a token sees only those before it
    bool parallelBlocks = false; // attention and MLP read the same input (GPT-NeoX)

    // Experts: a router sends each token to some of them, the shared one sees every token.
    std::int64_t experts = 1;
    std::int64_t expertsPerToken = 1;
    std::int64_t denseLayers = 0;    // the first layers that have a plain MLP of width ffn instead
    std::int64_t expertFfn = 0;      // width of one expert, 0: ffn
    std::int64_t sharedFfn = 0;      // width of the shared expert
    std::int64_t expertGroups = 0;   // equal groups that the experts are in, 0: one
    std::int64_t groupsPerToken = 0; // in how many of them a token's experts are, 0: in any
    bool sharedGate = false;         // which is weighted by a gate of its own (Qwen2-MoE)
    bool routerBias = false;         // one correction for each expert (DeepSeek-V3)

    // Attention beyond the plain one.
    bool qkvBias = false;            // biases here even where bias is false (Qwen2)
    bool outputBias = false;         // likewise, of the output projection
    bool queryKeyNorm = false;       // of each query and key head (Qwen3)
    std::int64_t kvRank = 0;         // multi-head latent attention: rank of keys and values
    std::int64_t queryRank = 0;      // and of queries, 0: a plain projection
    std::int64_t ropeDimension = 0;  // rotary part of a head, beside headDimension
    std::int64_t valueDimension = 0; // of a value head, 0: headDimension

    // Embedding and head.
    std::int64_t patch = 0;     // side of an image patch in pixels, 0: the input is tokens
    std::int64_t channels = 3;  // of the image
    std::int64_t segments = 0;  // rows of a token type table (BERT)
    bool embeddingNorm = false; // behind the embedding (BLOOM, BERT)
    bool finalNorm = true;      // before the head
    bool pooler = false;        // a square layer on the first token (BERT, ViT)
    bool headTransform = false; // a square layer and a norm before the head (BERT)
    bool headBias = false;

    bool operator==(const TransformerSpec &) const = default;
};

// A convolution on a square map, the batch normalisation behind it, and what follows.
struct Convolution
{
    std::int64_t in = 1;
    std::int64_t out = 1;
    std::int64_t kernel = 1; // pixels on a side
    std::int64_t side = 1;   // of the map that it makes
    std::int64_t stride = 1;
    bool residual = false; // a shortcut is added before it, so both are kernels of their own

    bool operator==(const Convolution &) const = default;
};

// One named layer given by its own numbers, per sample; backward costs twice the forward.
struct NamedLayer
{
    std::string name;
    std::int64_t parameters = 0;
    double forwardFlops = 0;                    // per sample
    std::int64_t activationBytes = 0;           // kept for backward, per sample
    std::int64_t outputBytes = 0;               // handed to the next layer, per sample
    std::vector<Convolution> convolutions = {}; // what it is made of; none: one product

    bool operator==(const NamedLayer &) const = default;
};

struct ModelSpec
{
    std::string id; // of the preset that it came from; empty when given in full
    std::string title;
    std::string source; // where the numbers are published
    bool verified = true;
    std::int64_t sequence = 1; // default sequence length; 1 for models without one
    std::variant<TransformerSpec, std::vector<NamedLayer>> shape;

    [[nodiscard]] const TransformerSpec *transformer() const { return std::get_if<0>(&shape); }
    [[nodiscard]] const std::vector<NamedLayer> *namedLayers() const
    {
        return std::get_if<1>(&shape);
    }
    // Blocks of a transformer or named layers: what a partition counts and a slider changes.
    [[nodiscard]] std::int64_t layerCount() const;

    bool operator==(const ModelSpec &) const = default;
};

// Does this block (0 is the first) have experts instead of a plain MLP?
[[nodiscard]] bool hasExperts(const TransformerSpec &spec, std::int64_t block);
[[nodiscard]] std::int64_t expertWidth(const TransformerSpec &spec);
[[nodiscard]] std::int64_t valueWidth(const TransformerSpec &spec); // of one head

[[nodiscard]] std::int64_t blockParameters(const TransformerSpec &spec, std::int64_t block);
// Tokens or patches, positions, segments and the norm behind them.
[[nodiscard]] std::int64_t embeddingParameters(const TransformerSpec &spec);
// Final norm, pooler, and the head with its transform; the matrix of the head unless it is tied.
[[nodiscard]] std::int64_t headParameters(const TransformerSpec &spec);
[[nodiscard]] std::int64_t parameterCount(const ModelSpec &model);
// Those that one token meets: of the experts only as many as it is sent to.
[[nodiscard]] std::int64_t activeParameterCount(const ModelSpec &model);

} // namespace core
