// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes from torchtitan v0.2.2 and its main branch of 2026-08, models/*/__init__.py.
#include "core/io/launch/torchtitan_flavors.h"

#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/presets/presets.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace core {
namespace {

enum class Tied : bool { No, Yes };

// Of a dense model whose MLP is gated and whose layers have no bias.
struct DenseRow
{
    std::string_view name;
    std::int64_t hidden = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t kvHeads = 0;
    std::int64_t ffn = 0;
    std::int64_t vocab = 0;
    Tied tied = Tied::No;
};

constexpr std::int64_t kLlamaVocab = 128256;
constexpr DenseRow kLlama3[] = {
    {"debugmodel", 256, 6, 16, 16, 768, 2048},
    {"1B", 2048, 16, 32, 8, 8192, kLlamaVocab, Tied::Yes},
    {"3B", 3072, 28, 24, 8, 8192, kLlamaVocab, Tied::Yes},
    {"8B", 4096, 32, 32, 8, 14336, kLlamaVocab},
    {"70B", 8192, 80, 64, 8, 28672, kLlamaVocab},
    {"405B", 16384, 126, 128, 8, 53248, kLlamaVocab},
};

// Of 2024.
constexpr DenseRow kLlama2[] = {
    {"7B", 4096, 32, 32, 32, 11008, 32000},
    {"13B", 5120, 40, 40, 40, 13824, 32000},
    {"70B", 8192, 80, 64, 8, 28672, 32000},
};

constexpr std::int64_t kQwenVocab = 151936;
constexpr DenseRow kQwen3[] = {
    {"debugmodel", 256, 8, 16, 8, 3072, 2048, Tied::Yes},
    {"0.6B", 1024, 28, 16, 8, 3072, kQwenVocab, Tied::Yes},
    {"1.7B", 2048, 28, 16, 8, 6144, kQwenVocab, Tied::Yes},
    {"4B", 2560, 36, 32, 8, 9728, kQwenVocab, Tied::Yes},
    {"8B", 4096, 36, 32, 8, 12288, kQwenVocab},
    {"14B", 5120, 40, 40, 8, 17408, kQwenVocab},
    {"32B", 5120, 64, 64, 8, 25600, kQwenVocab},
};

// Experts in every layer, of Qwen3.
struct ExpertRow
{
    DenseRow dense;
    std::int64_t experts = 0;
    std::int64_t expertFfn = 0;
};
constexpr ExpertRow kQwen3Experts[] = {
    {{"debugmodel_moe", 256, 8, 16, 8, 3072, 2048}, 64, 768},
    {{"30B-A3B", 2048, 48, 32, 4, 6144, kQwenVocab}, 128, 768},
    {{"235B-A22B", 4096, 94, 64, 4, 12288, kQwenVocab}, 128, 1536},
};

// Latent attention: ranks 512 for keys and values, heads of 128 + 64, values of 128.
struct DeepSeekRow
{
    std::string_view name;
    std::int64_t hidden = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t ffn = 0;
    std::int64_t denseLayers = 0;
    std::int64_t experts = 0;
    std::int64_t expertFfn = 0;
    std::int64_t expertsPerToken = 0;
    std::int64_t sharedFfn = 0; // of all shared experts
    std::int64_t groups = 0;
    std::int64_t groupsPerToken = 0;
    std::int64_t queryRank = 0;
    std::int64_t vocab = 0;
};
constexpr DeepSeekRow kDeepSeek[] = {
    {"debugmodel", 256, 6, 16, 1024, 1, 8, 256, 3, 2 * 256, 0, 0, 0, 2048},
    {"16B", 2048, 27, 16, 10944, 1, 64, 1408, 6, 2 * 1408, 0, 0, 0, 102400},
    {"236B", 5120, 60, 128, 12288, 1, 160, 1536, 6, 2 * 1536, 8, 3, 1536, 102400},
    {"671B", 7168, 61, 128, 18432, 3, 256, 2048, 8, 2048, 8, 4, 1536, 129280},
};

TransformerSpec denseSizes(const DenseRow &row)
{
    return {.hidden = row.hidden,
            .layers = row.layers,
            .heads = row.heads,
            .kvHeads = row.kvHeads,
            .headDimension = row.hidden / row.heads,
            .ffn = row.ffn,
            .vocab = row.vocab,
            .gatedMlp = true,
            .tiedEmbedding = row.tied == Tied::Yes,
            .bias = false,
            .rmsNorm = true,
            .flashAttention = true};
}

TransformerSpec qwenSizes(const DenseRow &row)
{
    TransformerSpec sizes = denseSizes(row);
    sizes.headDimension = 128;
    sizes.queryKeyNorm = true;
    return sizes;
}

TransformerSpec deepSeekSizes(const DeepSeekRow &row)
{
    TransformerSpec sizes =
        denseSizes({row.name, row.hidden, row.layers, row.heads, row.heads, row.ffn, row.vocab});
    sizes.headDimension = 128;
    sizes.ropeDimension = 64;
    sizes.valueDimension = 128;
    sizes.kvRank = 512;
    sizes.queryRank = row.queryRank;
    sizes.experts = row.experts;
    sizes.expertsPerToken = row.expertsPerToken;
    sizes.denseLayers = row.denseLayers;
    sizes.expertFfn = row.expertFfn;
    sizes.sharedFfn = row.sharedFfn;
    sizes.expertGroups = row.groups;
    sizes.groupsPerToken = row.groupsPerToken;
    sizes.routerBias = true; // load_balance_coeff: on unless it is taken out
    return sizes;
}

// Experts in every layer; 17bx128e has them in every second one.
TorchtitanFlavor llama4()
{
    constexpr std::int64_t chunk = 8192; // that three of four layers see
    TransformerSpec sizes = denseSizes({"17bx16e", 5120, 48, 40, 8, 16384, 202048});
    sizes.experts = 16;
    sizes.expertsPerToken = 1;
    sizes.expertFfn = sizes.sharedFfn = 8192;
    sizes.routerBias = true;
    return {"llama4", "17bx16e", "Llama-4 17Bx16E", sizes, true, chunk};
}

// Heads of 64 with a bias and a sink each; experts have biases of both their products.
TorchtitanFlavor gptOss(std::string_view name, std::int64_t layers, std::int64_t experts)
{
    constexpr std::int64_t width = 2880;
    constexpr std::int64_t window = 128; // that every second layer sees
    TransformerSpec sizes = denseSizes({name, width, layers, 64, 8, width, 201088});
    sizes.headDimension = 64;
    sizes.experts = experts;
    sizes.expertsPerToken = 4;
    sizes.routerBias = sizes.qkvBias = sizes.outputBias = true;
    sizes.extraParameters = layers * (sizes.heads + experts * (2 * width + width));
    return {"gpt_oss", name, "gpt-oss " + std::string(name), sizes, true, window};
}

std::vector<TorchtitanFlavor> makeFlavors()
{
    std::vector<TorchtitanFlavor> all;
    for (const DenseRow &row : kLlama3)
        all.push_back({"llama3", row.name, "Llama-3 " + std::string(row.name), denseSizes(row)});
    for (const DenseRow &row : kLlama2)
        all.push_back({.family = "llama2",
                       .name = row.name,
                       .title = "Llama-2 " + std::string(row.name),
                       .sizes = denseSizes(row),
                       .isOnlyRead = true});
    for (const DenseRow &row : kQwen3)
        all.push_back({"qwen3", row.name, "Qwen3 " + std::string(row.name), qwenSizes(row)});
    for (const ExpertRow &row : kQwen3Experts) {
        TransformerSpec sizes = qwenSizes(row.dense);
        sizes.experts = row.experts;
        sizes.expertsPerToken = 8;
        sizes.expertFfn = row.expertFfn;
        all.push_back({"qwen3", row.dense.name, "Qwen3 " + std::string(row.dense.name), sizes});
    }
    for (const DeepSeekRow &row : kDeepSeek)
        all.push_back(
            {"deepseek_v3", row.name, "DeepSeek-V3 " + std::string(row.name), deepSeekSizes(row)});
    all.push_back(llama4());
    all.push_back(gptOss("20b", 24, 32));
    all.push_back(gptOss("120b", 36, 128));
    return all;
}

std::span<const TorchtitanFlavor> flavors()
{
    static const std::vector<TorchtitanFlavor> table = makeFlavors();
    return table;
}

} // namespace

std::optional<TorchtitanFlavor> torchtitanFlavor(std::string_view family, std::string_view name)
{
    for (const TorchtitanFlavor &flavor : flavors()) {
        if (flavor.family == lowerCase(family) && lowerCase(flavor.name) == lowerCase(name))
            return flavor;
    }
    return {};
}

std::optional<TorchtitanFlavor> torchtitanFlavorOf(const TransformerSpec &sizes)
{
    const auto fits = [&sizes](const TorchtitanFlavor &flavor) {
        return !flavor.isOnlyRead && flavor.sizes == sizes;
    };
    const auto found = std::ranges::find_if(flavors(), fits);
    return found == flavors().end() ? std::nullopt : std::optional(*found);
}

TorchtitanFlavor nearestTorchtitanFlavor(const ModelSpec &model)
{
    const auto apart = [&model](const TorchtitanFlavor &flavor) {
        ModelSpec other;
        other.shape = flavor.sizes;
        const double distance = std::abs(std::log(static_cast<double>(parameterCount(other)) /
                                                  static_cast<double>(parameterCount(model))));
        return flavor.isOnlyRead ? std::numeric_limits<double>::infinity() : distance;
    };
    return *std::ranges::min_element(flavors(), {}, apart);
}

std::string torchtitanFlavorsOf(std::string_view family)
{
    std::vector<std::string> names;
    for (const TorchtitanFlavor &flavor : flavors()) {
        if (flavor.family == lowerCase(family))
            names.push_back(std::string(flavor.name));
    }
    return joinWithAnd(names);
}

} // namespace core
