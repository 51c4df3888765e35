// SPDX-License-Identifier: GPL-3.0-or-later
// How a number of devices is split, and the defaults of each split.
#include "core/scenario/grow.h"

#include "core/scenario/check.h"
#include "core/scenario/complete_degrees.h"
#include "core/scenario/edit_schedule.h"
#include "core/scenario/way_out.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace core {
namespace {

constexpr double kRoomForStates = 0.8; // of the memory; activations and buffers take the rest

struct Degrees
{
    int tensor = 1;
    int pipeline = 1;
    int data = 1;
};

// Weights, gradients and optimizer states of one device: a rough estimate, to choose by.
double statesOf(const Scenario &scenario, const Degrees &degrees)
{
    const TrainingSpec &training = scenario.training;
    const double weights = isSingle(training.precision) ? 4 : 6; // 2, and a copy in fp32
    const double states = weights + gradientBytesOf(training) +
                          momentsOf(training.optimizer) * momentBytesOf(training);
    const bool all = scenario.parallel.sharding == Sharding::Zero3;
    const double shares = all ? degrees.data : 1;
    return static_cast<double>(parameterCount(scenario.model)) * states /
           (static_cast<double>(degrees.tensor) * degrees.pipeline * shares);
}

bool overflows(const Scenario &scenario, const Degrees &degrees)
{
    return statesOf(scenario, degrees) >
           kRoomForStates * static_cast<double>(scenario.cluster.device.memory.count);
}

bool crossesNodes(const Scenario &scenario, int tensor)
{
    const int node = scenario.cluster.devicesPerNode;
    return tensor > node || node % tensor != 0;
}

double apart(int a, int b)
{
    return std::abs(std::log2(static_cast<double>(a) / b));
}

std::vector<int> divisorsOf(std::int64_t whole, std::int64_t most)
{
    std::vector<int> divisors;
    for (std::int64_t divisor = 1; divisor <= std::min(whole, most); ++divisor) {
        if (whole % divisor == 0)
            divisors.push_back(static_cast<int>(divisor));
    }
    return divisors;
}

// All ways to split so many groups of context partners.
template <class Visit>
void forEachSplit(const Scenario &scenario, std::int64_t groups, Visit visit)
{
    const std::int64_t width = widthOfPartners(scenario);
    const std::int64_t most = mostRanks(scenario);
    for (const int tensor : divisorsOf(std::gcd(width, groups), kMaxDevices)) {
        for (const int pipeline : divisorsOf(groups / tensor, most))
            visit(Degrees{tensor, pipeline, static_cast<int>(groups / tensor / pipeline)});
    }
}

// How many times the batch would have to grow for every replica to feed its stages; 1: not at all.
double growthOf(const Draft &draft, const Degrees &degrees)
{
    const bool takesTurns = isOneAtATime(draft.scenario.parallel.schedule);
    const double least = static_cast<double>(degrees.data) * (takesTurns ? 1 : degrees.pipeline);
    return std::max(1.0, least / static_cast<double>(draft.batch.global));
}

void take(Draft &draft, const Degrees &degrees)
{
    ParallelSpec &parallel = draft.scenario.parallel;
    parallel.tensor = degrees.tensor;
    parallel.pipeline = degrees.pipeline;
    parallel.data = degrees.data;
    fitSchedule(draft);
    fitSharing(draft.scenario);
}

// The split nearest to the current one that holds the model, keeps tensor groups within nodes and
// starves no stage.
Degrees nearestSplit(const Draft &draft, std::int64_t groups)
{
    const ParallelSpec &now = draft.scenario.parallel;
    const bool alone = needsOneReplica(now);
    const auto costOf = [&](const Degrees &degrees) {
        // A schedule without replicas gives way before partners in several nodes.
        return std::tuple(
            degrees.tensor > now.tensor && crossesNodes(draft.scenario, degrees.tensor),
            alone && degrees.data > 1, overflows(draft.scenario, degrees), growthOf(draft, degrees),
            now.pipeline > 1 && degrees.pipeline == 1, degrees.tensor > now.tensor,
            apart(degrees.tensor, now.tensor) + apart(degrees.pipeline, now.pipeline),
            degrees.pipeline);
    };
    Degrees best;
    bool any = false;
    forEachSplit(draft.scenario, groups, [&](const Degrees &degrees) {
        if (!any || costOf(degrees) < costOf(best))
            best = degrees;
        any = true;
    });
    return best;
}

// Replicas of what there is; where they do not use up the devices, the nearest that does.
void growProduct(Draft &draft, std::int64_t devices)
{
    ParallelSpec &parallel = draft.scenario.parallel;
    parallel.context = static_cast<int>(
        divisorUpTo(std::gcd(draft.scenario.training.sequence, devices), parallel.context));
    const std::int64_t groups = devices / parallel.context;
    const std::int64_t each = static_cast<std::int64_t>(parallel.tensor) * parallel.pipeline;
    const bool several = groups / each > 1 && needsOneReplica(parallel);
    const bool wasOne = each == 1 && parallel.data == 1;
    if (groups % each == 0 && !several && !wasOne)
        take(draft, {parallel.tensor, parallel.pipeline, static_cast<int>(groups / each)});
    else
        take(draft, nearestSplit(draft, groups));
}

void splitTensor(Draft &draft, std::int64_t devices)
{
    const Scenario &scenario = draft.scenario;
    const std::int64_t width = std::gcd(widthOfPartners(scenario), devices);
    const int tensor = static_cast<int>(divisorUpTo(width, scenario.cluster.devicesPerNode));
    take(draft, {tensor, 1, static_cast<int>(devices / tensor)});
}

// As many stages as the layers allow. How often a batch fills the stages depends on the number of
// devices alone, however many of them are stages; where it does not even once, it must grow, and
// the fewest stages that hold the model are best.
void splitPipeline(Draft &draft, std::int64_t devices)
{
    const auto costOf = [&draft](const Degrees &degrees) {
        const double growth = growthOf(draft, degrees);
        return std::tuple(degrees.tensor > 1, degrees.pipeline == 1, growth,
                          growth > 1 && overflows(draft.scenario, degrees),
                          growth > 1 ? degrees.pipeline : -degrees.pipeline);
    };
    Degrees best{1, 1, static_cast<int>(devices)};
    forEachSplit(draft.scenario, devices, [&](const Degrees &degrees) {
        if (costOf(degrees) < costOf(best))
            best = degrees;
    });
    take(draft, best);
}

void splitInTurn(Draft &draft, std::int64_t devices)
{
    const auto ranks = static_cast<int>(divisorUpTo(devices, mostRanks(draft.scenario)));
    take(draft, {1, ranks, static_cast<int>(devices / ranks)});
}

// As even a product as the model and the nodes allow, with enough for every stage to do.
void splitEvenly(Draft &draft, std::int64_t devices)
{
    const auto costOf = [&draft, devices](const Degrees &degrees) {
        const int least = std::min({degrees.tensor, degrees.pipeline, degrees.data});
        const int most = std::max({degrees.tensor, degrees.pipeline, degrees.data});
        const bool isNone = most == devices; // of a product
        return std::tuple(isNone, crossesNodes(draft.scenario, degrees.tensor),
                          growthOf(draft, degrees), overflows(draft.scenario, degrees),
                          std::log2(static_cast<double>(most) / least), degrees.tensor > 1,
                          degrees.pipeline);
    };
    Degrees best{1, 1, static_cast<int>(devices)};
    forEachSplit(draft.scenario, devices, [&](const Degrees &degrees) {
        if (costOf(degrees) < costOf(best))
            best = degrees;
    });
    take(draft, best);
}

// At least four, and no prime.
std::int64_t devicesOfProduct(std::int64_t devices)
{
    devices = std::max<std::int64_t>(4, devices);
    const auto root = static_cast<std::int64_t>(std::sqrt(static_cast<double>(devices)));
    return devices % 2 == 1 && divisorUpTo(devices, root) == 1 ? devices + 1 : devices;
}

// What belongs to other splits goes.
void beginSplit(Draft &draft, Strategy strategy)
{
    ParallelSpec &parallel = draft.scenario.parallel;
    parallel.tensor = parallel.pipeline = parallel.data = parallel.context = 1;
    parallel.sequenceParallel = draft.scenario.model.transformer() &&
                                (strategy == Strategy::Tensor || strategy == Strategy::Hybrid);
    const bool pipelined = strategy == Strategy::Pipeline || strategy == Strategy::Hybrid;
    if (strategy == Strategy::Layers)
        setSchedule(parallel, oneAtATimeSchedule().id);
    else if (strategy == Strategy::Sharded ||
             (strategy == Strategy::Hybrid && needsOneReplica(parallel)) ||
             (pipelined && isOneAtATime(parallel.schedule)))
        setSchedule(parallel, ParallelSpec{}.schedule);
    if (strategy == Strategy::Hybrid)
        return;
    parallel.expert = 1;
    // By whose kernels it is computed stays as it is, as where the list of shardings is used.
    if (strategy == Strategy::Sharded)
        shareStates(parallel, Sharding::Zero3);
    else if (strategy == Strategy::Data || parallel.sharding == Sharding::Zero3)
        shareStates(parallel, Sharding::None); // what else replicas share, they go on sharing
}

void splitBy(Draft &draft, Strategy strategy, std::int64_t devices)
{
    using enum Strategy;
    if (strategy == Tensor)
        splitTensor(draft, devices);
    else if (strategy == Pipeline)
        splitPipeline(draft, devices);
    else if (strategy == Layers)
        splitInTurn(draft, devices);
    else if (strategy == Hybrid)
        splitEvenly(draft, devices);
    else
        take(draft, {1, 1, static_cast<int>(devices)});
}

} // namespace

void askDevices(Draft &draft, std::int64_t devices)
{
    devices = std::clamp<std::int64_t>(devices, 1, kMaxDevices);
    const Strategy strategy = strategyOf(draft.scenario);
    const bool grownFromOne = draft.scenario.cluster.devices == 1 && !draft.holdsSplit;
    const bool isProduct =
        strategy == Strategy::Hybrid || strategy == Strategy::Pipeline || grownFromOne;
    draft.scenario.cluster.devices = static_cast<int>(devices);
    if (isProduct)
        growProduct(draft, devices);
    else
        splitBy(draft, strategy, devices);
    draft.cut = isOneAtATime(draft.scenario.parallel.schedule) ? draft.cut : Cut::Enough;
}

void askSplit(Draft &draft, std::int64_t value)
{
    const auto strategy = static_cast<Strategy>(
        std::clamp<std::int64_t>(value, 0, static_cast<int>(Strategy::Hybrid)));
    draft.splitAsked = true;
    int &devices = draft.scenario.cluster.devices;
    const std::int64_t least = strategy == Strategy::Data     ? devices
                               : strategy == Strategy::Hybrid ? devicesOfProduct(devices)
                                                              : std::max(2, devices);
    if (least != devices)
        draft.because(Setting::Devices, {Because::SplitNeedsDevices, least});
    beginSplit(draft, strategy);
    const std::int64_t most = mostRanks(draft.scenario);
    const bool alone = needsOneReplica(draft.scenario.parallel) && strategy == Strategy::Pipeline;
    devices = static_cast<int>(alone ? std::min(least, most) : least);
    splitBy(draft, strategy, devices);
    ParallelSpec &parallel = draft.scenario.parallel;
    if (parallel.data * parallel.context == 1)
        shareStates(parallel, Sharding::None);
    draft.cut = strategy == Strategy::Layers ? Cut::Whole
                : parallel.pipeline > 1      ? Cut::Well
                                             : Cut::AsAsked;
}

} // namespace core
