// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenario.h"

#include "core/scenario/check.h"

namespace core {

bool OwnSchedule::operator==(const OwnSchedule &other) const
{
    if (title != other.title || !order || !other.order)
        return title == other.title && order == other.order;
    return order == other.order || order->actions == other.order->actions;
}

bool knowsFp8(const Scenario &scenario)
{
    return scenario.model.transformer() && scenario.cluster.device.peakFp8Flops > 0;
}

bool worksInBf16(const TrainingSpec &training)
{
    return training.precision == Precision::Bf16 || training.precision == Precision::Fp8;
}

int gradientBytesOf(const TrainingSpec &training)
{
    if (training.gradientBytes > 0)
        return training.gradientBytes;
    return training.precision == Precision::Fp32 ? 4 : 2;
}

int momentsOf(Optimizer optimizer)
{
    return optimizer == Optimizer::Adam ? 2 : 1;
}

int momentBytesOf(const TrainingSpec &training)
{
    return training.momentBytes > 0 ? training.momentBytes : 4;
}

int groupSize(const ParallelSpec &parallel)
{
    return parallel.tensor * parallel.context;
}

bool gathersLayers(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.data * parallel.context < 2 || scenario.training.pass != Pass::Training)
        return false;
    const TransformerSpec *spec = scenario.model.transformer();
    const bool units =
        parallel.pipeline == 1 && parallel.tensor == 1 && spec && spec->flashAttention;
    return parallel.sharding == Sharding::Zero3 || (parallel.sharding == Sharding::Zero2 && units);
}

bool scattersGradients(const Scenario &scenario)
{
    return gathersLayers(scenario) || (scenario.parallel.sharding != Sharding::None &&
                                       scenario.cluster.software.scattersGradients);
}

bool sharesBetweenNodes(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const int perNode = scenario.cluster.devicesPerNode;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    const bool severalNodes = scenario.cluster.devices > perNode;
    if (!parallel.placement.empty() ||
        (parallel.pipeline > 1 && entry && entry->placement == Placement::TwoWay))
        return severalNodes;
    // Devices of one pipeline rank stand side by side, replica after replica.
    const std::int64_t reach = parallel.data > 1
                                   ? static_cast<std::int64_t>(parallel.data) * groupSize(parallel)
                               : parallel.context > 1 ? groupSize(parallel)
                                                      : 1;
    return severalNodes && reach > 1 && perNode % reach != 0; // else they fit into one
}

std::int64_t microBatchCount(const Scenario &scenario)
{
    const std::int64_t perRound =
        static_cast<std::int64_t>(scenario.parallel.data) * scenario.training.microBatch;
    return perRound > 0 ? scenario.training.globalBatch / perRound : 0;
}

int stagesOf(const ParallelSpec &parallel)
{
    if (parallel.schedule == kOwnSchedule)
        return parallel.own.order ? parallel.own.order->stages : 0;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    return stageCount(entry ? entry->placement : Placement::Loop, parallel.pipeline,
                      parallel.chunks);
}

std::string scheduleTitle(const ParallelSpec &parallel)
{
    if (parallel.schedule == kOwnSchedule)
        return parallel.own.title.empty() ? "Own schedule" : parallel.own.title;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    return std::string(entry ? entry->title : std::string_view(parallel.schedule));
}

Status validate(const Scenario &scenario)
{
    if (std::optional<Complaint> complaint = firstComplaint(scenario))
        return Error{complaint->message};
    return std::monostate{};
}

Strategy strategyOf(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.pipeline > 1 && isOneAtATime(parallel.schedule))
        return Strategy::Layers;
    int degrees = 0;
    for (const int degree : {parallel.data, parallel.tensor, parallel.pipeline, parallel.context})
        degrees += degree > 1 ? 1 : 0;
    if (degrees > 1 || parallel.context > 1)
        return Strategy::Hybrid;
    if (parallel.pipeline > 1)
        return Strategy::Pipeline;
    if (parallel.tensor > 1)
        return Strategy::Tensor;
    return parallel.sharding == Sharding::None ? Strategy::Data : Strategy::Sharded;
}

bool isPipelined(const Scenario &scenario)
{
    return scenario.parallel.pipeline > 1 && !isOneAtATime(scenario.parallel.schedule);
}

} // namespace core
