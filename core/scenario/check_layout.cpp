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

Found complaintAboutUnbuilt(const ParallelSpec &parallel)
{
    const struct
    {
        const char *path;
        const char *name;
        int degree;
    } degrees[] = {{"parallel.tensor", "Tensor parallelism", parallel.tensor},
                   {"parallel.context", "Context parallelism", parallel.context},
                   {"parallel.expert", "Expert parallelism", parallel.expert}};
    for (const auto &entry : degrees) {
        const std::string field = std::string(entry.path).substr(sizeof("parallel"));
        if (entry.degree < 1)
            return Complaint{entry.path,
                             field + " is " + text(entry.degree) + ", but must be at least 1."};
        if (entry.degree > 1)
            return Complaint{entry.path, std::string(entry.name) +
                                             " comes with a later version: set " + field +
                                             " to 1 (it is " + text(entry.degree) + ")."};
    }
    if (parallel.sharding != Sharding::None)
        return Complaint{"parallel.sharding", "Sharding of the model states comes with a later "
                                              "version: set sharding to \"none\"."};
    if (parallel.sequenceParallel)
        return Complaint{"parallel.sequence_parallel", "Sequence parallelism comes with a later "
                                                       "version: set sequence_parallel to false."};
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

Found complaintAboutStages(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t layers = scenario.model.layerCount();
    const int stages = stagesOf(parallel);
    if (stages <= layers)
        return {};
    const std::string of =
        stages == parallel.pipeline
            ? ""
            : " (" + text(parallel.pipeline) + " ranks of " + text(parallel.chunks) + " chunks)";
    return Complaint{"parallel.pipeline",
                     "A model of " + text(layers) + " layers cannot be cut into " + text(stages) +
                         " stages" + of + ": " + fewerStages(parallel, layers) + "."};
}

Found complaintAboutDegrees(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const int devices = scenario.cluster.devices;
    if (parallel.data < 1 || parallel.data > kMaxDevices)
        return Complaint{"parallel.data", "data is " + text(parallel.data) +
                                              ", but must be from 1 to " + text(kMaxDevices) + "."};
    if (parallel.pipeline < 1 || parallel.pipeline > kMaxDevices)
        return Complaint{"parallel.pipeline", "pipeline is " + text(parallel.pipeline) +
                                                  ", but must be from 1 to " + text(kMaxDevices) +
                                                  "."};
    if (Found found = complaintAboutStages(scenario))
        return found;
    const std::int64_t layers = scenario.model.layerCount();
    const int product = parallel.data * parallel.pipeline;
    if (product == devices)
        return {};
    std::string wayOut = "set devices to " + text(product);
    if (devices % parallel.pipeline == 0)
        wayOut += ", or data to " + text(devices / parallel.pipeline);
    else if (devices % parallel.data == 0 && devices / parallel.data <= layers)
        wayOut += ", or pipeline to " + text(devices / parallel.data);
    const bool atFault = product <= kMaxDevices;
    return Complaint{"parallel", "data " + text(parallel.data) + " x pipeline " +
                                     text(parallel.pipeline) + " uses " + text(product) +
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
    const std::int64_t perRound = scenario.parallel.data * training.microBatch;
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
    const int devices = scenario.cluster.devices;
    if (placement.size() != static_cast<std::size_t>(devices))
        return Complaint{
            "parallel.placement",
            "The placement names " + text(static_cast<std::int64_t>(placement.size())) +
                " devices, but there are " + text(devices) + ": name each of them once."};
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

std::optional<Complaint> complaintAboutLayout(const Scenario &scenario)
{
    if (Found found = complaintAboutUnbuilt(scenario.parallel))
        return found;
    using Check = Found (*)(const Scenario &);
    constexpr Check checks[] = {complaintAboutSchedule,  complaintAboutDegrees,
                                complaintAboutBatches,   complaintAboutOwnOrder,
                                complaintAboutActions,   complaintAboutPartition,
                                complaintAboutPlacement, complaintAboutBuckets};
    for (const Check check : checks) {
        if (Found found = check(scenario))
            return found;
    }
    return {};
}

} // namespace core
