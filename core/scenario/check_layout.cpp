// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/scenario/bounds.h"
#include "core/scenario/check.h"
#include "core/scenario/constraints.h"
#include "core/scenario/way_out.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace core {
namespace {

using Found = std::optional<Problem>;

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

using Degree = int ParallelSpec::*;

Scenario with(Scenario scenario, Degree degree, std::int64_t value)
{
    scenario.parallel.*degree = static_cast<int>(value);
    return scenario;
}

// The text is built from prefix, number and suffix. The nearest divisor of all that it must divide;
// or, if that takes other devices, the nearest with which they can stay.
struct Whole
{
    const char *before;
    std::int64_t number;
    const char *behind;
    std::int64_t all;
};
Found indivisible(const Scenario &scenario, const char *name, Degree degree, const Whole &whole)
{
    const std::int64_t parts = scenario.parallel.*degree;
    if (parts <= whole.number && whole.number % parts == 0)
        return {};
    const ParallelSpec one = with(scenario, degree, 1).parallel;
    const std::int64_t each = static_cast<std::int64_t>(one.tensor) * one.context * one.pipeline;
    const std::int64_t room = std::max<std::int64_t>(1, scenario.cluster.devices / each);
    return Problem{"parallel." + std::string(name),
                   whole.before + text(whole.number) + whole.behind + " cannot be divided over " +
                       name + ' ' + text(parts),
                   {with(scenario, degree, nearestDivisor(whole.all, parts)),
                    with(scenario, degree, nearestDivisor(std::gcd(whole.all, room), parts))}};
}

Found problemWithPositive(const Scenario &scenario)
{
    const struct
    {
        const FieldBound &bound;
        const char *name;
        Degree degree;
    } degrees[] = {{boundOf("parallel.data"), "data", &ParallelSpec::data},
                   {boundOf("parallel.tensor"), "tensor", &ParallelSpec::tensor},
                   {boundOf("parallel.pipeline"), "pipeline", &ParallelSpec::pipeline},
                   {boundOf("parallel.context"), "context", &ParallelSpec::context},
                   {boundOf("parallel.expert"), "expert", &ParallelSpec::expert}};
    for (const auto &[bound, name, degree] : degrees) {
        const int value = scenario.parallel.*degree;
        if (!isWithin(bound, value))
            return Problem{std::string(bound.path),
                           std::string(name) + " is " + text(value) + ", but must be from 1 to " +
                               text(kMaxDevices),
                           {scenario}};
    }
    return {};
}

Found problemWithExperts(const Scenario &scenario, const TransformerSpec &spec)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.expert > 1 && spec.experts <= 1)
        return Problem{"parallel.expert",
                       scenario.model.title + " has no experts, but expert is " +
                           text(parallel.expert),
                       {scenario}};
    const std::int64_t copies = static_cast<std::int64_t>(parallel.data) * parallel.context;
    if (parallel.expert <= spec.experts && spec.experts % parallel.expert == 0)
        return {};
    return Problem{"parallel.expert",
                   text(spec.experts) + " experts cannot be divided over expert " +
                       text(parallel.expert),
                   {with(scenario, &ParallelSpec::expert,
                         nearestDivisor(std::gcd(spec.experts, copies), parallel.expert))}};
}

// What the model allows.
Found problemWithSplits(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec) {
        const std::int64_t width = widthOfPartners(scenario);
        if (width > 1 || scenario.train) {
            if (Found found = indivisible(scenario, "tensor", &ParallelSpec::tensor,
                                          {"Layers with a common width of ", width, "", width}))
                return found;
        }
        const std::pair<const char *, Degree> undivided[] = {{"tensor", &ParallelSpec::tensor},
                                                             {"context", &ParallelSpec::context},
                                                             {"expert", &ParallelSpec::expert}};
        // A common width is divided over tensor partners: see above.
        for (const auto &[name, degree] : std::span(undivided).subspan(width > 1 ? 1 : 0)) {
            if (parallel.*degree > 1)
                return Problem{"parallel." + std::string(name),
                               "Layers given by their own figures cannot be split, but " +
                                   std::string(name) + " is " + text(parallel.*degree),
                               {scenario},
                               "use a transformer"};
        }
        return {};
    }
    const std::int64_t width = widthOfPartners(scenario);
    const std::int64_t ffn = widthOfMlp(*spec);
    const std::int64_t sequence = scenario.training.sequence;
    if (Found found = indivisible(
            scenario, "tensor", &ParallelSpec::tensor,
            {"", spec->heads, spec->heads == 1 ? " attention head" : " attention heads", width}))
        return found;
    if (Found found = indivisible(scenario, "tensor", &ParallelSpec::tensor,
                                  {"An MLP of width ", ffn, "", width}))
        return found;
    if (Found found = indivisible(scenario, "context", &ParallelSpec::context,
                                  {"A sequence of ", sequence, " tokens", sequence}))
        return found;
    return problemWithExperts(scenario, *spec);
}

Found problemWithExpertCopies(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t copies = static_cast<std::int64_t>(parallel.data) * parallel.context;
    if (parallel.expert > 1 && copies % parallel.expert != 0)
        return Problem{"parallel.expert",
                       "Experts are spread over replicas: data " + text(parallel.data) +
                           " x context " + text(parallel.context) +
                           " cannot be divided over expert " + text(parallel.expert),
                       {scenario}};
    return {};
}

Found problemWithSharing(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.sharding == Sharding::Zero3 && parallel.chunks > 1)
        return Problem{"parallel.sharding",
                       "With ZeRO-3 every pass gathers the weights of its stage, and " +
                           text(parallel.chunks) +
                           " chunks per rank would gather them for every micro-batch in turn",
                       {with(scenario, &ParallelSpec::chunks, 1), scenario}};
    return {};
}

// With as many chunks as the layers allow.
Scenario withFewerChunks(const Scenario &scenario)
{
    const std::int64_t chunks = scenario.model.layerCount() / scenario.parallel.pipeline;
    return with(scenario, &ParallelSpec::chunks, std::max<std::int64_t>(1, chunks));
}

Found problemWithStages(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t layers = scenario.model.layerCount();
    const int stages = stagesOf(parallel);
    if (stages <= layers + stagesWithoutLayers(scenario))
        return {};
    const std::string of =
        stages == parallel.pipeline
            ? ""
            : " (" + text(parallel.pipeline) + " ranks of " + text(parallel.chunks) + " chunks)";
    return Problem{"parallel.pipeline",
                   "A model of " + text(layers) + " layers cannot be cut into " + text(stages) +
                       " stages" + of,
                   {scenario, withFewerChunks(scenario)},
                   "use a schedule with at most " + text(layers) + " stages"};
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

Found problemWithDegrees(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::int64_t devices = scenario.cluster.devices;
    const double large = static_cast<double>(parallel.data) * parallel.pipeline *
                         static_cast<double>(parallel.tensor) * parallel.context;
    const std::int64_t group = static_cast<std::int64_t>(parallel.tensor) * parallel.context;
    const bool same = large < 1e15 && group * parallel.data * parallel.pipeline == devices;
    if (same)
        return {};
    std::vector<Scenario> changes;
    if (large <= kMaxDevices) {
        changes.push_back(scenario);
        changes.back().cluster.devices = static_cast<int>(large);
    }
    changes.push_back(scenario); // replicas follow, if they can
    const std::int64_t pipelines = parallel.data * group;
    if (devices % pipelines == 0)
        changes.push_back(with(scenario, &ParallelSpec::pipeline, devices / pipelines));
    if (devices % group == 0) // ranks and replicas for the devices that there are
        changes.push_back(with(scenario, &ParallelSpec::pipeline,
                               nearestDivisor(devices / group, parallel.pipeline)));
    const std::string uses =
        large < 1e15 ? text(static_cast<std::int64_t>(large)) : figureOfNumber(large);
    return Problem{"parallel",
                   degreesText(parallel) + " uses " + uses + (large == 1 ? " device" : " devices") +
                       ", but the cluster has " + text(devices),
                   std::move(changes), "use fewer replicas or stages"};
}

Found problemWithBatches(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    const std::int64_t perRound =
        static_cast<std::int64_t>(scenario.parallel.data) * training.microBatch;
    if (training.globalBatch % perRound == 0)
        return {};
    std::vector<Scenario> changes = {scenario};
    if (training.globalBatch % scenario.parallel.data == 0) {
        const std::int64_t each = training.globalBatch / scenario.parallel.data;
        changes.push_back(scenario);
        changes.back().training.microBatch = nearestDivisor(each, training.microBatch);
    }
    return Problem{"training.global_batch",
                   "A batch of " + text(training.globalBatch) +
                       " samples cannot be divided into micro-batches of " +
                       text(training.microBatch) + " on " + text(scenario.parallel.data) +
                       (scenario.parallel.data == 1 ? " replica" : " replicas"),
                   std::move(changes)};
}

Found problemWithActions(const Scenario &scenario)
{
    const std::int64_t count = microBatchCount(scenario);
    if (count <= kMaxActions / visitsOfMicroBatch(scenario))
        return {};
    return Problem{"training.global_batch",
                   text(count) + " micro-batches in " + text(stagesOf(scenario.parallel)) +
                       " stages are more than " + text(kMaxActions) + " visits",
                   {scenario},
                   "use larger micro-batches"};
}

Found problemWithPartition(const Scenario &scenario)
{
    const std::vector<int> &partition = scenario.parallel.partition;
    if (partition.empty())
        return {};
    const int stages = stagesOf(scenario.parallel);
    const auto wrong = [&scenario](const std::string &what) {
        return Problem{"parallel.partition", "The partition " + what, {scenario}};
    };
    if (partition.size() != static_cast<std::size_t>(stages))
        return wrong("has " + text(static_cast<std::int64_t>(partition.size())) +
                     " entries, but there are " + text(stages) +
                     " stages, each with its own number of layers");
    std::int64_t sum = 0;
    for (std::size_t stage = 0; stage < partition.size(); ++stage) {
        const int layers = partition[stage];
        if (layers < leastLayers(scenario, stage))
            return wrong("gives one stage " + text(layers) + " layers, but each needs at least 1");
        sum += layers;
    }
    if (sum == scenario.model.layerCount())
        return {};
    return wrong("adds up to " + text(sum) + " layers, but the model has " +
                 text(scenario.model.layerCount()));
}

Found problemWithPlacement(const Scenario &scenario)
{
    const std::vector<int> &placement = scenario.parallel.placement;
    if (placement.empty())
        return {};
    const int group = groupSize(scenario.parallel);
    const int devices = scenario.cluster.devices / group;
    const auto wrong = [&scenario](const std::string &what) {
        return Problem{"parallel.placement", "The placement names " + what, {scenario}};
    };
    if (placement.size() != static_cast<std::size_t>(devices))
        return wrong(text(static_cast<std::int64_t>(placement.size())) +
                     (group > 1 ? " group" : " device") + (placement.size() == 1 ? "" : "s") +
                     (group > 1 ? " of partners" : "") +
                     (devices == 1 ? ", but there is " : ", but there are ") + text(devices) +
                     ", each to be named once");
    std::vector<bool> used(placement.size(), false);
    for (const int device : placement) {
        if (device < 0 || device >= devices)
            return wrong("device " + text(device) + ", but the devices are numbered from 0 to " +
                         text(devices - 1));
        const auto place = static_cast<std::size_t>(device);
        if (used[place])
            return wrong("device " + text(device) + " twice, but each can be named only once");
        used[place] = true;
    }
    return {};
}

Found problemWithBuckets(const Scenario &scenario)
{
    const std::int64_t bucket = scenario.parallel.bucketBytes;
    if (isWithin(boundOf("parallel.bucket_bytes"), static_cast<double>(bucket)))
        return {};
    Scenario nearest = scenario;
    nearest.parallel.bucketBytes = std::clamp<std::int64_t>(bucket, 1, kMaxModelSize);
    return Problem{"parallel.bucket_bytes",
                   "bucket_bytes is " + text(bucket) + ", but must be from 1 to " +
                       text(kMaxModelSize),
                   {},
                   "set it to " + text(nearest.parallel.bucketBytes)};
}

using Check = Found (*)(const Scenario &);

Found firstFound(std::span<const Check> checks, const Scenario &scenario)
{
    for (const Check check : checks) {
        if (Found found = check(scenario))
            return found;
    }
    return {};
}

} // namespace

std::optional<Problem> problemWithLayout(const Scenario &scenario)
{
    // Divisibility of the model is checked before the number of devices.
    constexpr Check checks[] = {problemWithPositive, problemWithSchedule,  problemWithStages,
                                problemWithSplits,   problemWithDegrees,   problemWithExpertCopies,
                                problemWithSharing,  problemWithBatches,   problemWithOwnOrder,
                                problemWithActions,  problemWithPartition, problemWithPlacement,
                                problemWithBuckets};
    return firstFound(checks, scenario);
}

std::optional<Problem> problemWithDegreesAlone(const Scenario &scenario)
{
    constexpr Check checks[] = {problemWithPositive, problemWithSplits, problemWithDegrees,
                                problemWithExpertCopies};
    return firstFound(checks, scenario);
}

std::optional<Complaint> complaintAboutLayout(const Scenario &scenario)
{
    const Found found = problemWithLayout(scenario);
    if (!found)
        return {};
    std::string way = wayOut(scenario, found->changes);
    if (way.empty() || found->changes.empty())
        way = found->otherwise;
    const std::string sentence = found->what + (way.empty() ? "" : ": " + way);
    return Complaint{found->path, sentence + (sentence.ends_with('.') ? "" : ".")};
}

} // namespace core
