// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/language.h"
#include "core/presets/layer_models.h"
#include "core/presets/presets.h"

#include <algorithm>

namespace core {
namespace {

// What the Llama family shares: RMSNorm, gated MLP, rotary positions, no bias, untied head.
TransformerSpec llama(std::int64_t hidden, std::int64_t layers, std::int64_t heads,
                      std::int64_t kvHeads, std::int64_t ffn, std::int64_t vocab)
{
    return {.hidden = hidden,
            .layers = layers,
            .heads = heads,
            .kvHeads = kvHeads,
            .headDimension = hidden / heads,
            .ffn = ffn,
            .vocab = vocab,
            .gatedMlp = true,
            .tiedEmbedding = false,
            .bias = false,
            .rmsNorm = true,
            .flashAttention = true};
}

// What the GPT family shares: LayerNorm, four times as wide an MLP, learned positions, tied head.
TransformerSpec gpt(std::int64_t hidden, std::int64_t layers, std::int64_t heads,
                    std::int64_t vocab, std::int64_t positions)
{
    return {.hidden = hidden,
            .layers = layers,
            .heads = heads,
            .kvHeads = heads,
            .headDimension = hidden / heads,
            .ffn = 4 * hidden,
            .vocab = vocab,
            .positions = positions};
}

TransformerSpec bertLarge()
{
    TransformerSpec spec = gpt(1024, 24, 16, 30522, 512);
    spec.segments = 2;
    spec.embeddingNorm = true;
    spec.finalNorm = false;
    spec.pooler = true;
    spec.causal = false;
    return spec;
}

// Of images of 224 x 224 in 1000 classes.
TransformerSpec visionTransformer(std::int64_t hidden, std::int64_t layers, std::int64_t heads)
{
    constexpr std::int64_t patches = (224 / 16) * (224 / 16);
    TransformerSpec spec = gpt(hidden, layers, heads, 1000, patches + 1);
    spec.patch = 16;
    spec.tiedEmbedding = false;
    spec.headBias = true;
    spec.causal = false;
    return spec;
}

TransformerSpec bloom()
{
    TransformerSpec spec = gpt(14336, 70, 112, 250880, 0);
    spec.embeddingNorm = true;
    return spec;
}

TransformerSpec gptNeoX()
{
    TransformerSpec spec = gpt(6144, 44, 64, 50432, 0);
    spec.tiedEmbedding = false;
    spec.parallelBlocks = true;
    return spec;
}

TransformerSpec qwen2()
{
    TransformerSpec spec = llama(3584, 28, 28, 4, 18944, 152064);
    spec.qkvBias = true;
    return spec;
}

TransformerSpec mixtral()
{
    TransformerSpec spec = llama(4096, 32, 32, 8, 14336, 32000);
    spec.experts = 8;
    spec.expertsPerToken = 2;
    return spec;
}

// Without the layer that predicts one token more, which is left out of the 671 billion too.
TransformerSpec deepseekV3()
{
    TransformerSpec spec = llama(7168, 61, 128, 128, 18432, 129280);
    spec.headDimension = 128;
    spec.ropeDimension = 64;
    spec.valueDimension = 128;
    spec.queryRank = 1536;
    spec.kvRank = 512;
    spec.experts = 256;
    spec.expertsPerToken = 8;
    spec.denseLayers = 3;
    spec.expertFfn = 2048;
    spec.sharedFfn = 2048;
    spec.routerBias = true;
    spec.expertGroups = 8;
    spec.groupsPerToken = 4;
    return spec;
}

std::vector<ModelSpec> makeModelPresets()
{
    const char *toy = "made up for the lessons";
    return {
        {.id = "gpt2-124m",
         .title = "GPT-2 124M",
         .source = "OpenAI GPT-2 small, 124,439,808 parameters",
         .sequence = 1024,
         .shape = gpt(768, 12, 12, 50257, 1024)},
        {.id = "gpt2-355m",
         .title = "GPT-2 355M",
         .source = "OpenAI GPT-2 medium, 354,823,168 parameters",
         .sequence = 1024,
         .shape = gpt(1024, 24, 16, 50257, 1024)},
        {.id = "gpt2-774m",
         .title = "GPT-2 774M",
         .source = "OpenAI GPT-2 large, 774,030,080 parameters",
         .sequence = 1024,
         .shape = gpt(1280, 36, 20, 50257, 1024)},
        {.id = "gpt2-1.5b",
         .title = "GPT-2 1.5B",
         .source = "OpenAI GPT-2 XL, 1,557,611,200 parameters",
         .sequence = 1024,
         .shape = gpt(1600, 48, 25, 50257, 1024)},
        {.id = "gpt3-175b",
         .title = "GPT-3 175B",
         .source = "arXiv:2005.14165; vocabulary padded to 51,200 and 174.6 billion parameters as "
                   "in arXiv:2104.04473, Table 2",
         .sequence = 2048,
         .shape = gpt(12288, 96, 96, 51200, 2048)},
        {.id = "megatron-22b",
         .title = "Megatron 22B",
         .source = "arXiv:2205.05198, Table 3",
         .sequence = 2048,
         .shape = gpt(6144, 48, 64, 51200, 2048)},
        {.id = "mt-nlg-530b",
         .title = "MT-NLG 530B",
         .source = "arXiv:2104.04473, Table 1, 529.6 billion parameters",
         .sequence = 2048,
         .shape = gpt(20480, 105, 128, 51200, 2048)},
        {.id = "megatron-1t",
         .title = "Megatron 1T",
         .source = "arXiv:2104.04473, Table 1, 1008 billion parameters",
         .sequence = 2048,
         .shape = gpt(25600, 128, 160, 51200, 2048)},
        {.id = "gpt-neox-20b",
         .title = "GPT-NeoX 20B",
         .source =
             "arXiv:2204.06745; Hugging Face EleutherAI/gpt-neox-20b, 20,554,567,680 parameters",
         .sequence = 2048,
         .shape = gptNeoX()},
        {.id = "bloom-176b",
         .title = "BLOOM 176B",
         .source = "bigscience tr11 README; 176,247,271,424 parameters",
         .sequence = 2048,
         .shape = bloom()},
        {.id = "llama-2-7b",
         .title = "Llama-2 7B",
         .source =
             "arXiv:2307.09288; Hugging Face meta-llama/Llama-2-7b-hf, 6,738,415,616 parameters",
         .sequence = 4096,
         .shape = llama(4096, 32, 32, 32, 11008, 32000)},
        {.id = "llama-2-13b",
         .title = "Llama-2 13B",
         .source =
             "arXiv:2307.09288; Hugging Face meta-llama/Llama-2-13b-hf, 13,015,864,320 parameters",
         .sequence = 4096,
         .shape = llama(5120, 40, 40, 40, 13824, 32000)},
        {.id = "llama-2-70b",
         .title = "Llama-2 70B",
         .source =
             "arXiv:2307.09288; Hugging Face meta-llama/Llama-2-70b-hf, 68,976,648,192 parameters",
         .sequence = 4096,
         .shape = llama(8192, 80, 64, 8, 28672, 32000)},
        {.id = "llama-3-8b",
         .title = "Llama-3 8B",
         .source = "arXiv:2407.21783; torchtitan models/llama3, 8,030,261,248 parameters",
         .sequence = 8192,
         .shape = llama(4096, 32, 32, 8, 14336, 128256)},
        {.id = "llama-3-70b",
         .title = "Llama-3 70B",
         .source = "arXiv:2407.21783; Hugging Face meta-llama/Meta-Llama-3-70B, 70,553,706,496 "
                   "parameters",
         .sequence = 8192,
         .shape = llama(8192, 80, 64, 8, 28672, 128256)},
        {.id = "llama-3.1-405b",
         .title = "Llama-3.1 405B",
         .source = "arXiv:2407.21783, Table 3; 405,853,388,800 parameters",
         .sequence = 8192,
         .shape = llama(16384, 126, 128, 8, 53248, 128256)},
        {.id = "mistral-7b",
         .title = "Mistral 7B",
         .source = "arXiv:2310.06825, Table 1; 7,241,732,096 parameters",
         .sequence = 4096,
         .shape = llama(4096, 32, 32, 8, 14336, 32000)},
        {.id = "qwen2-7b",
         .title = "Qwen2 7B",
         .source =
             "arXiv:2407.10671, Table 1; Hugging Face Qwen/Qwen2-7B, 7,615,616,512 parameters",
         .sequence = 4096,
         .shape = qwen2()},
        {.id = "mixtral-8x7b",
         .title = "Mixtral 8x7B",
         .source =
             "arXiv:2401.04088, Table 1; Megatron-LM examples/mixtral; 46,702,792,704 parameters",
         .sequence = 4096,
         .shape = mixtral()},
        {.id = "deepseek-v3",
         .title = "DeepSeek-V3 671B",
         .source = "arXiv:2412.19437, section 4.2; DeepSeek-V3 inference/configs/config_671B.json",
         .sequence = 4096,
         .shape = deepseekV3()},
        {.id = "bert-large",
         .title = "BERT-large",
         .source = "arXiv:1810.04805; Hugging Face bert-large-uncased, 335,141,888 parameters",
         .sequence = 512,
         .shape = bertLarge()},
        {.id = "vit-b-16",
         .title = "ViT-B/16",
         .source = "arXiv:2010.11929; torchvision vit_b_16, 86,567,656 parameters",
         .sequence = 197,
         .shape = visionTransformer(768, 12, 12)},
        {.id = "vit-l-16",
         .title = "ViT-L/16",
         .source = "arXiv:2010.11929; torchvision vit_l_16, 304,326,632 parameters",
         .sequence = 197,
         .shape = visionTransformer(1024, 24, 16)},
        {.id = "resnet-50",
         .title = "ResNet-50",
         .source =
             "torchvision resnet50: 25,557,032 parameters, 4.089 billion multiplications per image",
         .shape = resnetLayers()},
        {.id = "digits-12",
         .title = inContext("Model", "Digits network, 12 layers").text,
         .source = toy,
         .shape = digitsLayers()},
        {.id = "tiny-2",
         .title = inContext("Model", "Two layers").text,
         .source = toy,
         .shape = tinyLayers()},
        {.id = "toy-24",
         .title = inContext("Model", "24 equal layers").text,
         .source = toy,
         .shape = toyLayers()},
    };
}

} // namespace

std::span<const ModelSpec> modelPresets()
{
    static const std::vector<ModelSpec> table = makeModelPresets();
    return table;
}

const ModelSpec *findModel(std::string_view id)
{
    const auto row = std::ranges::find(modelPresets(), id, &ModelSpec::id);
    return row == modelPresets().end() ? nullptr : &*row;
}

} // namespace core
