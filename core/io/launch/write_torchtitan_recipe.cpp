// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_nodes.h"
#include "core/io/launch/launch_writing.h"
#include "core/io/launch/torchtitan_start.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>

namespace core {
namespace {

// A text of Python; names of files may have any letters.
std::string quoted(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return result + '"';
}

// The registered configuration that a recipe starts from: llama3_8b().
std::string registeredName(const TorchtitanJob &job)
{
    std::string name = job.model + '_' + job.flavor;
    for (char &c : name)
        c = c == '.' || c == '-' ? '_'
                                 : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    return name;
}

class PythonText
{
public:
    void line(const std::string &text) { m_text += text + '\n'; }
    void set(std::string_view field, const std::string &value)
    {
        line("    config." + std::string(field) + " = " + value);
    }
    void set(std::string_view field, std::int64_t value) { set(field, std::to_string(value)); }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

// Batches are in tokens since 2026-08-20.
void setBatch(PythonText &python, const TorchtitanJob &job, std::int64_t replicas)
{
    const bool pipelined = job.pipeline > 1;
    const std::int64_t micro = pipelined ? job.microBatch : job.localBatch;
    python.set("training.max_context_length", job.sequence);
    python.set("training.num_tokens_per_microbatch_per_dp_rank", micro * job.sequence);
    python.set("training.num_tokens_per_train_step", job.globalBatch * job.sequence);
    if (pipelined)
        python.set("parallelism.num_pp_microbatches", job.globalBatch / (replicas * micro));
}

void setParallelism(PythonText &python, const TorchtitanStart &start)
{
    const TorchtitanJob &job = start.job;
    python.set("parallelism.data_parallel_replicate_degree", job.replicate);
    python.set("parallelism.data_parallel_shard_degree", job.shard);
    python.set("parallelism.fsdp_reshard_after_forward", quoted(job.reshard));
    python.set("parallelism.tensor_parallel_degree", job.tensor);
    if (job.asyncTensor)
        python.set("parallelism.enable_async_tensor_parallel", "True");
    python.set("parallelism.context_parallel_degree", job.context);
    python.set("parallelism.expert_parallel_degree", job.expert * job.expertTensor);
    python.set("parallelism.pipeline_parallel_degree", job.pipeline);
    if (job.pipeline == 1)
        return;
    python.set("parallelism.pipeline_parallel_schedule", quoted(job.schedule));
    if (!job.scheduleCsv.empty())
        python.set("parallelism.pipeline_parallel_schedule_csv",
                   "os.path.join(os.path.dirname(__file__), " + quoted(job.scheduleCsv) + ')');
    python.set("parallelism.pipeline_parallel_first_stage_less_layers", job.firstLess);
    python.set("parallelism.pipeline_parallel_last_stage_less_layers", job.lastLess);
    if (job.layersPerStage)
        python.set("parallelism.pipeline_parallel_layers_per_stage", *job.layersPerStage);
    if (start.parts.empty())
        return;
    python.line("    config.parallelism.module_fqns_per_model_part = [");
    for (const std::string &part : start.parts)
        python.line("        " + part + ',');
    python.line("    ]");
}

std::string recipeOf(const Scenario &scenario, const TorchtitanStart &start)
{
    const TorchtitanJob &job = start.job;
    static const std::map<std::string, std::string> recomputations = {
        {"none", "None"}, {"full", "FullAC.Config()"}, {"selective", "SelectiveAC.Config()"}};
    PythonText python;
    python.line("# For torchtitan's main branch since 2026-08-20, on " +
                figureOfCount(scenario.cluster.devices) + " GPUs.");
    if (!job.scheduleCsv.empty())
        python.line("import os\n");
    if (job.recompute != "none")
        python.line("from torchtitan.distributed.activation_checkpoint import " +
                    std::string(job.recompute == "full" ? "FullAC" : "SelectiveAC"));
    if (!job.converters.empty())
        python.line("from torchtitan.components.quantization import Float8LinearConverter");
    python.line("from torchtitan.models." + job.model + " import model_registry");
    python.line("from torchtitan.models." + job.model + ".config_registry import " +
                registeredName(job));
    python.line("\n\ndef parallarium():");
    python.line("    config = " + registeredName(job) + "()");
    if (!job.converters.empty())
        python.set("model_spec", "model_registry(" + quoted(job.flavor) +
                                     ", converters=[Float8LinearConverter.Config(" +
                                     (job.gathersFp8 ? "enable_fsdp_float8_all_gather=True" : "") +
                                     ")])");
    else
        python.set("model_spec", "model_registry(" + quoted(job.flavor) + ')');
    setBatch(python, job, scenario.parallel.data);
    python.set("training.mixed_precision_param", quoted(job.precision));
    if (job.offload)
        python.set("training.enable_cpu_offload", "True");
    python.set("training.steps", 10);
    // Refused beside a pipeline, and beside the usual exchange of experts.
    if (job.pipeline > 1 || job.expert > 1)
        python.set("training.disable_cuda_graphs", "True");
    if (job.compiledLoss) {
        python.set("compile.enable", "True");
        python.set("compile.components", R"(["loss"])");
    }
    setParallelism(python, start);
    python.set("activation_checkpoint", recomputations.at(job.recompute));
    python.line("    return config");
    return python.take();
}

Status checkRecipe(const Scenario &scenario, const TorchtitanJob &job)
{
    if (job.replicate > 1 && job.shard == 1 &&
        (job.tensor > 1 || job.context > 1 || job.pipeline > 1))
        return Error{"It refuses copies without sharding (DDP) beside tensor, context or pipeline "
                     "partners since 2026: set sharding to zero2 or zero3."};
    const std::int64_t parts = job.tensor * job.context * 2;
    if ((job.tensor > 1 || job.context > 1) && job.sequence % parts != 0)
        return Error{"It refuses sequences of " + figureOfCount(scenario.training.sequence) +
                     " tokens: they are divided into tensor x 2 x context = " +
                     figureOfCount(parts) + " parts."};
    return std::monostate{};
}

} // namespace

Result<LaunchWriting> writeTorchtitanRecipe(const Scenario &scenario, const std::string &name)
{
    const std::string table = name.substr(0, name.rfind('.')) + ".schedule.csv";
    const Result<TorchtitanStart> start = torchtitanStart(scenario, table);
    if (!start)
        return start.error();
    const Result<LaunchNodes> nodes = launchNodes(scenario.cluster);
    if (!nodes)
        return nodes.error();
    const TorchtitanJob &job = start.value().job;
    if (const Status can = checkRecipe(scenario, job); !can)
        return can.error();
    LaunchWriting writing;
    writing.files.push_back({name, recipeOf(scenario, start.value())});
    if (!start.value().table.empty())
        writing.files.push_back({table, start.value().table});
    writing.notes = start.value().notes;
    const std::string module = name.substr(0, name.rfind('.'));
    const std::string call = " MODULE=" + module + " CONFIG=parallarium ./run_train.sh";
    writing.notes.push_back("Start, with the file where Python finds it: NGPU=" +
                            std::to_string(nodes.value().each) + call + " (on each node).");
    writing.notes.push_back(
        "Check without a cluster, on one GPU: NGPU=" + std::to_string(scenario.cluster.devices) +
        " COMM_MODE=fake_backend" + call);
    return writing;
}

} // namespace core
