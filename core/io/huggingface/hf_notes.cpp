// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/huggingface/hf_notes.h"

#include "core/base/text.h"
#include "core/io/huggingface/hf_parts.h"

#include <algorithm>

namespace core {
namespace {

void tellFurtherTokens(HfConfig &config)
{
    for (const std::string_view name :
         {"num_nextn_predict_layers", "num_mtp_modules", "mtp_num_layers"}) {
        const std::int64_t layers = config.wholeOr(name, 0);
        if (layers > 0)
            config.tell(std::string(name) + " is " + figureOfCount(layers) +
                        ": what predicts further tokens is neither counted nor simulated.");
    }
}

// A window that holds whole sequences is none.
void tellWindow(HfConfig &config, const ModelSpec &model)
{
    const std::int64_t window = config.wholeOr("sliding_window", kMostTokens);
    if (window < 1 || window >= model.sequence || config.saysFlag("use_sliding_window", false))
        return;
    const std::int64_t layers = config.entriesOf("layer_types", "sliding_attention");
    const std::string where =
        layers > 0 ? " in " + figureOfCount(layers) + " of its layers" : std::string();
    config.tell("sliding_window is " + figureOfCount(window) + where +
                ": every layer is simulated with attention over the whole sequence.");
}

struct Unsimulated
{
    std::string_view why;
    std::vector<std::string_view> types;
};

const std::vector<Unsimulated> &unsimulated()
{
    static const std::vector<Unsimulated> table = {
        {"most of its layers have gated linear attention (Gated DeltaNet), which is not simulated; "
         "the nearest that is read are qwen3_moe and qwen3",
         {"qwen3_next", "qwen3_5", "qwen3_5_moe", "qwen3_5_text", "qwen3_5_moe_text",
          "olmo_hybrid"}},
        {"most of its layers have lightning attention, which is linear in the sequence and not "
         "simulated; the nearest that is read is mixtral",
         {"minimax", "minimax_text_01", "minimax_m1", "MiniMaxText01", "MiniMaxM1"}},
        {"most of its layers have linear attention (Kimi Delta Attention), which is not simulated; "
         "the nearest that is read is deepseek_v3",
         {"kimi_linear"}},
        {"its layers, or some of them, are state spaces or recurrences instead of attention, which "
         "are not simulated",
         {"mamba", "mamba2", "falcon_mamba", "falcon_h1", "jamba", "bamba", "zamba", "zamba2",
          "nemotron_h", "granitemoehybrid", "lfm2", "lfm2_moe", "recurrent_gemma", "rwkv",
          "xlstm"}},
        {"it has an encoder and a decoder, which are not simulated together",
         {"t5", "mt5", "umt5", "bart", "mbart", "pegasus", "marian", "whisper", "m2m_100",
          "t5gemma"}},
        {"it reads images or sound beside text; its language model alone is read, if its type is "
         "known: save what stands under text_config as a config.json of its own",
         {"gemma3",     "gemma3n",   "llama4",          "mistral3",  "llava",
          "llava_next", "qwen2_vl",  "qwen2_5_vl",      "qwen3_vl",  "qwen3_vl_moe",
          "glm4v",      "glm4v_moe", "mllama",          "paligemma", "kimi_vl",
          "internvl",   "exaone4_5", "ernie4_5_vl_moe", "idefics3",  "smolvlm"}},
        {"its norms have no weights, and every norm has some in the simulation; the nearest that "
         "is read are olmo2 and llama",
         {"olmo"}},
        {"its attention looks at chosen tokens only (DeepSeek Sparse Attention), which is not "
         "simulated; the nearest that is read is deepseek_v3",
         {"deepseek_v32", "glm_moe_dsa"}},
        {"attention and MLP of a block share one norm, and every block has two in the simulation",
         {"cohere", "cohere2", "falcon", "phi", "gptj", "codegen"}},
        {"its layers differ from each other in width, and are alike in the simulation",
         {"deci", "nemotron-nas", "openelm"}},
    };
    return table;
}

} // namespace

void tellUnsimulated(HfConfig &config, const ModelSpec &model)
{
    const std::string method = config.textIn("quantization_config", "quant_method");
    if (!method.empty())
        config.tell("quantization_config (" + method +
                    ") is not simulated: weights are as wide as training.precision makes them.");
    tellFurtherTokens(config);
    tellWindow(config, model);
}

std::string_view whyNotSimulated(std::string_view type)
{
    for (const Unsimulated &row : unsimulated()) {
        if (std::ranges::find(row.types, type) != row.types.end())
            return row.why;
    }
    return {};
}

} // namespace core
