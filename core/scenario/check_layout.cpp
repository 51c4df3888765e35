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
                   {"parallel.expert", "Expert parallelism", parallel.expert},
                   {"parallel.chunks", "More than one model chunk per device", parallel.chunks}};
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
    const std::int64_t layers = scenario.model.layerCount();
    if (parallel.pipeline > layers)
        return Complaint{"parallel.pipeline",
                         "A model of " + text(layers) + " layers cannot be cut into " +
                             text(parallel.pipeline) + " stages: set pipeline to " + text(layers) +
                             " or less."};
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

Found complaintAboutActions(const Scenario &scenario)
{
    // a forward and a backward visit of every stage
    const std::int64_t each = 2 * static_cast<std::int64_t>(scenario.parallel.pipeline);
    const std::int64_t count = microBatchCount(scenario);
    if (count <= kMaxActions / each)
        return {};
    return Complaint{"training.global_batch",
                     text(count) + " micro-batches in " + text(scenario.parallel.pipeline) +
                         " stages are more than " + text(kMaxActions) +
                         " visits: use larger micro-batches or a smaller batch."};
}

Found complaintAboutPartition(const Scenario &scenario)
{
    const std::vector<int> &partition = scenario.parallel.partition;
    if (partition.empty())
        return {};
    const int stages = scenario.parallel.pipeline;
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
    if (!findSchedule(scenario.parallel.schedule)) {
        std::vector<std::string> known;
        for (const ScheduleEntry &entry : schedules())
            known.push_back(std::string(entry.id));
        return Complaint{"parallel.schedule", "The schedule \"" + scenario.parallel.schedule +
                                                  "\" is not known: choose from " +
                                                  joinWithAnd(known) + "."};
    }
    using Check = Found (*)(const Scenario &);
    constexpr Check checks[] = {complaintAboutDegrees,   complaintAboutBatches,
                                complaintAboutActions,   complaintAboutPartition,
                                complaintAboutPlacement, complaintAboutBuckets};
    for (const Check check : checks) {
        if (Found found = check(scenario))
            return found;
    }
    return {};
}

} // namespace core
