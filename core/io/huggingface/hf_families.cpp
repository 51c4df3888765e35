// SPDX-License-Identifier: GPL-3.0-or-later
// How each family of models lays out its config.json, and which extra parameters it has. Every
// count is compared with the published one in tests/core/io/tst_hf_config.cpp.
#include "core/io/huggingface/hf_newer_families.h"
#include "core/io/huggingface/hf_parts.h"

#include <algorithm>

namespace core {
namespace {

void readLlama(HfConfig &config, ModelSpec &model)
{
    model.shape = readLlamaItself(config, model);
}

// Biases of queries, keys and values, and of what follows attention, are two questions.
void readSeedOss(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readSharedKeys(config, spec);
    spec.qkvBias = config.flagOr("attention_bias", true);
    spec.outputBias = config.flagOr("attention_out_bias", false);
    config.requireFlag("mlp_bias", false);
    model.shape = spec;
}

// Embeddings are tied unless told otherwise.
void readSmolLm3(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model, true);
    readSharedKeys(config, spec);
    config.requireFlag("attention_bias", false);
    config.requireFlag("mlp_bias", false);
    model.shape = spec;
}

void readMistral(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readSharedKeys(config, spec);
    model.shape = spec;
}

void readMixtral(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readSharedKeys(config, spec);
    readChosenExperts(config, spec, {"num_local_experts"});
    model.shape = spec;
}

// Biases only on queries, keys and values.
void readQwen2(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readSharedKeys(config, spec);
    spec.qkvBias = true;
    model.shape = spec;
}

// A norm of each query and key head instead of the biases.
TransformerSpec readQwen3Like(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model, false, {.usualHead = 128});
    readSharedKeys(config, spec);
    readAttentionBias(config, spec, false);
    spec.queryKeyNorm = true;
    return spec;
}

void readQwen3(HfConfig &config, ModelSpec &model)
{
    model.shape = readQwen3Like(config, model);
}

void readQwenExperts(HfConfig &config, TransformerSpec &spec)
{
    readChosenExperts(config, spec, {"num_experts"});
    spec.expertFfn = config.size({"moe_intermediate_size"}, kMostWidth);
    config.requireNumber("decoder_sparse_step", 1);
    config.requireEmpty("mlp_only_layers");
}

void readQwen2Moe(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readSharedKeys(config, spec);
    readQwenExperts(config, spec);
    spec.sharedFfn = config.size({"shared_expert_intermediate_size"}, kMostWidth);
    spec.sharedGate = true;
    spec.qkvBias = config.flagOr("qkv_bias", true);
    model.shape = spec;
}

void readQwen3Moe(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readQwen3Like(config, model);
    readQwenExperts(config, spec);
    model.shape = spec;
}

void readLatentAttention(HfConfig &config, TransformerSpec &spec)
{
    spec.kvHeads = spec.heads;
    spec.kvRank = config.size({"kv_lora_rank"}, kMostHidden);
    spec.queryRank = config.count("q_lora_rank", kMostHidden);
    spec.headDimension = config.size({"qk_nope_head_dim"}, kMostHidden);
    spec.ropeDimension = config.size({"qk_rope_head_dim"}, kMostHidden);
    spec.valueDimension = config.size({"v_head_dim"}, kMostHidden);
    config.requireFlag("attention_bias", false);
}

// Routing that limits a token to some groups of experts. "greedy" ignores groups.
void readExpertGroups(HfConfig &config, TransformerSpec &spec)
{
    const std::int64_t groups = config.countOr("n_group", spec.experts, 0);
    const std::int64_t chosen = config.countOr("topk_group", std::max<std::int64_t>(1, groups), 0);
    if (groups <= 1 || chosen == 0 || config.says("topk_method", "greedy"))
        return;
    config.requireDivisible({"n_routed_experts"}, spec.experts, {"n_group"}, groups,
                            "groups have the same number of experts");
    spec.expertGroups = groups;
    spec.groupsPerToken = chosen;
}

// Without the layers of num_nextn_predict_layers, which the published counts leave out too.
void readDeepseek(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readLatentAttention(config, spec);
    readChosenExperts(config, spec, {"n_routed_experts"});
    readExpertGroups(config, spec);
    spec.expertFfn = config.size({"moe_intermediate_size"}, kMostWidth);
    spec.sharedFfn = spec.expertFfn * config.count("n_shared_experts", 1000);
    spec.denseLayers = config.count("first_k_dense_replace", spec.layers);
    config.requireNumber("moe_layer_freq", 1);
    model.shape = spec;
}

void readDeepseekV3(HfConfig &config, ModelSpec &model)
{
    readDeepseek(config, model);
    std::get<TransformerSpec>(model.shape).routerBias = true; // its correction of the balance
}

// DeepSeek-V3's experts behind the attention of Qwen, whose norms of queries and keys are a choice.
// Layers that predict further tokens are left out, as there.
void readGlm4Moe(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readSharedKeys(config, spec);
    spec.qkvBias = config.flagOr("attention_bias", false);
    spec.queryKeyNorm = config.flagOr("use_qk_norm", false);
    readChosenExperts(config, spec, {"n_routed_experts"});
    readExpertGroups(config, spec);
    spec.expertFfn = config.size({"moe_intermediate_size"}, kMostWidth);
    spec.sharedFfn = spec.expertFfn * config.count("n_shared_experts", 1000);
    spec.denseLayers = config.count("first_k_dense_replace", spec.layers);
    spec.routerBias = true;
    model.shape = spec;
}

// Queries and keys always have their norms.
void readDots1(HfConfig &config, ModelSpec &model)
{
    readGlm4Moe(config, model);
    std::get<TransformerSpec>(model.shape).queryKeyNorm = true;
}

void readGpt2(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readSizes(config, {.hidden = {"n_embd", "hidden_size"},
                                              .layers = {"n_layer", "num_hidden_layers"},
                                              .heads = {"n_head", "num_attention_heads"}});
    readTokens(config, spec, true);
    spec.positions = config.size({"n_positions", "n_ctx"}, kMostTokens);
    spec.ffn = config.sizeOr({"n_inner"}, kMostWidth, 4 * spec.hidden);
    config.requireFlag("add_cross_attention", false);
    model.sequence = spec.positions;
    model.shape = spec;
}

void readGptNeoX(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readSizes(config);
    readTokens(config, spec, false);
    spec.ffn = config.size({"intermediate_size"}, kMostWidth);
    spec.parallelBlocks = config.flagOr("use_parallel_residual", true);
    config.requireFlag("attention_bias", true);
    model.sequence = usualSequence(config);
    model.shape = spec;
}

// Positions are in the scores (ALiBi), and the embedding has a norm.
void readBloom(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readSizes(config, {.hidden = {"hidden_size", "n_embed"},
                                              .layers = {"n_layer", "num_hidden_layers"},
                                              .heads = {"n_head", "num_attention_heads"}});
    readTokens(config, spec, true);
    spec.ffn = 4 * spec.hidden;
    spec.embeddingNorm = true;
    model.sequence = usualSequence(config);
    model.shape = spec;
}

// Norms stand behind the blocks, so there is none before the head; the masked tokens have a head
// of their own, the first token a pooler, and pre-training a choice of two beside it.
void readBert(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readSizes(config);
    readTokens(config, spec, true);
    spec.ffn = config.size({"intermediate_size"}, kMostWidth);
    spec.positions = config.size({"max_position_embeddings"}, kMostTokens);
    spec.segments = config.size({"type_vocab_size"}, kMostHidden);
    spec.causal = false;
    spec.embeddingNorm = true;
    spec.finalNorm = false;
    spec.pooler = config.task() != HfTask::MaskedTokens;
    spec.headTransform =
        config.task() == HfTask::MaskedTokens || config.task() == HfTask::Pretraining;
    spec.headBias = spec.headTransform;
    if (config.task() == HfTask::Pretraining)
        spec.extraParameters = 2 * spec.hidden + 2;
    config.requireText("position_embedding_type", "absolute");
    model.sequence = spec.positions;
    model.shape = spec;
}

void readVit(HfConfig &config, ModelSpec &model)
{
    constexpr std::int64_t mostPixels = 10'000;
    TransformerSpec spec = readSizes(config);
    spec.ffn = config.size({"intermediate_size"}, kMostWidth);
    const std::int64_t side = config.sideOfSquare({"image_size"}, mostPixels);
    spec.patch = config.size({"patch_size"}, mostPixels);
    config.requireDivisible({"image_size"}, side, {"patch_size"}, spec.patch,
                            "an image is cut into whole patches");
    spec.channels = config.sizeOr({"num_channels"}, mostPixels, 3);
    spec.positions = (side / spec.patch) * (side / spec.patch) + 1;
    constexpr std::int64_t usualLabels = 2; // of the transformers library
    const std::int64_t labels =
        config.sizeOr({"num_labels"}, kMostTokens, config.entries("id2label"));
    const bool classes =
        config.task() == HfTask::Images || (config.task() == HfTask::Unsaid && labels > 0);
    spec.vocab = classes ? (labels > 0 ? labels : usualLabels) : 0;
    spec.headBias = classes;
    spec.pooler = !classes;
    spec.tiedEmbedding = false;
    spec.causal = false;
    config.requireFlag("qkv_bias", true);
    model.sequence = spec.positions;
    model.shape = spec;
}

} // namespace

std::span<const HfFamily> hfFamilies()
{
    static const HfFamily table[] = {
        {"gpt2", "GPT2", "GPT-2", readGpt2, {"LMHeadModel", "Model"}},
        {"llama", "Llama", "Llama", readLlama},
        {"mistral", "Mistral", "Mistral", readMistral},
        {"mixtral", "Mixtral", "Mixtral", readMixtral},
        {"qwen2", "Qwen2", "Qwen2", readQwen2},
        {"qwen2_moe", "Qwen2Moe", "Qwen2-MoE", readQwen2Moe},
        {"qwen3", "Qwen3", "Qwen3", readQwen3},
        {"qwen3_moe", "Qwen3Moe", "Qwen3-MoE", readQwen3Moe},
        {"deepseek_v2", "DeepseekV2", "DeepSeek-V2", readDeepseek},
        {"deepseek_v3", "DeepseekV3", "DeepSeek-V3", readDeepseekV3},
        {"glm4_moe", "Glm4Moe", "GLM-4.5", readGlm4Moe},
        {"dots1", "Dots1", "dots.llm1", readDots1},
        {"apertus", "Apertus", "Apertus", readApertus},
        {"arcee", "Arcee", "Arcee", readArcee},
        {"opt", "OPT", "OPT", readOpt},
        {"phi3", "Phi3", "Phi-3", readMistral},
        {"phimoe", "PhiMoE", "Phi-3.5-MoE", readPhiMoe},
        {"granite", "Granite", "Granite", readLlama},
        {"granitemoe", "GraniteMoe", "Granite-MoE", readGraniteMoe},
        {"smollm3", "SmolLM3", "SmolLM3", readSmolLm3},
        {"seed_oss", "SeedOss", "Seed-OSS", readSeedOss},
        {"gpt_oss", "GptOss", "gpt-oss", readGptOss},
        {"gemma", "Gemma", "Gemma", readGemma},
        {"gemma2", "Gemma2", "Gemma 2", readGemma2},
        {"gemma3_text", "Gemma3", "Gemma 3", readGemma3, {"ForCausalLM", "TextModel"}},
        {"olmo2", "Olmo2", "OLMo 2", readOlmo2},
        {"olmo3", "Olmo3", "OLMo 3", readOlmo2},
        {"olmoe", "Olmoe", "OLMoE", readOlmoe},
        {"glm", "Glm", "GLM-4", readGlm},
        {"glm4", "Glm4", "GLM-4-0414", readGlm4},
        {"minimax_m2", "MiniMaxM2", "MiniMax-M2", readMiniMaxM2},
        {"ernie4_5", "Ernie4_5", "ERNIE 4.5", readErnie},
        {"ernie4_5_moe", "Ernie4_5_Moe", "ERNIE 4.5 MoE", readErnieMoe},
        {"starcoder2", "Starcoder2", "StarCoder2", readStarcoder2},
        {"nemotron", "Nemotron", "Nemotron", readNemotron},
        {"exaone", "Exaone", "EXAONE", readExaone},
        {"exaone4", "Exaone4", "EXAONE 4.0", readExaone4},
        {"hunyuan_v1_dense", "HunYuanDenseV1", "Hunyuan", readHunYuanDense},
        {"hunyuan_v1_moe", "HunYuanMoEV1", "Hunyuan-MoE", readHunYuanMoe},
        {"internlm2", "InternLM2", "InternLM2", readInternLm2},
        {"mimo", "MiMo", "MiMo", readMiMo},
        {"gpt_neox", "GPTNeoX", "GPT-NeoX", readGptNeoX},
        {"bloom", "Bloom", "BLOOM", readBloom},
        {"bert", "Bert", "BERT", readBert, {"Model", "ForMaskedLM", "ForPreTraining"}},
        {"vit", "ViT", "ViT", readVit, {"ForImageClassification", "Model"}},
    };
    return table;
}

} // namespace core
