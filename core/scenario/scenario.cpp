// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenario.h"

#include "core/scenario/check.h"
#include "core/scenario/constraints.h"

#include <algorithm>

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
    return isSingle(training.precision) ? 4 : 2;
}

int momentsOf(Optimizer optimizer)
{
    switch (optimizer) {
    case Optimizer::Adam:
        return 2;
    case Optimizer::Sgd:
        return 1;
    case Optimizer::PlainSgd:
        break;
    }
    return 0;
}

int momentBytesOf(const TrainingSpec &training)
{
    return training.momentBytes > 0 ? training.momentBytes : 4;
}

int groupSize(const ParallelSpec &parallel)
{
    return parallel.tensor * parallel.context;
}

// PyTorch scatters them in a width of its own; others send them as they are kept.
int reduceBytesOf(const Scenario &scenario)
{
    const int asked = scenario.training.reduceBytes;
    const int scattered = scenario.cluster.software.scatteredBytes;
    if (asked > 0)
        return asked;
    return scattersLayers(scenario) && scattered > 0 ? scattered
                                                     : gradientBytesOf(scenario.training);
}

bool runsOnPyTorch(const ParallelSpec &parallel)
{
    return parallel.framework == Framework::PyTorch ||
           (parallel.framework == Framework::Usual && parallel.sharding >= Sharding::Zero2);
}

void shareStates(ParallelSpec &parallel, Sharding sharding)
{
    const bool before = runsOnPyTorch(parallel);
    parallel.sharding = sharding;
    parallel.framework = Framework::Usual;
    if (runsOnPyTorch(parallel) != before)
        parallel.framework = before ? Framework::PyTorch : Framework::Megatron;
}

namespace {

// The most that divide all of them, up to what is asked.
int wholeGroup(int asked, int all)
{
    return all % asked == 0 ? asked : static_cast<int>(divisorUpTo(all, asked));
}

} // namespace

// Each group holds all experts.
int sharersOf(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const int copies = parallel.data * parallel.context;
    const int partners = std::max(1, parallel.expert);
    if (parallel.shardingGroup <= 0 || copies % partners != 0 || scenario.train)
        return copies;
    const int ofExperts = copies / partners;
    const int asked = std::clamp(parallel.shardingGroup / partners, 1, ofExperts);
    return partners * wholeGroup(asked, ofExperts);
}

int secondarySharersOf(const Scenario &scenario)
{
    const int asked = scenario.parallel.secondaryGroup;
    const int sharers = sharersOf(scenario);
    const bool gathers =
        scenario.parallel.sharding == Sharding::Zero3 && dividesGradients(scenario);
    const bool apart = asked > 1 && asked < sharers;
    if (!gathers || !apart || scenario.parallel.expert > 1 || scenario.train)
        return 0;
    const int group = wholeGroup(asked, sharers);
    return group > 1 ? group : 0;
}

bool sharesInGroups(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    return parallel.sharding != Sharding::None &&
           sharersOf(scenario) < parallel.data * parallel.context;
}

bool dividesGradients(const Scenario &scenario)
{
    return scenario.parallel.sharding >= Sharding::Zero2 && sharersOf(scenario) > 1 &&
           scenario.training.pass == Pass::Training;
}

GradientScatter gradientScatterOf(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.gradientScatter != GradientScatter::Usual)
        return parallel.gradientScatter;
    if (scenario.train)
        return GradientScatter::OncePerStep; // as the engine of core/live does it
    return parallel.sharding == Sharding::Zero2 && parallel.pipeline > 1
               ? GradientScatter::OncePerStep
               : GradientScatter::EachMicroBatch;
}

namespace {

// Wrapped layer by layer, as FSDP does. DeepSpeed's ZeRO-2 keeps the weights of all layers in one
// piece, of which each replica updates its share, and gathers it when the step is over.
bool hasUnits(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    return scenario.cluster.software.gathersUnits && parallel.pipeline == 1 &&
           parallel.tensor == 1 && spec && spec->flashAttention;
}

} // namespace

bool gathersLayers(const Scenario &scenario)
{
    if (!dividesGradients(scenario))
        return false;
    // Without gradient sync FSDP keeps gathered weights too, unless they are sharded after forward.
    return scenario.parallel.sharding == Sharding::Zero3 ||
           (hasUnits(scenario) && gradientScatterOf(scenario) == GradientScatter::EachMicroBatch);
}

bool scattersLayers(const Scenario &scenario)
{
    if (!dividesGradients(scenario) ||
        gradientScatterOf(scenario) != GradientScatter::EachMicroBatch)
        return false;
    // A single micro-batch has its gradients scattered in buckets.
    return gathersLayers(scenario) || microBatchCount(scenario) > 1;
}

bool keepsWholeGradients(const Scenario &scenario)
{
    return dividesGradients(scenario) && !scattersLayers(scenario) && microBatchCount(scenario) > 1;
}

bool scattersGradients(const Scenario &scenario)
{
    return gathersLayers(scenario) || scattersLayers(scenario) ||
           (scenario.parallel.sharding != Sharding::None &&
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
        return parallel.own.title.empty() ? "Custom schedule" : parallel.own.title;
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
