// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/setting_titles.h"

#include <algorithm>
#include <iterator>

namespace core {
namespace {

constexpr Words kUsual = inContext("Setting", "usual");
constexpr Words kOff = inContext("Setting", "off");
constexpr Words kNone = inContext("Setting", "none");

constexpr SettingTitle kTitles[] = {
    {"model", inContext("Setting", "Model"), kUsual},
    {"model.layers", inContext("WhatIf", "Layers"), kUsual},
    {"train.network", inContext("Setting", "Network"), kUsual},
    {"train.data", inContext("Setting", "Data set"), kUsual},
    {"training.precision", inContext("Sweep", "Precision"), kUsual},
    {"training.pass", inContext("Setting", "Passes"), kUsual},
    {"training.global_batch", inContext("WhatIf", "Global batch"), kUsual},
    {"training.sequence", inContext("Sweep", "Tokens of a sample"), kUsual},
    {"cluster.devices", inContext("WhatIf", "GPUs"), kUsual},
    {"cluster.device", inContext("Sweep", "Kind of GPU"), kUsual},
    {"cluster.devices_per_node", inContext("Setting", "GPUs per node"), kUsual},
    {"cluster.intra_link", inContext("Setting", "Links within a node"), kUsual},
    {"cluster.inter_link", inContext("Setting", "Links between nodes"), kUsual},
    {"cluster.software", inContext("Setting", "Software"), kUsual},
    {"faults", inContext("WhatIf", "Slow GPUs and links"), kNone},
    {"parallel.framework", inContext("Setting", "Framework"), kUsual},
    {"parallel.split", inContext("WhatIf", "Split"), kUsual},
    {"parallel.schedule", inContext("WhatIf", "Schedule"), kUsual},
    {"parallel.pipeline", inContext("WhatIf", "Stages"), kUsual},
    {"parallel.tensor", inContext("WhatIf", "Tensor"), kUsual},
    {"parallel.context", inContext("WhatIf", "Context"), kUsual},
    {"parallel.expert", inContext("WhatIf", "Expert"), kUsual},
    {"parallel.data", inContext("WhatIf", "Replicas"), kUsual},
    {"parallel.sharding", inContext("WhatIf", "Sharding"), kUsual},
    {"parallel.sharding_group", inContext("Setting", "Sharding group"),
     inContext("Setting", "all replicas")},
    {"parallel.secondary_group", inContext("Setting", "Second copy of weights"), kNone},
    {"parallel.offload_optimizer", inContext("Setting", "Optimizer offload"), kOff},
    {"training.micro_batch", inContext("WhatIf", "Micro-batch size"), kUsual},
    {"training.micro_batches", inContext("WhatIf", "Micro-batches"), kUsual},
    {"training.recompute", inContext("Sweep", "Recomputation"), kUsual},
    {"parallel.sequence_parallel", inContext("Setting", "Sequence parallel"), kUsual},
    {"training.optimizer", inContext("Setting", "Optimizer"), kUsual},
    {"training.gradient_bytes", inContext("Setting", "Bytes of a gradient"), kUsual},
    {"training.reduce_bytes", inContext("Setting", "Bytes of a gradient on its way"), kUsual},
    {"training.dispatch_bytes", inContext("Setting", "Bytes of a token on its way to an expert"),
     kUsual},
    {"training.moment_bytes", inContext("Setting", "Bytes of a moment"), kUsual},
    {"parallel.chunks", inContext("WhatIf", "Chunks per GPU"), kUsual},
    {"parallel.group", inContext("WhatIf", "Group size"), kUsual},
    {"parallel.memory_limit", inContext("WhatIf", "Activation limit"), kUsual},
    {"parallel.pair", inContext("Setting", "Overlap of a forward and a backward"), kUsual},
    {"parallel.split_memory", inContext("Setting", "Activations of a split backward"), kUsual},
    {"parallel.dispatch", inContext("Setting", "Dispatch to experts"), kUsual},
    {"parallel.gradient_scatter", inContext("Setting", "Gradient scatter"), kUsual},
    {"parallel.exchange", inContext("Setting", "Exchange between stages"), kUsual},
    {"parallel.post_validation", inContext("Setting", "Optimizer post-validation"), kUsual},
    {"parallel.all_reduce", inContext("Setting", "All-reduce of gradients"), kUsual},
    {"parallel.bucket_bytes", inContext("Setting", "Bytes of a gradient bucket"), kUsual},
    {"parallel.overlap", inContext("Setting", "Overlap of gradient sync"), kUsual},
    {"parallel.partition", inContext("WhatIf", "Layers of each stage"), kUsual},
    {"parallel.placement", inContext("WhatIf", "Placement"), kUsual},
};

} // namespace

std::span<const SettingTitle> settingTitles()
{
    return kTitles;
}

std::string settingTitle(std::string_view path)
{
    const auto row = std::ranges::find(kTitles, path, &SettingTitle::path);
    return row == std::end(kTitles) ? std::string(path) : phrase(row->title);
}

std::string_view frameworkTitle(const ParallelSpec &parallel)
{
    return runsOnPyTorch(parallel) ? "PyTorch" : "Megatron-LM";
}

} // namespace core
