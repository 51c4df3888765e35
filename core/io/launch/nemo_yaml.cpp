// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/interpolation.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/launch_settings.h"
#include "core/io/launch/megatron_arguments.h"
#include "core/io/yaml/yaml_scalar.h"
#include "core/io/yaml/yaml_tree.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

constexpr std::string_view kEffectless[] = {"run.",
                                            "exp_manager.",
                                            "hydra.",
                                            "defaults",
                                            "trainer.",
                                            "model.optim.",
                                            "model.data.",
                                            "model.tokenizer.",
                                            "model.nsys_profile.",
                                            "model.resume",
                                            "model.hidden_dropout",
                                            "model.attention_dropout",
                                            "model.ffn_dropout",
                                            "model.init_method",
                                            "model.use_scaled_init",
                                            "model.layernorm_epsilon",
                                            "model.native_amp",
                                            "model.hysteresis",
                                            "model.seed",
                                            "model.pre_process",
                                            "model.post_process",
                                            "model.rotary_",
                                            "model.onnx_safe",
                                            "model.apex_transformer_log_level",
                                            "model.use_cpu_initialization",
                                            "model.fp8_margin",
                                            "model.fp8_interval",
                                            "model.fp8_amax",
                                            "model.gc_interval",
                                            "model.grad_allreduce_chunk",
                                            "model.apply_query_key_layer_scaling",
                                            "model.make_vocab"};

// NeMo's keys of the section model that are arguments of Megatron-LM under another name.
struct Value
{
    std::string_view key;
    std::string_view flag;
};
constexpr Value kValues[] = {
    {"tensor_model_parallel_size", "--tensor-model-parallel-size"},
    {"pipeline_model_parallel_size", "--pipeline-model-parallel-size"},
    {"virtual_pipeline_model_parallel_size", "--num-virtual-stages-per-pipeline-rank"},
    {"context_parallel_size", "--context-parallel-size"},
    {"expert_model_parallel_size", "--expert-model-parallel-size"},
    {"micro_batch_size", "--micro-batch-size"},
    {"global_batch_size", "--global-batch-size"},
    {"encoder_seq_length", "--seq-length"},
    {"max_position_embeddings", "--max-position-embeddings"},
    {"num_layers", "--num-layers"},
    {"hidden_size", "--hidden-size"},
    {"ffn_hidden_size", "--ffn-hidden-size"},
    {"num_attention_heads", "--num-attention-heads"},
    {"num_query_groups", "--num-query-groups"},
    {"kv_channels", "--kv-channels"},
    {"make_vocab_size_divisible_by", "--make-vocab-size-divisible-by"},
    {"position_embedding_type", "--position-embedding-type"},
    {"num_moe_experts", "--num-experts"},
    {"moe_router_topk", "--moe-router-topk"},
    {"moe_ffn_hidden_size", "--moe-ffn-hidden-size"},
    {"activations_checkpoint_granularity", "--recompute-granularity"},
};

// Truths that are a flag where they hold, or where they do not.
struct Truth
{
    std::string_view key;
    std::string_view flag;
    bool when = true;
};
constexpr Truth kTruths[] = {
    {"sequence_parallel", "--sequence-parallel"},
    {"share_embeddings_and_output_weights", "--untie-embeddings-and-output-weights", false},
    {"bias", "--disable-bias-linear", false},
    {"optim.overlap_grad_sync", "--overlap-grad-reduce"},
    {"optim.overlap_param_sync", "--overlap-param-gather"},
    {"ub_tp_comm_overlap", "--tp-comm-overlap"},
    {"use_flash_attention", "--use-flash-attn"},
};

class NemoArguments
{
public:
    explicit NemoArguments(LaunchSettings &settings) : m_settings(settings) {}

    // path: of the key that says so.
    void add(std::string_view flag, std::vector<std::string> values, const std::string &path)
    {
        m_arguments.set(flag, {.values = std::move(values), .line = m_settings.lineOf(path)});
        m_keys[std::string(flag)] = path;
    }
    void addValues()
    {
        for (const Value &value : kValues) {
            const std::string path = "model." + std::string(value.key);
            m_keys[std::string(value.flag)] = path; // it may be missed
            if (const auto word = m_settings.word(path))
                add(value.flag, {*word}, path);
        }
        if (m_arguments.has("--num-query-groups"))
            add("--group-query-attention", {}, "model.num_query_groups");
        for (const Truth &truth : kTruths) {
            const std::string path = "model." + std::string(truth.key);
            if (m_settings.flag(path) == truth.when)
                add(truth.flag, {}, path);
        }
    }
    void addModel();
    void addRecomputation();
    void addPrecision();
    void addOptimizer();
    void addFsdp();
    void addPipeline();
    [[nodiscard]] const MegatronArguments &arguments() const { return m_arguments; }
    [[nodiscard]] const auto &keys() const { return m_keys; }

private:
    LaunchSettings &m_settings;
    MegatronArguments m_arguments;
    std::map<std::string, std::string, std::less<>> m_keys;
};

void NemoArguments::addModel()
{
    const std::string norm = lowerCase(m_settings.word("model.normalization").value_or(""));
    if (norm == "rmsnorm")
        add("--normalization", {"RMSNorm"}, "model.normalization");
    const std::string activation = m_settings.word("model.activation").value_or("gelu");
    const std::string path = "model.activation";
    if (activation.ends_with("swiglu"))
        add("--swiglu", {}, path);
    else if (activation.ends_with("geglu"))
        add("--quick-geglu", {}, path);
    else if (activation == "squared-relu")
        add("--squared-relu", {}, path);
    if (m_settings.flag("model.transformer_engine") == false &&
        !m_arguments.has("--use-flash-attn"))
        add("--transformer-impl", {"local"}, "model.transformer_engine");
    const std::string library = m_settings.word("model.tokenizer.library").value_or("megatron");
    const std::string type = m_settings.word("model.tokenizer.type").value_or("GPT2BPETokenizer");
    add("--tokenizer-type",
        {library == "megatron"        ? type
         : library == "sentencepiece" ? "SentencePieceTokenizer"
                                      : "HuggingFaceTokenizer"},
        "model.tokenizer");
    if (library != "megatron") // its name may tell the vocabulary
        add("--tokenizer-model",
            {m_settings.word("model.tokenizer.model").value_or("") + ' ' + type},
            "model.tokenizer");
    if (const JsonNode *ramp = m_settings.find("model.rampup_batch_size")) {
        std::vector<std::string> values;
        for (const JsonNode &item : ramp->items)
            values.push_back(numberWord(item.number));
        add("--rampup-batch-size", values, "model.rampup_batch_size");
    }
}

void NemoArguments::addRecomputation()
{
    const std::string method =
        m_settings.word("model.activations_checkpoint_method").value_or("uniform");
    const std::int64_t layers =
        m_settings.whole("model.activations_checkpoint_num_layers", 0, kMaxLayers).value_or(1);
    const MegatronArguments::Given *kind = m_arguments.find("--recompute-granularity");
    if (!kind || kind->values.empty() || kind->values.front() != "full")
        return; // the other two mean something to full recomputation alone
    add("--recompute-method", {method}, "model.activations_checkpoint_method");
    add("--recompute-num-layers", {std::to_string(std::max<std::int64_t>(1, layers))},
        "model.activations_checkpoint_num_layers");
}

void NemoArguments::addPrecision()
{
    const std::string word = m_settings.word("trainer.precision").value_or("32");
    const std::string path = "trainer.precision";
    if (word.starts_with("bf16"))
        add("--bf16", {}, path);
    else if (word.starts_with("16") || word == "fp16")
        add("--fp16", {}, path);
    if (m_settings.flag("model.fp8") == true)
        add("--fp8-format", {m_settings.flag("model.fp8_e4m3") == true ? "e4m3" : "hybrid"},
            "model.fp8");
    if (m_settings.flag("model.fp8_params") == true)
        add("--fp8-param-gather", {}, "model.fp8_params");
    (void)m_settings.find("model.fp8_hybrid");
    (void)m_settings.find("model.fp8_e4m3");
}

// distributed_fused_adam shares its states as ZeRO does; its buckets are in MiB.
void NemoArguments::addOptimizer()
{
    constexpr double mebi = 1024 * 1024;
    const std::string name = m_settings.word("model.optim.name").value_or("fused_adam");
    if (name == "distributed_fused_adam" || name == "mcore_distributed_optim")
        add("--use-distributed-optimizer", {}, "model.optim.name");
    const std::string sum = m_settings.word("model.optim.grad_sync_dtype").value_or("fp32");
    const bool narrow = sum == "bf16" && m_arguments.has("--bf16");
    if (narrow)
        add("--grad-reduce-in-bf16", {}, "model.optim.grad_sync_dtype");
    if (const auto size = m_settings.number("model.optim.bucket_cap_mb"))
        add("--ddp-bucket-size",
            {numberWord(std::max(1.0, std::floor(*size * mebi / (narrow ? 2 : 4))))},
            "model.optim.bucket_cap_mb");
}

// torch's FSDP, a layer at a time and beside the backward pass.
void NemoArguments::addFsdp()
{
    const std::string strategy = m_settings.word("model.fsdp_sharding_strategy").value_or("full");
    const std::string sum = m_settings.word("model.fsdp_grad_reduce_dtype").value_or("fp32");
    if (m_settings.flag("model.fsdp") != true)
        return;
    const std::string path = "model.fsdp";
    add("--use-megatron-fsdp", {}, path);
    add("--data-parallel-sharding-strategy",
        {strategy == "grad" ? "optim_grads" : "optim_grads_params"}, path);
    add("--overlap-grad-reduce", {}, path);
    if (const MegatronArguments::Given *layers = m_arguments.find("--num-layers"))
        add("--ddp-num-buckets", layers->values, path);
    if (sum == "bf16" && m_arguments.has("--bf16"))
        add("--grad-reduce-in-bf16", {}, path);
    const std::int64_t nodes = m_settings.whole("trainer.num_nodes", 1, kMaxDevices).value_or(1);
    if (strategy == "hybrid" && nodes > 1) // within nodes, and copied between them
        add("--num-distributed-optimizer-instances", {std::to_string(nodes)},
            "model.fsdp_sharding_strategy");
}

void NemoArguments::addPipeline()
{
    const auto chunks =
        m_settings.whole("model.virtual_pipeline_model_parallel_size", 1, kMaxLayers);
    if (chunks && m_settings.flag("model.overlap_p2p_comm") == false)
        add("--no-overlap-p2p-communication", {}, "model.overlap_p2p_comm");
    for (const std::string_view key :
         {"model.overlap_p2p_comm", "model.batch_p2p_comm", "model.sync_batch_comm",
          "model.gradient_accumulation_fusion", "model.grad_div_ar_fusion",
          "model.bias_activation_fusion", "model.bias_dropout_add_fusion",
          "model.masked_softmax_fusion", "model.persist_layer_norm", "model.mcore_gpt",
          "model.megatron_amp_O2", "model.gradient_as_bucket_view"})
        (void)m_settings.find(key); // how kernels are fused is the software's
}

MegatronStart startOf(LaunchSettings &settings)
{
    MegatronStart start;
    const auto nodes = settings.whole("trainer.num_nodes", 1, kMaxDevices);
    const auto each = settings.whole("trainer.devices", 1, kMaxDevices);
    const int line = settings.lineOf("trainer.num_nodes");
    if (each)
        start.devicesPerNode = SaidCount{*each, settings.lineOf("trainer.devices"),
                                         "trainer.devices " + figureOfCount(*each)};
    if (each && nodes.value_or(1) <= kMaxDevices / *each)
        start.devices =
            SaidCount{*each * nodes.value_or(1), line, "trainer.num_nodes x trainer.devices"};
    return start;
}

} // namespace

bool isNemoYaml(const LaunchFile &file)
{
    const std::string text = '\n' + std::string(file.text.substr(0, 1u << 16));
    const bool isYaml =
        text.find("\nmodel:") != std::string::npos || text.find("\ntraining:") != std::string::npos;
    return isYaml && text.find("trainer:") != std::string::npos &&
           text.find("tensor_model_parallel_size:") != std::string::npos;
}

Status readNemoYaml(LaunchSheet &sheet)
{
    Result<JsonNode> tree = parseYamlTree(sheet.file().text, sheet.file().name);
    if (!tree)
        return tree.error();
    JsonNode root = std::move(tree).value();
    if (const JsonNode *training = root.member("training"); training && !root.member("model")) {
        JsonNode inner = *training;
        root = std::move(inner);
    }
    resolveInterpolations(root, "training", sheet.answers().environment);
    LaunchSettings settings(std::move(root));
    NemoArguments arguments(settings);
    arguments.addValues();
    arguments.addModel();
    arguments.addRecomputation();
    arguments.addPrecision();
    arguments.addOptimizer();
    arguments.addFsdp();
    arguments.addPipeline();
    const MegatronStart start = startOf(settings);
    if (const std::optional<LaunchNote> &complaint = settings.complaint())
        return sheet.refuse(complaint->line, complaint->text);
    if (const std::optional<LaunchNote> misspelt = misspeltSetting(settings, "NeMo"))
        return sheet.refuse(misspelt->line, misspelt->text);
    tellUnread(sheet, settings, "NeMo", kEffectless);
    sheet.setKeys(arguments.keys());
    const Status done = applyMegatron(sheet, arguments.arguments(), start);
    sheet.framework = "NeMo";
    return done;
}

} // namespace core
