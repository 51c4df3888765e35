// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/launch_nodes.h"
#include "core/io/launch/launch_writing.h"
#include "core/io/launch/megatron_words.h"

#include <algorithm>

namespace core {
namespace {

// A title must not leave its comment.
std::string oneLine(std::string text)
{
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return text;
}

void addArray(std::string &script, std::string_view name, const MegatronWords &words)
{
    script += '\n' + std::string(name) + "=(\n";
    for (const std::string &line : words.lines())
        script += "    " + line + '\n';
    script += ")\n";
}

} // namespace

Result<LaunchWriting> writeMegatronScript(const Scenario &scenario, const std::string &name)
{
    const Result<LaunchNodes> nodes = launchNodes(scenario.cluster);
    if (!nodes)
        return nodes.error();
    const Result<MegatronWords> model = megatronModel(scenario);
    if (!model)
        return model.error();
    const Result<MegatronWords> layout = megatronLayout(scenario);
    if (!layout)
        return layout.error();
    const Result<MegatronWords> training = megatronTraining(scenario);
    if (!training)
        return training.error();
    const bool sharded = scenario.parallel.sharding >= Sharding::Zero2;
    std::string script = "#!/bin/bash\n# " + oneLine(scenario.title) +
                         "\n# Run in a checkout of Megatron-LM, on each node.\n";
    // Communication is queued behind computation in their order; Megatron-FSDP must not have it.
    script +=
        sharded ? "unset CUDA_DEVICE_MAX_CONNECTIONS\n" : "export CUDA_DEVICE_MAX_CONNECTIONS=1\n";
    addArray(script, "MODEL_ARGS", model.value());
    addArray(script, "PARALLEL_ARGS", layout.value());
    addArray(script, "TRAINING_ARGS", training.value());
    addArray(script, "RUN_ARGS", megatronRun());
    script += "\ntorchrun --nnodes " + std::to_string(nodes.value().count) + " --nproc_per_node " +
              std::to_string(nodes.value().each) +
              " \\\n    --node_rank \"${NODE_RANK:-0}\" --master_addr "
              "\"${MASTER_ADDR:-localhost}\" --master_port \"${MASTER_PORT:-6000}\" \\\n"
              "    pretrain_gpt.py \\\n    \"${MODEL_ARGS[@]}\" \"${PARALLEL_ARGS[@]}\" "
              "\"${TRAINING_ARGS[@]}\" \"${RUN_ARGS[@]}\"\n";
    LaunchWriting writing;
    writing.files.push_back({name, script});
    const TransformerSpec &sizes = *scenario.model.transformer();
    if (scenario.training.recompute == Recompute::Selective && sizes.experts <= 1 && sizes.gatedMlp)
        writing.losses.push_back("training.recompute: activations of MLPs here, whole MLPs in the "
                                 "file (mlp), which keeps less and computes more.");
    writing.notes.push_back("Start: bash " + name +
                            " (on each node, with NODE_RANK and "
                            "MASTER_ADDR), in a checkout of Megatron-LM.");
    writing.notes.push_back("Check without a cluster, on one GPU: WORLD_SIZE=" +
                            std::to_string(scenario.cluster.devices) +
                            " RANK=0 with the same arguments and --fake-process-group.");
    return writing;
}

} // namespace core
