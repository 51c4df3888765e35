// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_losses.h"

#include "core/base/text.h"
#include "core/io/json/choice_names.h"
#include "core/plan/framework_named.h"
#include "core/plan/partition.h"
#include "core/plan/stage_sync.h"
#include "core/scenario/gradient_buckets.h"

#include <algorithm>

namespace core {
namespace {

using Text = std::string;

Text count(std::int64_t number)
{
    return figureOfCount(number);
}
Text truth(bool value)
{
    return value ? "true" : "false";
}
// As files spell it.
Text named(auto choice)
{
    return Text(nameOf(choice, namesOf(choice)));
}
template <class Values>
Text listed(const Values &values)
{
    Text text;
    for (const auto &value : values)
        text += (text.empty() ? "" : ", ") + std::to_string(value);
    return text.empty() ? "in order" : text;
}

const ScheduleEntry *entryOf(const Scenario &s)
{
    return findSchedule(s.parallel.schedule);
}
// 1F1B on one rank is no pipeline; other schedules have chunks or split backwards even there.
bool hasRanks(const Scenario &s)
{
    return s.parallel.pipeline > 1 || s.parallel.chunks > 1 || s.parallel.schedule != "1f1b";
}
bool hasCopies(const Scenario &s)
{
    return static_cast<std::int64_t>(s.parallel.data) * s.parallel.context > 1;
}

// Weights of all layers at once, between two steps.
bool gathersAfterStep(const Scenario &s)
{
    return hasCopies(s) && s.parallel.sharding != Sharding::None && !gathersLayers(s);
}

// Micro-batches that take a chunk in turn; without a given number, torch's rule.
std::int64_t groupOf(const Scenario &s)
{
    const std::int64_t all = microBatchCount(s);
    const std::int64_t rounds = std::max<std::int64_t>(1, all / s.parallel.pipeline);
    return s.parallel.group > 0 ? std::min<std::int64_t>(s.parallel.group, all)
                                : (all + rounds - 1) / rounds;
}

Text modelText(const Scenario &s)
{
    return count(parameterCount(s.model)) + " parameters";
}

Text scheduleText(const Scenario &s)
{
    return hasRanks(s) ? s.parallel.schedule : Text();
}

Text partitionText(const Scenario &s)
{
    if (!hasRanks(s))
        return {};
    const Result<std::vector<int>> layers = layersPerStage(s, stagesOf(s.parallel));
    return layers ? listed(layers.value()) : Text("?");
}

Text pairText(const Scenario &s)
{
    if (!hasRanks(s) || !entryOf(s) || !entryOf(s)->hasPairs)
        return {};
    constexpr const char *names[] = {"sum", "max", "factor"};
    return names[static_cast<std::size_t>(s.parallel.pair)] + Text(" ") +
           plainNumber(s.parallel.pairFactor);
}

// Whose kernels attention, sums of gradients and tensor partners have, and who gathers weights.
Text kernelsText(const Scenario &s)
{
    return s.model.transformer() ? Text(frameworkNamed(s)) : Text();
}

// A field by its path in the file of a scenario; an empty text stands for no effect.
struct Field
{
    std::string_view path;
    Text (*text)(const Scenario &s);
};

constexpr Field kOfTraining[] = {
    {"model", modelText},
    {"cluster.devices", [](const Scenario &s) { return count(s.cluster.devices); }},
    {"cluster.devices_per_node",
     [](const Scenario &s) {
         return count(std::min(s.cluster.devices, s.cluster.devicesPerNode));
     }},
    {"training.global_batch", [](const Scenario &s) { return count(s.training.globalBatch); }},
    {"training.micro_batch", [](const Scenario &s) { return count(s.training.microBatch); }},
    {"training.sequence", [](const Scenario &s) { return count(s.training.sequence); }},
    {"training.precision", [](const Scenario &s) { return named(s.training.precision); }},
    {"training.optimizer", [](const Scenario &s) { return named(s.training.optimizer); }},
    {"training.recompute", [](const Scenario &s) { return named(s.training.recompute); }},
    {"training.gradient_bytes",
     [](const Scenario &s) { return count(gradientBytesOf(s.training)); }},
    {"training.reduce_bytes",
     [](const Scenario &s) { return hasCopies(s) ? count(sentBytesOfGradient(s)) : Text(); }},
    {"training.moment_bytes", [](const Scenario &s) { return count(momentBytesOf(s.training)); }},
    {"training.dispatch_bytes",
     [](const Scenario &s) {
         return s.parallel.expert > 1 ? count(s.training.dispatchBytes) : Text();
     }},
    {"parallel.data", [](const Scenario &s) { return count(s.parallel.data); }},
    {"parallel.tensor", [](const Scenario &s) { return count(s.parallel.tensor); }},
    {"parallel.pipeline", [](const Scenario &s) { return count(s.parallel.pipeline); }},
    {"parallel.context", [](const Scenario &s) { return count(s.parallel.context); }},
    {"parallel.expert", [](const Scenario &s) { return count(s.parallel.expert); }},
};

constexpr Field kOfParallel[] = {
    {"parallel.dispatch",
     [](const Scenario &s) { return s.parallel.expert > 1 ? named(s.parallel.dispatch) : Text(); }},
    {"parallel.schedule", scheduleText},
    {"parallel.chunks",
     [](const Scenario &s) {
         return hasRanks(s) ? count(stagesOf(s.parallel)) + " stages" : Text();
     }},
    {"parallel.group",
     [](const Scenario &s) {
         return hasRanks(s) && entryOf(s) && entryOf(s)->takesGroup ? count(groupOf(s)) : Text();
     }},
    {"parallel.memory_limit",
     [](const Scenario &s) {
         return hasRanks(s) && entryOf(s) && entryOf(s)->takesMemoryLimit
                    ? plainNumber(s.parallel.memoryLimit)
                    : Text();
     }},
    {"parallel.pair", pairText},
    {"parallel.split_memory",
     [](const Scenario &s) {
         return hasRanks(s) && (!entryOf(s) || entryOf(s)->splitsBackward)
                    ? named(s.parallel.splitMemory)
                    : Text();
     }},
    {"parallel.partition", partitionText},
    {"parallel.placement", [](const Scenario &s) { return listed(s.parallel.placement); }},
    {"parallel.sharding", [](const Scenario &s) { return named(s.parallel.sharding); }},
    {"parallel.framework", kernelsText},
    {"parallel.sharding_group",
     [](const Scenario &s) {
         return s.parallel.sharding != Sharding::None ? count(sharersOf(s)) : Text();
     }},
    {"parallel.secondary_group",
     [](const Scenario &s) {
         return secondarySharersOf(s) > 0 ? count(secondarySharersOf(s)) : Text("none");
     }},
    {"parallel.offload_optimizer",
     [](const Scenario &s) { return truth(s.parallel.offloadOptimizer); }},
    {"cluster.software.gathers_units",
     [](const Scenario &s) {
         // Of stage 3: whether shares are PyTorch's, in fp32, or have a copy in 16 bits beside
         // them.
         return !dividesGradients(s)                     ? Text()
                : s.parallel.sharding == Sharding::Zero2 ? truth(gathersLayers(s))
                                                         : truth(s.cluster.software.gathersUnits);
     }},
    {"cluster.software.gathers_ahead",
     [](const Scenario &s) {
         return gathersAfterStep(s) && s.parallel.overlap ? truth(s.cluster.software.gathersAhead)
                                                          : Text();
     }},
    {"cluster.software.gathers_fp8",
     [](const Scenario &s) {
         const bool gathers = s.training.precision == Precision::Fp8 && hasCopies(s) &&
                              s.parallel.sharding != Sharding::None;
         return gathers ? truth(s.cluster.software.gathersFp8) : Text();
     }},
    {"cluster.software.tensor_pipelined",
     [](const Scenario &s) {
         return s.parallel.tensor > 1 && s.parallel.sequenceParallel && !runsOnPyTorch(s.parallel)
                    ? truth(s.cluster.software.tensorPipelined > 0)
                    : Text();
     }},
    {"cluster.software.async_tensor",
     [](const Scenario &s) {
         return s.parallel.tensor > 1 ? truth(s.cluster.software.asyncTensor) : Text();
     }},
    {"cluster.software.scatters_gradients",
     [](const Scenario &s) { return gathersAfterStep(s) ? truth(scattersGradients(s)) : Text(); }},
    {"parallel.gradient_scatter",
     [](const Scenario &s) { return dividesGradients(s) ? named(gradientScatterOf(s)) : Text(); }},
    {"parallel.sequence_parallel",
     [](const Scenario &s) {
         return s.parallel.tensor > 1 ? truth(s.parallel.sequenceParallel) : Text();
     }},
    {"parallel.exchange",
     [](const Scenario &s) { return hasRanks(s) ? named(s.parallel.exchange) : Text(); }},
    {"parallel.post_validation",
     [](const Scenario &s) { return truth(s.parallel.postValidation); }},
    {"parallel.all_reduce",
     [](const Scenario &s) { return hasCopies(s) ? named(s.parallel.allReduce) : Text(); }},
    {"parallel.bucket_bytes",
     [](const Scenario &s) { return hasCopies(s) ? count(gradientBucketBytes(s)) : Text(); }},
    {"parallel.overlap",
     [](const Scenario &s) { return hasCopies(s) ? truth(s.parallel.overlap) : Text(); }},
    {"faults",
     [](const Scenario &s) {
         return count(static_cast<std::int64_t>(s.faults.devices.size() + s.faults.links.size()));
     }},
};

Text orWithoutEffect(const Text &text)
{
    return text.empty() ? "without effect" : text;
}

bool isSameModel(const ModelSpec &a, const ModelSpec &b)
{
    return a.shape == b.shape;
}

} // namespace

std::vector<std::string> launchLosses(const Scenario &scenario, const Scenario &other,
                                      const std::string &there)
{
    std::vector<std::string> losses;
    for (const std::span<const Field> fields :
         {std::span<const Field>(kOfTraining), std::span<const Field>(kOfParallel)}) {
        for (const Field &field : fields) {
            const Text here = field.text(scenario);
            const Text now = field.text(other);
            if (here != now)
                losses.push_back(std::string(field.path) + ": " + orWithoutEffect(here) +
                                 " here, " + orWithoutEffect(now) + ' ' + there + '.');
        }
    }
    if (!isSameModel(scenario.model, other.model) && modelText(scenario) == modelText(other))
        losses.push_back("model: a part of it is another one " + there +
                         ", though it has as many parameters.");
    if (hasRanks(scenario) && scenario.parallel.schedule == kOwnSchedule &&
        other.parallel.schedule == kOwnSchedule &&
        scenario.parallel.own.order->actions != other.parallel.own.order->actions)
        losses.push_back("parallel.schedule: its order is another one " + there + '.');
    return losses;
}

} // namespace core
