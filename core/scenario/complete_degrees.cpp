// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/complete_degrees.h"

#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "core/scenario/edit_schedule.h"
#include "core/scenario/way_out.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

int degreeFrom(std::int64_t value)
{
    return static_cast<int>(std::clamp<std::int64_t>(value, 1, kMaxDevices));
}

// After a degree was asked for: the devices stay if replicas can make room for it, or ranks unless
// they are what was asked for; else as many devices as are nearest.
void makeRoom(Draft &draft, bool ranksHold)
{
    ParallelSpec &parallel = draft.scenario.parallel;
    int &devices = draft.scenario.cluster.devices;
    const std::int64_t group = groupSize(parallel);
    const std::int64_t most = std::max<std::int64_t>(1, kMaxDevices / group);
    parallel.pipeline = static_cast<int>(std::min<std::int64_t>(parallel.pipeline, most));
    if (!ranksHold && devices % group == 0 && devices % (group * parallel.pipeline) != 0)
        parallel.pipeline = static_cast<int>(divisorUpTo(devices / group, parallel.pipeline));
    const std::int64_t each = group * parallel.pipeline;
    const std::int64_t copies = std::clamp<std::int64_t>(
        nearestMultiple(devices, each) / each, 1, std::max<std::int64_t>(1, kMaxDevices / each));
    parallel.data = needsOneReplica(parallel) ? 1 : static_cast<int>(copies);
    if (devices != each * parallel.data)
        draft.because(Setting::Devices, {Because::DegreesMultiply});
    devices = static_cast<int>(each * parallel.data);
    fitSharing(draft.scenario);
    draft.cut = isOneAtATime(parallel.schedule) ? draft.cut : Cut::Enough;
}

// Whatever the layers say: the message about too many stages names the numbers.
void takeOptions(Draft &draft)
{
    ParallelSpec &parallel = draft.scenario.parallel;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    if (!entry)
        return;
    const OptionsAsked &asked = draft.options;
    if (asked.chunks && *asked.chunks >= entry->chunks.least && *asked.chunks <= entry->chunks.most)
        parallel.chunks = static_cast<int>(*asked.chunks);
    if (asked.group && entry->takesGroup)
        parallel.group = static_cast<int>(std::clamp<std::int64_t>(*asked.group, 0, kMaxSamples));
    if (asked.memoryLimit && entry->takesMemoryLimit)
        parallel.memoryLimit =
            static_cast<double>(*asked.memoryLimit) / static_cast<double>(kMemoryLimitUnit);
}

} // namespace

void fitSchedule(Draft &draft)
{
    ParallelSpec &parallel = draft.scenario.parallel;
    const std::int64_t layers = draft.scenario.model.layerCount();
    const bool tooLong = stagesOf(parallel) > layers + stagesWithoutLayers(draft.scenario);
    const bool tooMany = needsOneReplica(parallel) && parallel.data > 1;
    if (!tooLong && !tooMany)
        return;
    draft.because(Setting::Schedule,
                  tooLong ? Reason{Because::LayersSuffice, layers} : Reason{Because::OneReplica});
    setSchedule(parallel, ParallelSpec{}.schedule);
}

void fitSharing(Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    const std::int64_t experts = spec ? spec->experts : 1;
    const std::int64_t copies = static_cast<std::int64_t>(parallel.data) * parallel.context;
    parallel.expert = static_cast<int>(divisorUpTo(std::gcd(experts, copies), parallel.expert));
    if (parallel.sharding == Sharding::Zero3 && parallel.chunks > 1)
        shareStates(parallel, Sharding::Zero1);
}

void fitToDevices(Draft &draft)
{
    Scenario &scenario = draft.scenario;
    ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    const std::int64_t devices = scenario.cluster.devices;
    const std::int64_t width = std::gcd(widthOfPartners(scenario), devices);
    if (divisorUpTo(width, parallel.tensor) != parallel.tensor)
        draft.because(Setting::Tensor,
                      {Because::ModelDivides, spec ? spec->heads : widthOfPartners(scenario)});
    parallel.tensor = static_cast<int>(divisorUpTo(width, parallel.tensor));
    const std::int64_t tokens =
        spec ? std::gcd(scenario.training.sequence, devices / parallel.tensor) : 1;
    parallel.context = static_cast<int>(divisorUpTo(tokens, parallel.context));
    parallel.sequenceParallel = parallel.sequenceParallel && spec;
    const std::int64_t groups = devices / groupSize(parallel);
    const bool tooLong =
        stagesOf(parallel) > scenario.model.layerCount() + stagesWithoutLayers(scenario);
    const std::int64_t most = tooLong ? mostRanks(scenario) : groups;
    if (parallel.pipeline > most)
        draft.because(Setting::Pipeline, {Because::LayersSuffice, scenario.model.layerCount()});
    parallel.pipeline =
        static_cast<int>(divisorUpTo(groups, std::min<std::int64_t>(parallel.pipeline, most)));
    parallel.data = static_cast<int>(groups / parallel.pipeline);
    fitSchedule(draft);
    fitSharing(scenario);
}

void askTensor(Draft &draft, std::int64_t tensor)
{
    draft.scenario.parallel.tensor =
        static_cast<int>(nearestDivisor(widthOfPartners(draft.scenario), degreeFrom(tensor)));
    makeRoom(draft, false);
}

void askContext(Draft &draft, std::int64_t context)
{
    const bool can = draft.scenario.model.transformer() != nullptr;
    draft.scenario.parallel.context =
        can ? static_cast<int>(
                  nearestDivisor(draft.scenario.training.sequence, degreeFrom(context)))
            : 1;
    makeRoom(draft, false);
}

void askPipeline(Draft &draft, std::int64_t pipeline)
{
    draft.scenario.parallel.pipeline =
        static_cast<int>(std::clamp<std::int64_t>(pipeline, 1, mostRanks(draft.scenario)));
    makeRoom(draft, true);
}

void askData(Draft &draft, std::int64_t data)
{
    ParallelSpec &parallel = draft.scenario.parallel;
    const std::int64_t each = static_cast<std::int64_t>(groupSize(parallel)) * parallel.pipeline;
    parallel.data = static_cast<int>(
        std::clamp<std::int64_t>(data, 1, std::max<std::int64_t>(1, kMaxDevices / each)));
    draft.scenario.cluster.devices = static_cast<int>(each * parallel.data);
    draft.because(Setting::Devices, {Because::DegreesMultiply});
    fitSchedule(draft);
    fitSharing(draft.scenario);
    draft.cut = isOneAtATime(parallel.schedule) ? draft.cut : Cut::Enough;
}

void askExpert(Draft &draft, std::int64_t expert)
{
    draft.scenario.parallel.expert = degreeFrom(expert);
    fitSharing(draft.scenario);
}

void askSharding(Draft &draft, std::int64_t sharding)
{
    const auto most = static_cast<std::int64_t>(Sharding::Zero3);
    shareStates(draft.scenario.parallel,
                static_cast<Sharding>(std::clamp<std::int64_t>(sharding, 0, most)));
    fitSharing(draft.scenario);
}

// Fewer chunks before fewer ranks, and fewer devices only where there can be no copies.
void askSchedule(Draft &draft, std::int64_t place)
{
    if (place < 0 || place >= static_cast<std::int64_t>(schedules().size()))
        return;
    Scenario &scenario = draft.scenario;
    ParallelSpec &parallel = scenario.parallel;
    const ScheduleEntry &entry = schedules()[static_cast<std::size_t>(place)];
    const bool tookTurns = isOneAtATime(parallel.schedule);
    setSchedule(parallel, entry.id);
    takeOptions(draft);
    if (tookTurns && !entry.oneAtATime)
        draft.cut = Cut::Well; // one micro-batch was enough until now
    const std::int64_t layers = scenario.model.layerCount();
    while (parallel.chunks > entry.chunks.least && stagesOf(parallel) > layers)
        --parallel.chunks;
    if (parallel.pipeline > 1 &&
        (stagesOf(parallel) > layers || (needsOneReplica(parallel) && parallel.data > 1))) {
        const std::int64_t groups = scenario.cluster.devices / groupSize(parallel);
        const std::int64_t most = mostRanks(scenario);
        const bool alone = needsOneReplica(parallel);
        parallel.pipeline =
            static_cast<int>(alone ? std::min(groups, most) : divisorUpTo(groups, most));
        parallel.data = alone ? 1 : static_cast<int>(groups / parallel.pipeline);
        scenario.cluster.devices = parallel.data * parallel.pipeline * groupSize(parallel);
        draft.because(Setting::Pipeline, {Because::LayersSuffice, layers});
        draft.because(Setting::Devices, {Because::OneReplica});
        draft.cut = Cut::Enough;
    }
    fitSchedule(draft);
    fitSharing(scenario);
}

void askChunks(Draft &draft, std::int64_t chunks)
{
    draft.options.chunks = chunks;
    takeOptions(draft);
    fitSharing(draft.scenario);
}

void askGroup(Draft &draft, std::int64_t microBatches)
{
    draft.options.group = microBatches;
    takeOptions(draft);
}

void askMemoryLimit(Draft &draft, std::int64_t thousandths)
{
    draft.options.memoryLimit = thousandths;
    takeOptions(draft);
}

void askLayers(Draft &draft, std::int64_t layers)
{
    ModelSpec &model = draft.scenario.model;
    layers = std::clamp<std::int64_t>(layers, 1, kMaxLayers);
    if (draft.scenario.train) {
        layers = std::min<std::int64_t>(layers, kMostNetworkLayers);
        NetworkSpec &network = draft.scenario.train->network;
        network = withLayers(std::move(network), static_cast<int>(layers));
        model = modelOf(network);
    } else if (auto *spec = std::get_if<TransformerSpec>(&model.shape)) {
        spec->layers = layers;
    } else if (auto *named = std::get_if<std::vector<NamedLayer>>(&model.shape)) {
        // The preset's own layer count returns when it is possible again.
        const ModelSpec *preset = findModel(model.id);
        const std::vector<NamedLayer> *own = preset ? preset->namedLayers() : nullptr;
        for (std::size_t i = named->size(); static_cast<std::int64_t>(i) < layers; ++i) {
            const bool known = own && i < own->size();
            named->push_back(known ? (*own)[i] : named->back());
            if (!known)
                named->back().name = "layer" + std::to_string(i + 1);
        }
        named->resize(static_cast<std::size_t>(layers));
    }
    if (stagesOf(draft.scenario.parallel) > layers)
        fitToDevices(draft);
}

void dropStale(Draft &draft)
{
    Scenario &scenario = draft.scenario;
    ParallelSpec &parallel = scenario.parallel;
    const int devices = scenario.cluster.devices;
    const OwnSchedule &own = parallel.own;
    const bool isOwn = parallel.schedule == kOwnSchedule;
    if (isOwn &&
        (!own.order || own.order->ranks != parallel.pipeline ||
         (draft.newest == Setting::MicroBatches && own.order->microBatches != draft.batch.count))) {
        setSchedule(parallel, ParallelSpec{}.schedule);
        draft.because(Setting::Schedule, {Because::OrderIsFixed});
    }
    const std::vector<int> &partition = parallel.partition;
    if (partition.size() != static_cast<std::size_t>(stagesOf(parallel)) ||
        std::accumulate(partition.begin(), partition.end(), std::int64_t{0}) !=
            scenario.model.layerCount())
        parallel.partition.clear();
    if (parallel.placement.size() != static_cast<std::size_t>(devices / groupSize(parallel)))
        parallel.placement.clear();
    std::erase_if(scenario.faults.devices,
                  [devices](const DeviceFault &fault) { return fault.device >= devices; });
    std::erase_if(scenario.faults.links, [devices](const LinkFault &fault) {
        return std::max(fault.from, fault.to) >= devices;
    });
}

} // namespace core
