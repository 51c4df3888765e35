// SPDX-License-Identifier: GPL-3.0-or-later
// Every count is compared with the published one in tests/core/io/tst_hf_newer.cpp.
#include "core/io/huggingface/hf_newer_families.h"

#include "core/base/text.h"
#include "core/io/huggingface/hf_parts.h"

namespace core {
namespace {

// One norm over all queries of a token and one over all keys, not one for each head.
void normWholeQueries(TransformerSpec &spec)
{
    spec.queryKeyNorm = true;
    spec.extraParameters += spec.layers * spec.headDimension * (spec.heads + spec.kvHeads - 2);
}

// Norms behind attention and MLP as well as before them.
void normBothSides(HfConfig &config, TransformerSpec &spec)
{
    spec.extraParameters += spec.layers * 2 * spec.hidden;
    config.tell("Each block has two more norms, behind attention and MLP: their " +
                figureOfCount(spec.layers * 2 * spec.hidden) +
                " parameters are counted, and their time is not.");
}

// A shared expert that is as wide as so many others.
void readSharedExperts(HfConfig &config, TransformerSpec &spec, std::string_view number,
                       std::int64_t fallback)
{
    spec.sharedFfn = expertWidth(spec) * config.countOfEachOr({number}, 1000, fallback);
}

TransformerSpec readErnieLike(HfConfig &config, ModelSpec &model, const SizeNames &names = {})
{
    TransformerSpec spec = readLlamaLike(config, model, true, names);
    readKeysOrAll(config, spec);
    config.requireFlag("use_bias", false);
    return spec;
}

// LayerNorm with a shift, and an MLP of two matrices.
void asBeforeLlama(TransformerSpec &spec)
{
    spec.gatedMlp = false;
    spec.rmsNorm = false;
}

} // namespace

void readGemma(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model, true, {.usualHead = 256});
    readKeysOrAll(config, spec);
    readAttentionBias(config, spec, false);
    model.shape = spec;
}

void readGemma2(HfConfig &config, ModelSpec &model)
{
    readGemma(config, model);
    normBothSides(config, std::get<TransformerSpec>(model.shape));
}

void readGemma3(HfConfig &config, ModelSpec &model)
{
    readGemma2(config, model);
    std::get<TransformerSpec>(model.shape).queryKeyNorm = true;
    config.requireFlag("use_bidirectional_attention", false);
}

void readOlmo2(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readKeysOrAll(config, spec);
    readAttentionBias(config, spec, false);
    normWholeQueries(spec);
    model.shape = spec;
}

void readOlmoe(HfConfig &config, ModelSpec &model)
{
    readOlmo2(config, model);
    readChosenExperts(config, std::get<TransformerSpec>(model.shape), {"num_experts"});
}

// Biases of queries, keys and values alone.
void readGlm(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model, false, {.usualHead = 128});
    readSharedKeys(config, spec);
    spec.qkvBias = config.flagOr("attention_bias", true);
    model.shape = spec;
}

void readGlm4(HfConfig &config, ModelSpec &model)
{
    readGlm(config, model);
    TransformerSpec &spec = std::get<TransformerSpec>(model.shape);
    spec.qkvBias = config.flagOr("attention_bias", false);
    normBothSides(config, spec);
}

// Each head has a sink beside its scores; the matrices of experts have biases, and so has the
// router (modeling_gpt_oss.py).
void readGptOss(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model, false, {.usualHead = 64});
    readSharedKeys(config, spec);
    readAttentionBias(config, spec, true);
    readChosenExperts(config, spec, {"num_local_experts"},
                      {"num_experts_per_tok", "experts_per_token"});
    spec.routerBias = true;
    spec.extraParameters = spec.layers * (spec.heads + spec.experts * (2 * spec.ffn + spec.hidden));
    model.shape = spec;
}

void readMiniMaxM2(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readSharedKeys(config, spec);
    readChosenExperts(config, spec, {"num_local_experts"});
    config.requireEach("attn_type_list", 1);
    config.requireText("qk_norm_type", "per_layer");
    config.requireNumber("shared_intermediate_size", 0);
    spec.routerBias = config.flagOr("use_routing_bias", true);
    if (config.flagOr("use_qk_norm", true))
        normWholeQueries(spec);
    model.shape = spec;
}

void readErnie(HfConfig &config, ModelSpec &model)
{
    model.shape = readErnieLike(config, model, {.usualHead = 128});
}

// Behind the first layers all have experts, with a correction of the balance each.
void readErnieMoe(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readErnieLike(config, model);
    readChosenExperts(config, spec, {"moe_num_experts"}, {"moe_k"});
    spec.expertFfn = config.size({"moe_intermediate_size"}, kMostWidth);
    readSharedExperts(config, spec, "moe_num_shared_experts", 2);
    spec.denseLayers = config.countOr("moe_layer_start_index", spec.layers, 1);
    spec.routerBias = true;
    config.requireNumber("moe_layer_interval", 1);
    if (!config.saysNumber("moe_layer_end_index", -1))
        config.requireNumber("moe_layer_end_index", spec.layers - 1);
    model.shape = spec;
}

void readPhiMoe(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readSharedKeys(config, spec);
    readAttentionBias(config, spec, false);
    readChosenExperts(config, spec, {"num_local_experts"});
    spec.rmsNorm = false;
    spec.headBias = config.flagOr("lm_head_bias", false);
    model.shape = spec;
}

void readGraniteMoe(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readKeysOrAll(config, spec);
    readAttentionBias(config, spec, false);
    readChosenExperts(config, spec, {"num_local_experts"});
    model.shape = spec;
}

void readStarcoder2(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model, true);
    readSharedKeys(config, spec);
    asBeforeLlama(spec);
    spec.bias = config.flagOr("use_bias", true);
    model.shape = spec;
}

void readNemotron(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaItself(config, model);
    asBeforeLlama(spec);
    model.shape = spec;
}

// An MLP of two matrices with xIELU between them, which learns two numbers in each layer.
void readApertus(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaItself(config, model);
    spec.queryKeyNorm = config.flagOr("qk_norm", true);
    spec.gatedMlp = false;
    if (config.says("hidden_act", "xielu"))
        spec.extraParameters = 2 * spec.layers;
    model.shape = spec;
}

void readArcee(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaItself(config, model);
    spec.gatedMlp = false;
    model.shape = spec;
}

// Its positions begin with two that no token has.
void readOpt(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readSizes(config);
    readTokens(config, spec, true);
    spec.ffn = config.size({"ffn_dim"}, kMostWidth);
    model.sequence = config.size({"max_position_embeddings"}, kMostTokens);
    spec.positions = model.sequence + 2;
    config.requireFlag("do_layer_norm_before", true);
    config.requireFlag("enable_bias", true);
    config.requireFlag("layer_norm_elementwise_affine", true);
    config.requireNumber("word_embed_proj_dim", spec.hidden);
    model.shape = spec;
}

void readExaone(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec =
        readLlamaLike(config, model, false, {.layers = {"num_layers", "num_hidden_layers"}});
    readKeysOrAll(config, spec);
    model.shape = spec;
}

// Norms stand behind attention and MLP, where others have them before.
void readExaone4(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readKeysOrAll(config, spec);
    spec.queryKeyNorm = true;
    model.shape = spec;
}

void readHunYuanDense(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readKeysOrAll(config, spec);
    readAttentionBias(config, spec, false);
    spec.queryKeyNorm = config.flagOr("use_qk_norm", true);
    model.shape = spec;
}

void readHunYuanMoe(HfConfig &config, ModelSpec &model)
{
    readHunYuanDense(config, model);
    TransformerSpec &spec = std::get<TransformerSpec>(model.shape);
    readChosenExperts(config, spec, {"num_experts"}, {"moe_topk"});
    spec.expertFfn = config.sizeOfEachOr({"moe_intermediate_size"}, kMostWidth, spec.ffn);
    readSharedExperts(config, spec, "num_shared_expert", 1);
}

void readInternLm2(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readKeysOrAll(config, spec);
    config.requireFlag("bias", false);
    model.shape = spec;
}

// Without its layer that predicts a further token.
void readMiMo(HfConfig &config, ModelSpec &model)
{
    TransformerSpec spec = readLlamaLike(config, model);
    readSharedKeys(config, spec);
    spec.qkvBias = config.flagOr("attention_bias", true);
    model.shape = spec;
}

} // namespace core
