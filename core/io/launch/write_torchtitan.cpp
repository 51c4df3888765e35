// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_nodes.h"
#include "core/io/launch/launch_writing.h"
#include "core/io/launch/torchtitan_start.h"

#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

std::string quoted(const std::string &text)
{
    std::string result = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result += '\\';
        result += code < 0x20 ? ' ' : c;
    }
    return result + '"';
}

class TomlText
{
public:
    void section(std::string_view name)
    {
        m_text += (m_text.empty() ? "[" : "\n[") + std::string(name) + "]\n";
    }
    void line(std::string_view key, const std::string &value)
    {
        m_text += std::string(key) + " = " + value + '\n';
    }
    void line(std::string_view key, std::int64_t value) { line(key, std::to_string(value)); }
    void comment(const std::string &text) { m_text += "# " + text + '\n'; }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

void writeParallelism(TomlText &toml, const TorchtitanStart &start)
{
    const TorchtitanJob &job = start.job;
    toml.section("parallelism");
    toml.line("data_parallel_replicate_degree", job.replicate);
    toml.line("data_parallel_shard_degree", job.shard);
    toml.line("fsdp_reshard_after_forward", quoted(job.reshard));
    toml.line("tensor_parallel_degree", job.tensor);
    if (job.asyncTensor)
        toml.line("enable_async_tensor_parallel", "true");
    toml.line("context_parallel_degree", job.context);
    if (job.expert > 1) {
        toml.line("expert_parallel_degree", job.expert);
        toml.line("expert_tensor_parallel_degree", job.expertTensor);
        toml.line("expert_parallel_comm_backend", quoted(job.expertExchange));
    }
    toml.line("pipeline_parallel_degree", job.pipeline);
    if (job.pipeline == 1)
        return;
    toml.line("pipeline_parallel_schedule", quoted(job.schedule));
    if (!job.scheduleCsv.empty())
        toml.line("pipeline_parallel_schedule_csv", quoted(job.scheduleCsv));
    toml.line("pipeline_parallel_microbatch_size", job.microBatch);
    toml.line("pipeline_parallel_first_stage_less_layers", job.firstLess);
    toml.line("pipeline_parallel_last_stage_less_layers", job.lastLess);
    if (job.layersPerStage)
        toml.line("pipeline_parallel_layers_per_stage", *job.layersPerStage);
    if (start.parts.empty())
        return;
    std::string parts = "[\n";
    for (const std::string &part : start.parts)
        parts += "    " + part + ",\n";
    toml.line("module_fqns_per_model_part", parts + ']');
}

std::string tomlOf(const Scenario &scenario, const TorchtitanStart &start)
{
    const TorchtitanJob &job = start.job;
    TomlText toml;
    toml.comment("For torchtitan up to 0.2.2, on " + figureOfCount(scenario.cluster.devices) +
                 " GPUs.");
    toml.section("job");
    toml.line("description", quoted(scenario.title));
    toml.section("model");
    toml.line("name", quoted(job.model));
    toml.line("flavor", quoted(job.flavor));
    if (!job.converters.empty())
        toml.line("converters", '[' + quoted(job.converters.front()) + ']');
    toml.section("optimizer");
    toml.line("name", quoted(job.optimizer));
    toml.section("training");
    toml.line("local_batch_size", job.localBatch);
    toml.line("global_batch_size", job.globalBatch);
    toml.line("seq_len", job.sequence);
    toml.line("mixed_precision_param", quoted(job.precision));
    if (job.offload)
        toml.line("enable_cpu_offload", "true");
    toml.line("steps", 10);
    writeParallelism(toml, start);
    toml.section("activation_checkpoint");
    toml.line("mode", quoted(job.recompute));
    if (job.recompute == "selective")
        toml.line("selective_ac_option", quoted(job.recomputeOption));
    toml.section("compile");
    // A split backward refuses a compiled model, and a table may split it.
    const bool model = job.pipeline == 1;
    toml.line("enable", model || job.compiledLoss ? "true" : "false");
    if (model != job.compiledLoss)
        toml.line("components", model ? R"(["model"])" : R"(["loss"])");
    if (job.gathersFp8) {
        toml.section(job.converters.front());
        toml.line("enable_fsdp_float8_all_gather", "true");
    }
    return toml.take();
}

std::string stemOf(const std::string &name)
{
    return name.substr(0, name.rfind('.'));
}

} // namespace

Result<LaunchWriting> writeTorchtitanToml(const Scenario &scenario, const std::string &name)
{
    const std::string table = stemOf(name) + ".schedule.csv";
    const Result<TorchtitanStart> start = torchtitanStart(scenario, table);
    if (!start)
        return start.error();
    const Result<LaunchNodes> nodes = launchNodes(scenario.cluster);
    if (!nodes)
        return nodes.error();
    LaunchWriting writing;
    writing.files.push_back({name, tomlOf(scenario, start.value())});
    if (!start.value().table.empty())
        writing.files.push_back({table, start.value().table});
    writing.notes = start.value().notes;
    const std::string gpus = std::to_string(scenario.cluster.devices);
    writing.notes.push_back("Start: NGPU=" + std::to_string(nodes.value().each) +
                            " CONFIG_FILE=" + name + " ./run_train.sh (on each node).");
    writing.notes.push_back("Check without a cluster, on one GPU: NGPU=" + gpus +
                            " COMM_MODE=fake_backend CONFIG_FILE=" + name + " ./run_train.sh");
    return writing;
}

} // namespace core
