// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace core {

// A stack of equal transformer blocks between an embedding and a language-model head.
// Sizes are in elements; see COST_MODEL for the formulas (Korthikanti 2022, Narayanan 2021).
struct TransformerSpec
{
    std::int64_t hidden = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t kvHeads = 0; // fewer than heads: grouped-query attention
    std::int64_t headDimension = 0;
    std::int64_t ffn = 0;
    std::int64_t vocab = 0;
    std::int64_t positions = 0;       // rows of a learned position table, 0 for rotary positions
    std::int64_t extraParameters = 0; // what stands outside blocks, embedding, head and final norm
    bool gatedMlp = false;
    bool tiedEmbedding = true;
    bool bias = true;
    bool rmsNorm = false;
    bool flashAttention = false; // the scores are never stored
    std::int64_t experts = 1;
    std::int64_t expertsPerToken = 1;

    bool operator==(const TransformerSpec &) const = default;
};

// One named layer given by its own numbers, per sample; backward costs twice the forward.
struct NamedLayer
{
    std::string name;
    std::int64_t parameters = 0;
    double forwardFlops = 0;          // per sample
    std::int64_t activationBytes = 0; // kept for backward, per sample
    std::int64_t outputBytes = 0;     // handed to the next layer, per sample

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

[[nodiscard]] std::int64_t parametersPerBlock(const TransformerSpec &spec);
[[nodiscard]] std::int64_t embeddingParameters(const TransformerSpec &spec); // tokens and positions
[[nodiscard]] std::int64_t
headParameters(const TransformerSpec &spec); // final norm, and the head unless tied
[[nodiscard]] std::int64_t parameterCount(const ModelSpec &model);

} // namespace core
