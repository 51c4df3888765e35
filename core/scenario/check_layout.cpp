// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/scenario/check.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

using Found = std::optional<Complaint>;

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

// In the words of before, the number and the words of behind.
Found indivisible(const char *degree, std::int64_t parts, const char *before, std::int64_t whole,
                  const char *behind)
{
    if (parts <= whole && whole % parts == 0)
        return {};
    return Complaint{"parallel." + std::string(degree),
                     before + text(whole) + behind + " cannot be divided over " + degree + ' ' +
                         text(parts) + ": set it to " + text(nearestDivisor(whole, parts)) + '.'};
}

Found complaintAboutPositive(const ParallelSpec &parallel)
{
    const std::pair<const char *, int> degrees[] = {{"data", parallel.data},
                                                    {"tensor", parallel.tensor},
                                                    {"pipeline", parallel.pipeline},
                                                    {"context", parallel.context},
                                                    {"expert", parallel.expert}};
    for (const auto &[name, degree] : degrees) {
        if (degree < 1 || degree > kMaxDevices)
            return Complaint{"parallel." + std::string(name),
                             std::string(name) + " is " + text(degree) +
                                 ", but must be from 1 to " + text(kMaxDevices) + '.'};
    }
    return {};
}

// What the model allows.
Found complaintAboutSplits(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec) {
        for (const auto &[path, degree] : {std::pair("parallel.tensor", parallel.tensor),
                                           std::pair("parallel.context", parallel.context),
                                           std::pair("parallel.expert", parallel.expert)}) {
            if (degree > 1)
                return Complaint{path,
                                 "Layers that are given by their own numbers cannot be split: "
                                 "set " +
                                     std::string(path).substr(sizeof("parallel")) +
                                     " to 1 (it is " + text(degree) + "), or use a transformer."};
        }
        return {};
    }
    if (Found found = indivisible("tensor", parallel.tensor, "", spec->heads, " attention heads"))
        return found;
    const std::int64_t width =
        spec->experts > 1 && spec->denseLayers == 0 ? expertWidth(*spec) : spec->ffn;
    if (Found found = indivisible("tensor", parallel.tensor, "An MLP of width ", width, ""))
        return found;
    if (Found found = indivisible("context", parallel.context, "A sequence of ",
                                  scenario.training.sequence, " tokens"))
        return found;
    if (parallel.expert > 1 && spec->experts <= 1)
        return Complaint{"parallel.expert", scenario.model.title +
                                                " has no experts: set expert to 1 (it is " +
                                                text(parallel.expert) + ")."};
    return indivisible("expert", parallel.expert, "", spec->experts, " experts");
}

Found complaintAboutSharing(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t copies = static_cast<std::int64_t>(parallel.data) * parallel.context;
    if (parallel.expert > 1 && copies % parallel.expert != 0)
        return Complaint{
            "parallel.expert",
            "Experts are spread over replicas: data " + text(parallel.data) + " x context " +
                text(parallel.context) + " cannot be divided over expert " + text(parallel.expert) +
                ": set expert to " + text(nearestDivisor(copies, parallel.expert)) + '.'};
    if (parallel.sharding == Sharding::Zero3 && parallel.chunks > 1)
        return Complaint{"parallel.sharding",
                         "With ZeRO-3 every visit gathers the weights of its stage, and " +
                             text(parallel.chunks) +
                             " chunks per rank would gather them for every micro-batch in turn: "
                             "set chunks to 1, or sharding to \"zero1\"."};
    if (parallel.sharding == Sharding::Zero3 && parallel.expert > 1)
        return Complaint{"parallel.sharding",
                         "ZeRO-3 shares the experts over all replicas already: set expert to 1 (it "
                         "is " +
                             text(parallel.expert) + "), or sharding to \"zero1\"."};
    return {};
}

// What to change when there are more stages than layers.
std::string fewerStages(const ParallelSpec &parallel, std::int64_t layers)
{
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    if (!entry)
        return "use a schedule with at most " + text(layers) + " stages";
    const std::int64_t perRank = stageCount(entry->placement, 1, parallel.chunks);
    std::string wayOut;
    if (perRank <= layers)
        wayOut = "set pipeline to " + text(layers / perRank) + " or less";
    const std::int64_t chunks = layers / parallel.pipeline;
    if (chunks < parallel.chunks && chunks >= entry->chunks.least)
        wayOut += (wayOut.empty() ? "set " : ", or ") + std::string("chunks to ") + text(chunks);
    return wayOut.empty() ? "choose a schedule with fewer chunks" : wayOut;
}

// The first and the last of many chunks of a transformer still have the embedding and the head.
int emptyEnds(const Scenario &scenario)
{
    return scenario.model.transformer() && scenario.parallel.chunks > 1 ? 2 : 0;
}

Found complaintAboutStages(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t layers = scenario.model.layerCount();
    const int stages = stagesOf(parallel);
    if (stages <= layers + emptyEnds(scenario))
        return {};
    const std::string of =
        stages == parallel.pipeline
            ? ""
            : " (" + text(parallel.pipeline) + " ranks of " + text(parallel.chunks) + " chunks)";
    return Complaint{"parallel.pipeline",
                     "A model of " + text(layers) + " layers cannot be cut into " + text(stages) +
                         " stages" + of + ": " + fewerStages(parallel, layers) + "."};
}

// "data 4 x pipeline 2", with the degrees that are more than 1.
std::string degreesText(const ParallelSpec &parallel)
{
    std::string degrees = "data " + text(parallel.data) + " x pipeline " + text(parallel.pipeline);
    if (parallel.tensor > 1)
        degrees += " x tensor " + text(parallel.tensor);
    if (parallel.context > 1)
        degrees += " x context " + text(parallel.context);
    return degrees;
}

Found complaintAboutDegrees(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t devices = scenario.cluster.devices;
    const std::int64_t layers = scenario.model.layerCount();
    const double large = static_cast<double>(parallel.data) * parallel.pipeline *
                         static_cast<double>(parallel.tensor) * parallel.context;
    if (large > 1e15)
        return Complaint{"parallel", degreesText(parallel) + " uses " + figureOfNumber(large) +
                                         " devices, but the cluster has " + text(devices) +
                                         ": use fewer replicas or stages."};
    const std::int64_t group = static_cast<std::int64_t>(parallel.tensor) * parallel.context;
    const std::int64_t product = group * parallel.data * parallel.pipeline;
    if (product == devices)
        return {};
    std::string wayOut = "set devices to " + text(product);
    if (devices % (parallel.pipeline * group) == 0)
        wayOut += ", or data to " + text(devices / (parallel.pipeline * group));
    else if (devices % (parallel.data * group) == 0 && devices / (parallel.data * group) <= layers)
        wayOut += ", or pipeline to " + text(devices / (parallel.data * group));
    const bool atFault = product <= kMaxDevices;
    return Complaint{"parallel", degreesText(parallel) + " uses " + text(product) +
                                     " devices, but the cluster has " + text(devices) + ": " +
                                     (atFault ? wayOut : "use fewer replicas or stages") + "."};
}

// The multiple of step nearest to value, at least one step.
std::int64_t nearestMultiple(std::int64_t value, std::int64_t step)
{
    return std::max<std::int64_t>(1, (value + step / 2) / step) * step;
}

Found complaintAboutBatches(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    const std::int64_t perRound =
        static_cast<std::int64_t>(scenario.parallel.data) * training.microBatch;
    if (training.globalBatch % perRound == 0)
        return {};
    std::string wayOut =
        "set global_batch to " + text(nearestMultiple(training.globalBatch, perRound));
    if (training.globalBatch % scenario.parallel.data == 0) {
        const std::int64_t each = training.globalBatch / scenario.parallel.data;
        wayOut += ", or micro_batch to " + text(std::gcd(each, training.microBatch));
    }
    return Complaint{"training.global_batch",
                     "A batch of " + text(training.globalBatch) +
                         " samples cannot be divided into micro-batches of " +
                         text(training.microBatch) + " on " + text(scenario.parallel.data) +
                         (scenario.parallel.data == 1 ? " replica: " : " replicas: ") + wayOut +
                         "."};
}

// Visits of one micro-batch: forward, backward or its two halves, and recomputation.
std::int64_t visitsEach(const Scenario &scenario)
{
    const ScheduleEntry *entry = findSchedule(scenario.parallel.schedule);
    const std::int64_t perStage = (!entry || entry->splitsBackward ? 3 : 2) +
                                  (scenario.training.recompute == Recompute::None ? 0 : 1);
    return perStage * stagesOf(scenario.parallel);
}

Found complaintAboutActions(const Scenario &scenario)
{
    const std::int64_t count = microBatchCount(scenario);
    if (count <= kMaxActions / visitsEach(scenario))
        return {};
    return Complaint{"training.global_batch",
                     text(count) + " micro-batches in " + text(stagesOf(scenario.parallel)) +
                         " stages are more than " + text(kMaxActions) +
                         " visits: use larger micro-batches or a smaller batch."};
}

Found complaintAboutPartition(const Scenario &scenario)
{
    const std::vector<int> &partition = scenario.parallel.partition;
    if (partition.empty())
        return {};
    const int stages = stagesOf(scenario.parallel);
    if (partition.size() != static_cast<std::size_t>(stages))
        return Complaint{"parallel.partition",
                         "The partition has " + text(static_cast<std::int64_t>(partition.size())) +
                             " entries, but there are " + text(stages) +
                             " stages: give one number of layers for each."};
    std::int64_t sum = 0;
    for (const int layers : partition) {
        if (layers < 1)
            return Complaint{"parallel.partition", "Every stage needs at least 1 layer, but the "
                                                   "partition gives one of them " +
                                                       text(layers) + "."};
        sum += layers;
    }
    if (sum == scenario.model.layerCount())
        return {};
    return Complaint{"parallel.partition", "The partition adds up to " + text(sum) +
                                               " layers, but the model has " +
                                               text(scenario.model.layerCount()) + "."};
}

Found complaintAboutPlacement(const Scenario &scenario)
{
    const std::vector<int> &placement = scenario.parallel.placement;
    if (placement.empty())
        return {};
    const int group = groupSize(scenario.parallel);
    const int devices = scenario.cluster.devices / group;
    if (placement.size() != static_cast<std::size_t>(devices))
        return Complaint{
            "parallel.placement",
            "The placement names " + text(static_cast<std::int64_t>(placement.size())) +
                (group > 1 ? " groups of partners, but there are " : " devices, but there are ") +
                text(devices) + ": name each of them once."};
    std::vector<bool> used(placement.size(), false);
    for (const int device : placement) {
        if (device < 0 || device >= devices)
            return Complaint{"parallel.placement", "The placement names device " + text(device) +
                                                       ", but the devices are numbered from 0 to " +
                                                       text(devices - 1) + "."};
        const auto place = static_cast<std::size_t>(device);
        if (used[place])
            return Complaint{"parallel.placement", "The placement names device " + text(device) +
                                                       " twice: name each device once."};
        used[place] = true;
    }
    return {};
}

Found complaintAboutBuckets(const Scenario &scenario)
{
    const std::int64_t bucket = scenario.parallel.bucketBytes;
    if (bucket >= 1 && bucket <= kMaxModelSize)
        return {};
    return Complaint{"parallel.bucket_bytes", "bucket_bytes is " + text(bucket) +
                                                  ", but must be from 1 to " + text(kMaxModelSize) +
                                                  "."};
}

} // namespace

std::int64_t nearestDivisor(std::int64_t whole, std::int64_t wanted)
{
    for (std::int64_t apart = 0; apart < std::max(whole, wanted); ++apart) {
        for (const std::int64_t divisor : {wanted - apart, wanted + apart}) {
            if (divisor >= 1 && divisor <= whole && whole % divisor == 0)
                return divisor;
        }
    }
    return 1;
}

std::optional<Complaint> complaintAboutLayout(const Scenario &scenario)
{
    if (Found found = complaintAboutPositive(scenario.parallel))
        return found;
    using Check = Found (*)(const Scenario &);
    // What the model cannot be divided into comes before the number of devices, whose way out would
    // keep that.
    constexpr Check checks[] = {
        complaintAboutSchedule,  complaintAboutStages,  complaintAboutSplits,
        complaintAboutDegrees,   complaintAboutSharing, complaintAboutBatches,
        complaintAboutOwnOrder,  complaintAboutActions, complaintAboutPartition,
        complaintAboutPlacement, complaintAboutBuckets};
    for (const Check check : checks) {
        if (Found found = check(scenario))
            return found;
    }
    return {};
}

} // namespace core
