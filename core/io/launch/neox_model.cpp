// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/neox_model.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/recognised_model.h"
#include "core/scenario/check.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::int64_t kMostWide = 10'000'000;

// Entries of tokenizers whose size nothing else can be (gpt-neox megatron/tokenizer).
struct Tokenizer
{
    std::string_view type;
    std::int64_t entries = 0;
    std::string_view of;
};
constexpr Tokenizer kTokenizers[] = {{"GPT2BPETokenizer", 50257, "GPT-2"},
                                     {"HFGPT2Tokenizer", 50257, "GPT-2"},
                                     {"HFTokenizer", 50277, "GPT-NeoX-20B"}};

// padded_vocab_size: to a multiple of make_vocab_size_divisible_by x tensor partners.
void takeVocabulary(LaunchSheet &sheet, LaunchSettings &settings, TransformerSpec &sizes)
{
    const std::int64_t divisor =
        settings.whole("make_vocab_size_divisible_by", 1, kMostWide).value_or(128) *
        sheet.scenario.parallel.tensor;
    const int line = settings.lineOf("tokenizer_type");
    const std::string type = settings.word("tokenizer_type").value_or("GPT2BPETokenizer");
    if (sheet.answers().vocab) {
        sizes.vocab = *sheet.answers().vocab;
        return;
    }
    if (const auto padded = settings.whole("padded_vocab_size", 1, kMostWide)) {
        sizes.vocab = *padded;
        return;
    }
    const auto *known = std::ranges::find(kTokenizers, type, &Tokenizer::type);
    if (known == std::end(kTokenizers)) {
        sheet.ask({.about = LaunchQuestion::About::Vocabulary, .name = {}, .line = line});
        sizes.vocab = 1;
        return;
    }
    sizes.vocab = (known->entries + divisor - 1) / divisor * divisor;
    sheet.tell(line, "The size of the vocabulary is not in the file: the tokenizer of " +
                         std::string(known->of) + ", " + figureOfCount(known->entries) +
                         " padded to " + figureOfCount(sizes.vocab) + ", was taken.");
}

bool names(const JsonNode &node, std::string_view word)
{
    if (node.kind == JsonNode::Kind::String)
        return node.text == word;
    return std::ranges::any_of(node.items,
                               [word](const JsonNode &item) { return names(item, word); });
}

void takeAttention(LaunchSettings &settings, TransformerSpec &sizes)
{
    sizes.kvHeads = settings.whole("num_kv_heads", 1, kMostWide).value_or(sizes.heads);
    sizes.headDimension = sizes.heads > 0 ? sizes.hidden / sizes.heads : 0;
    const std::string positions = settings.word("pos_emb").value_or("learned");
    const std::int64_t rows =
        settings.whole("max_position_embeddings", 1, kMaxSequence).value_or(0);
    sizes.positions = positions == "learned" ? rows : 0;
    const JsonNode *kinds = settings.find("attention_config");
    sizes.flashAttention = kinds && names(*kinds, "flash");
    sizes.queryKeyNorm = settings.flag("use_qk_layernorm").value_or(false);
}

// A gated MLP is "llama" by its type or has an activation that gates (megatron/model/activations).
void takeMlp(LaunchSheet &sheet, LaunchSettings &settings, TransformerSpec &sizes)
{
    const std::string activation = settings.word("activation").value_or("gelu");
    const std::string type = settings.word("mlp_type").value_or("regular");
    sizes.gatedMlp = type == "llama" || activation == "swiglu" || activation == "geglu" ||
                     activation == "reglu" || activation == "bilinear";
    const auto given = settings.whole("intermediate_size", 1, kMostWide);
    const std::int64_t multiple =
        settings.whole("mlp_multiple_of", 1, kMostWide).value_or(sizes.gatedMlp ? 256 : 1);
    const std::int64_t wide = sizes.gatedMlp ? 8 * sizes.hidden / 3 : 4 * sizes.hidden;
    sizes.ffn = given.value_or((wide + multiple - 1) / multiple * multiple);
    if (sizes.gatedMlp && !given)
        sheet.tell(settings.lineOf("activation"),
                   "The width of the gated MLP is not in the file: 8/3 of the hidden size, " +
                       figureOfCount(sizes.ffn) + ", was taken.");
    const bool inAttention = settings.flag("use_bias_in_attn_linear").value_or(true);
    const bool inMlp = settings.flag("use_bias_in_mlp").value_or(type != "llama");
    sizes.bias = inAttention;
    if (inAttention != inMlp && !(type == "llama" && !inAttention))
        sheet.tell(settings.lineOf("use_bias_in_attn_linear"),
                   std::string("Biases are in ") + (inAttention ? "attention" : "the MLP") +
                       " alone: simulated as in " +
                       (inAttention ? "all linear layers." : "none of them."));
}

Status takeExperts(LaunchSheet &sheet, LaunchSettings &settings, TransformerSpec &sizes)
{
    settings.rename("num_experts", "moe_num_experts");
    settings.rename("moe_expert_parallel_size", "expert_parallel_size");
    sizes.experts = settings.whole("moe_num_experts", 1, 1'000'000).value_or(1);
    sizes.expertsPerToken = settings.whole("moe_top_k", 1, 1'000'000).value_or(1);
    const std::int64_t interval = settings.whole("moe_expert_interval", 1, 1000).value_or(2);
    sheet.scenario.parallel.expert =
        static_cast<int>(settings.whole("expert_parallel_size", 1, kMaxDevices).value_or(1));
    if (sizes.experts > 1 && interval != 1)
        return sheet.refuse(settings.lineOf("moe_num_experts"),
                            "Experts in every " + figureOfCount(interval) +
                                "nd layer (moe_expert_interval) are not simulated: only the first "
                                "layers can be without.");
    if (sizes.experts == 1)
        sizes.expertsPerToken = 1;
    return std::monostate{};
}

Status takeSizes(LaunchSheet &sheet, LaunchSettings &settings, TransformerSpec &sizes)
{
    const auto size = [&](std::string_view key, std::int64_t most) {
        const auto value = settings.whole(key, 1, most);
        if (!value)
            settings.complain(key, "is missing: the model has no size without it.");
        return value.value_or(1);
    };
    sizes.layers = size("num_layers", kMaxLayers);
    sizes.hidden = size("hidden_size", kMostWide);
    sizes.heads = size("num_attention_heads", kMostWide);
    if (sizes.hidden % sizes.heads != 0)
        settings.complain("hidden_size", "is " + figureOfCount(sizes.hidden) +
                                             ", which is no multiple of num_attention_heads " +
                                             figureOfCount(sizes.heads) + '.');
    sizes.tiedEmbedding = !settings.flag("no_weight_tying").value_or(false);
    sizes.parallelBlocks = settings.flag("gpt_j_residual").value_or(false);
    sizes.rmsNorm = settings.word("norm").value_or("layernorm").find("rms") != std::string::npos;
    takeAttention(settings, sizes);
    takeMlp(sheet, settings, sizes);
    return takeExperts(sheet, settings, sizes);
}

} // namespace

Status takeNeoxModel(LaunchSheet &sheet, LaunchSettings &settings)
{
    TransformerSpec sizes;
    if (const Status done = takeSizes(sheet, settings, sizes); !done)
        return done;
    takeVocabulary(sheet, settings, sizes);
    sheet.setBy("model", settings.lineOf("num_layers"));
    if (sheet.answers().model) {
        sheet.tell(settings.lineOf("num_layers"), "The model is the one that was given, " +
                                                      sheet.scenario.model.title +
                                                      ", not that of the file.");
        return std::monostate{};
    }
    if (settings.complaint())
        return std::monostate{};
    if (const std::optional<Complaint> complaint = complaintAboutSizes(sizes))
        return sheet.refuse(sheet.lineOf("model"), complaint->message);
    sheet.scenario.model = recognisedModel(sizes);
    if (sheet.scenario.model.id.empty())
        sheet.scenario.model.sequence = sheet.scenario.training.sequence;
    return std::monostate{};
}

} // namespace core
