// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/megatron_words.h"

#include <algorithm>

namespace core {
namespace {

// Parts of models that a GPT of Megatron-LM does not have.
Status checkParts(const ModelSpec &model)
{
    const TransformerSpec &spec = *model.transformer();
    const std::pair<bool, const char *> others[] = {
        {spec.parallelBlocks, "attention and MLP side by side"},
        {spec.embeddingNorm, "a norm behind the embedding"},
        {!spec.finalNorm, "no norm before the head"},
        {spec.segments > 0, "token types"},
        {spec.pooler || spec.headTransform || spec.headBias, "a head of its own"},
        {spec.outputBias && !spec.bias, "a bias behind attention alone"},
        {spec.extraParameters != 0, "parameters outside of its layers"}};
    for (const auto &[has, what] : others) {
        if (has)
            return Error{model.title + " has " + what + ", which its GPT does not."};
    }
    return std::monostate{};
}

void addAttention(MegatronWords &words, const TransformerSpec &spec)
{
    words.add("--num-attention-heads", spec.heads);
    words.addIf(spec.queryKeyNorm, "--qk-layernorm");
    words.add("--attention-backend", spec.flashAttention ? "flash" : "unfused");
    if (spec.kvRank > 0) {
        words.add("--multi-latent-attention");
        words.add("--kv-lora-rank", spec.kvRank);
        if (spec.queryRank > 0)
            words.add("--q-lora-rank", spec.queryRank);
        words.add("--qk-head-dim", spec.headDimension);
        words.add("--qk-pos-emb-head-dim", spec.ropeDimension);
        words.add("--v-head-dim", valueWidth(spec));
        return;
    }
    if (spec.kvHeads < spec.heads) {
        words.add("--group-query-attention");
        words.add("--num-query-groups", spec.kvHeads);
    }
    words.add("--kv-channels", spec.headDimension);
}

// [0]*first+[1]*rest: layers without and with experts.
std::string layerPattern(const TransformerSpec &spec)
{
    return "'([0]*" + std::to_string(spec.denseLayers) + "+[1]*" +
           std::to_string(spec.layers - spec.denseLayers) + ")'";
}

void addExperts(MegatronWords &words, const TransformerSpec &spec)
{
    if (spec.experts <= 1)
        return;
    words.add("--num-experts", spec.experts);
    words.add("--moe-router-topk", spec.expertsPerToken);
    if (spec.expertFfn > 0)
        words.add("--moe-ffn-hidden-size", spec.expertFfn);
    if (spec.denseLayers > 0)
        words.add("--moe-layer-freq", layerPattern(spec));
    if (spec.sharedFfn > 0)
        words.add("--moe-shared-expert-intermediate-size", spec.sharedFfn);
    words.addIf(spec.sharedGate, "--moe-shared-expert-gate");
    if (spec.expertGroups > 0) {
        words.add("--moe-router-num-groups", spec.expertGroups);
        words.add("--moe-router-group-topk", spec.groupsPerToken);
    }
    if (spec.routerBias) {
        words.add("--moe-router-score-function", "sigmoid");
        words.add("--moe-router-enable-expert-bias");
    }
    words.add("--moe-grouped-gemm");
}

} // namespace

Result<MegatronWords> megatronModel(const Scenario &scenario)
{
    if (const Status can = checkParts(scenario.model); !can)
        return can.error();
    const TransformerSpec &spec = *scenario.model.transformer();
    const std::int64_t sequence = scenario.training.sequence;
    MegatronWords words;
    words.add("--num-layers", spec.layers);
    words.add("--hidden-size", spec.hidden);
    words.add("--ffn-hidden-size", spec.ffn);
    addAttention(words, spec);
    words.add("--seq-length", sequence);
    words.add("--max-position-embeddings", std::max(spec.positions, sequence));
    words.add("--position-embedding-type", spec.positions > 0 ? "learned_absolute" : "rope");
    words.add("--normalization", spec.rmsNorm ? "RMSNorm" : "LayerNorm");
    words.addIf(spec.gatedMlp, "--swiglu");
    words.addIf(!spec.bias, "--disable-bias-linear");
    words.addIf(spec.qkvBias && !spec.bias, "--add-qkv-bias");
    words.addIf(!spec.tiedEmbedding, "--untie-embeddings-and-output-weights");
    words.add("--tokenizer-type", "NullTokenizer");
    words.add("--vocab-size", spec.vocab);
    words.add("--make-vocab-size-divisible-by", 1);
    addExperts(words, spec);
    return words;
}

} // namespace core
