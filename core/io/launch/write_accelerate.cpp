// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/launch_nodes.h"
#include "core/io/launch/launch_writing.h"

#include <algorithm>

namespace core {
namespace {

class YamlText
{
public:
    void line(const std::string &key, const std::string &value)
    {
        m_text += key + ": " + value + '\n';
    }
    void line(const std::string &key, std::int64_t value) { line(key, std::to_string(value)); }
    void flag(const std::string &key, bool value) { line(key, value ? "true" : "false"); }
    void section(const std::string &key) { m_text += key + ":\n"; }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

Status checkAccelerate(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool sharded = parallel.sharding >= Sharding::Zero2;
    if (parallel.expert > 1)
        return Error{"It has no expert parallelism: set expert to 1."};
    if (parallel.pipeline > 1 && (sharded || parallel.context > 1))
        return Error{"It has pipelines by Megatron-LM alone, without context partners and without "
                     "ZeRO-2 or ZeRO-3: set pipeline to 1."};
    if (parallel.pipeline > 1 && (parallel.schedule != "1f1b" || !parallel.partition.empty()))
        return Error{"Its pipelines are Megatron-LM's 1F1B of equal stages, nothing else: set the "
                     "schedule to 1f1b."};
    if (parallel.sharding == Sharding::Zero1 && parallel.context > 1)
        return Error{"It has no context partners beside ZeRO-1: set sharding to zero3."};
    return std::monostate{};
}

bool usesMegatron(const ParallelSpec &parallel)
{
    const bool sharded = parallel.sharding >= Sharding::Zero2;
    return parallel.pipeline > 1 || (parallel.tensor > 1 && !sharded);
}

std::string typeOf(const ParallelSpec &parallel)
{
    if (usesMegatron(parallel))
        return "MEGATRON_LM";
    if (parallel.sharding == Sharding::Zero1)
        return "DEEPSPEED";
    if (parallel.sharding >= Sharding::Zero2 || parallel.context > 1)
        return "FSDP";
    return parallel.data > 1 ? "MULTI_GPU" : "'NO'";
}

bool offloads(const ParallelSpec &parallel)
{
    return parallel.offloadOptimizer && parallel.sharding >= Sharding::Zero2;
}

void writeFsdp(YamlText &yaml, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    yaml.section("fsdp_config");
    yaml.line("  fsdp_version", 2);
    yaml.line("  fsdp_auto_wrap_policy", "TRANSFORMER_BASED_WRAP");
    yaml.flag("  fsdp_reshard_after_forward", parallel.sharding == Sharding::Zero3);
    yaml.flag("  fsdp_offload_params", offloads(parallel));
    yaml.flag("  fsdp_activation_checkpointing", scenario.training.recompute == Recompute::Full);
    yaml.line("  fsdp_state_dict_type", "SHARDED_STATE_DICT");
    const std::string size = "  parallelism_config_";
    yaml.section("parallelism_config");
    const int groups = parallel.data * parallel.context / sharersOf(scenario);
    const bool divides = sharesInGroups(scenario) && parallel.data % groups == 0;
    yaml.line(size + "dp_replicate_size", divides ? groups : 1);
    yaml.line(size + "dp_shard_size", divides ? parallel.data / groups : parallel.data);
    yaml.line(size + "tp_size", parallel.tensor);
    yaml.line(size + "cp_size", parallel.context);
}

void writeMegatron(YamlText &yaml, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::string key = "  megatron_lm_";
    yaml.section("megatron_lm_config");
    yaml.line(key + "tp_degree", parallel.tensor);
    yaml.line(key + "pp_degree", parallel.pipeline);
    yaml.line(key + "num_micro_batches", microBatchCount(scenario));
    yaml.flag(key + "sequence_parallelism", parallel.sequenceParallel);
    yaml.flag(key + "use_distributed_optimizer", parallel.sharding == Sharding::Zero1);
    yaml.flag(key + "recompute_activations", scenario.training.recompute == Recompute::Selective);
}

void writeDeepSpeedSection(YamlText &yaml, const Scenario &scenario)
{
    yaml.section("deepspeed_config");
    yaml.line("  zero_stage", static_cast<int>(scenario.parallel.sharding));
    yaml.line("  gradient_accumulation_steps", microBatchCount(scenario));
    yaml.line("  offload_optimizer_device", scenario.parallel.offloadOptimizer ? "cpu" : "none");
    yaml.line("  offload_param_device", "none");
}

std::string yamlOf(const Scenario &scenario, const LaunchNodes &nodes)
{
    constexpr std::string_view precisions[] = {"bf16", "fp16", "'no'", "fp8", "'no'"};
    const ClusterSpec &cluster = scenario.cluster;
    const std::string type = typeOf(scenario.parallel);
    YamlText yaml;
    yaml.line("compute_environment", "LOCAL_MACHINE");
    yaml.line("distributed_type", type);
    yaml.line("mixed_precision",
              std::string(precisions[static_cast<std::size_t>(scenario.training.precision)]));
    yaml.line("num_machines", nodes.count);
    yaml.line("num_processes", cluster.devices);
    if (type == "FSDP")
        writeFsdp(yaml, scenario);
    else if (type == "MEGATRON_LM")
        writeMegatron(yaml, scenario);
    else if (type == "DEEPSPEED")
        writeDeepSpeedSection(yaml, scenario);
    yaml.line("machine_rank", 0);
    yaml.line("main_training_function", "main");
    yaml.line("rdzv_backend", "static");
    yaml.flag("same_network", true);
    yaml.flag("use_cpu", false);
    return yaml.take();
}

} // namespace

Result<LaunchWriting> writeAccelerate(const Scenario &scenario, const std::string &name)
{
    if (const Status can = checkAccelerate(scenario); !can)
        return can.error();
    const Result<LaunchNodes> nodes = launchNodes(scenario.cluster);
    if (!nodes)
        return nodes.error();
    LaunchWriting writing;
    writing.files.push_back({name, yamlOf(scenario, nodes.value())});
    if (offloads(scenario.parallel))
        writing.losses.emplace_back("parallel.offload_optimizer: fsdp_offload_params moves the "
                                    "weights to host memory as well, and brings them for every "
                                    "gather.");
    writing.notes.push_back("Start: accelerate launch --config_file " + name + " PROGRAM");
    writing.notes.push_back(
        "Model, sequence length and micro-batch are the program's: " + scenario.model.title + ", " +
        figureOfCount(scenario.training.sequence) + " tokens, micro-batches of " +
        figureOfCount(scenario.training.microBatch) + ", " +
        figureOfCount(microBatchCount(scenario)) + " of them in gradient accumulation.");
    return writing;
}

} // namespace core
