// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/lesson_controls.h"

namespace core {
namespace {

constexpr LessonControl kControls[] = {
    {"strategy"},
    {"scaling"},
    {"devices", "cluster.devices"},
    {"batch", "training.global_batch"},
    {"microbatchsize", "training.micro_batch"},
    {"microbatches", "training.micro_batch"},
    {"schedule", "parallel.schedule"},
    {"chunks", "parallel.chunks"},
    {"memoryLimit", "parallel.memory_limit"},
    {"group", "parallel.group"},
    {"pair"},
    {"splitMemory", "parallel.split_memory"},
    {"tensor", "parallel.tensor"},
    {"tensorMore", "parallel.tensor"},
    {"stages", "parallel.pipeline"},
    {"stagesMore", "parallel.pipeline"},
    {"replicas", "parallel.data"},
    {"replicasMore", "parallel.data"},
    {"context", "parallel.context"},
    {"contextMore", "parallel.context"},
    {"expert", "parallel.expert"},
    {"sharding", "parallel.sharding"},
    {"shardingMore", "parallel.sharding"},
    {"sequence", "parallel.sequence_parallel"},
    {"overlap", "parallel.overlap"},
    {"allReduce", "parallel.all_reduce"},
    {"gradientScatter", "parallel.gradient_scatter"},
    {"shardingGroup", "parallel.sharding_group"},
    {"secondaryGroup", "parallel.secondary_group"},
    {"offload", "parallel.offload_optimizer"},
    {"framework", "parallel.framework"},
    {"placement", "parallel.placement"},
    {"model", "model"},
    {"layers", "model.layers"},
    {"precision", "training.precision"},
    {"precisionWithFp8", "training.precision"},
    {"recompute", "training.recompute"},
    {"device", "cluster.device"},
    {"memory", "cluster.device.memory_gb"},
    {"link", "cluster.intra_link"},
    {"linkPreset", "cluster.intra_link"},
    {"perNode", "cluster.devices_per_node"},
    {"software", "cluster.software"},
    {"slow", "faults"},
    {"middleLink", "faults"},
};

} // namespace

std::span<const LessonControl> lessonControls()
{
    return kControls;
}

std::vector<std::string_view> controlsOf(std::string_view name)
{
    std::vector<std::string_view> ids;
    for (const LessonControl &control : kControls) {
        if (name == control.id || (!control.setting.empty() && name == control.setting))
            ids.push_back(control.id);
    }
    return ids;
}

} // namespace core
