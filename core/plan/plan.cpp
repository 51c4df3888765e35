// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include "core/base/language.h"
#include "core/base/text.h"
#include "core/cost/kernel_seconds.h"
#include "core/cost/network_memory.h"
#include "core/cost/network_work.h"
#include "core/plan/gradient_sync.h"
#include "core/plan/link_warnings.h"
#include "core/plan/partition.h"
#include "core/plan/partner_faults.h"
#include "core/plan/placement.h"
#include "core/plan/plan_memory.h"
#include "core/plan/plan_order.h"
#include "core/plan/plan_parts.h"

#include <algorithm>

namespace core {
namespace {

// A longer step means a mistaken scenario; the bound keeps every sum of times inside 64 bits.
constexpr double kLongestStepSeconds = 1e8;

// Before visits are priced, and again when faults have stretched what is in them: prices must fit
// into integer nanoseconds. What takes that long on the slowest link is refused before (check.cpp).
Status checkPrices(const std::vector<LayerPrice> &layers)
{
    for (const LayerPrice &layer : layers) {
        const double shards = std::max({layer.gather, layer.gatherAgain, layer.scatter});
        if (shards > kLongestStepSeconds || layer.forward.count < 0 ||
            seconds(layer.forward) > kLongestStepSeconds || layer.backward().count < 0 ||
            seconds(layer.backward()) > 3 * kLongestStepSeconds || layer.recompute.count < 0 ||
            seconds(layer.recompute) > kLongestStepSeconds)
            return Error{"One visit of " + layer.name +
                         " would take over 3 years. Use a smaller model, a smaller batch or"
                         " faster devices."};
    }
    return std::monostate{};
}

// Parameters that each device updates: its own part of what replicas share.
double updatedParameters(const StagePlan &stage, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const double dense = static_cast<double>(stage.parameters - stage.expertParameters);
    const double experts = static_cast<double>(stage.expertParameters);
    if (parallel.sharding == Sharding::None)
        return dense + experts;
    return (dense + experts * parallel.expert) / sharersOf(scenario);
}

std::string asynchronousText(const Scenario &scenario, int ranks)
{
    const int staleness = ranks - 1;
    return scheduleTitle(scenario.parallel) +
           " updates the weights after every backward and never flushes the pipeline: between fill "
           "and drain it has no bubble, and the idle time shown is that of one step run alone. It "
           "is not the same training: gradients of the first stage are computed with weights up "
           "to " +
           std::to_string(staleness) + (staleness == 1 ? " update old." : " updates old.");
}

} // namespace

Status checkLength(const Plan &plan)
{
    double total = 0;
    for (const StagePlan &stage : plan.stages) {
        Nanos visit;
        for (const Op op : {Op::Forward, Op::Recompute, Op::Backward})
            visit += stage.visits[static_cast<std::size_t>(op)].duration;
        total += seconds(visit) * plan.order.microBatches;
    }
    if (total < kLongestStepSeconds)
        return std::monostate{};
    return Error{"One step would take over 3 years of computing. Use a smaller model, a smaller"
                 " batch or faster devices."};
}

OptimizerWork optimizerWork(const StagePlan &stage, const Scenario &scenario)
{
    const double updated = updatedParameters(stage, scenario);
    if (!isPricedAsTrained(scenario))
        return {nanosFromSeconds(optimizerSeconds(updated, scenario)),
                optimizerBytes(updated, scenario)};
    constexpr double kElementBytes = 4;
    KernelWork work = updateWork(updated, scenario.train->optimizer);
    // Else others read the gradients until the step ends.
    if (sharersOf(scenario) == 1 || scenario.parallel.sharding != Sharding::None)
        work += clearWork(updated);
    return {nanosFromSeconds(kernelSeconds(work, scenario.cluster.device, workingSetOf(scenario))),
            kElementBytes * work.touched};
}

void planOptimizer(Plan &plan, const Scenario &scenario)
{
    plan.optimizer.assign(static_cast<std::size_t>(plan.ranks()), {});
    if (!plan.training)
        return;
    if (plan.order.asynchronous) {
        for (const StagePlan &stage : plan.stages)
            plan.update.push_back(optimizerWork(stage, scenario).time);
        return;
    }
    if (scenario.model.transformer())
        plan.hostStep = scenario.cluster.software.hostStep;
    constexpr double kSecondsPerHour = 3600;
    plan.pausesPerSecond =
        scenario.cluster.software.pausesPerHour / kSecondsPerHour * scenario.cluster.devices;
    plan.pause = scenario.cluster.software.pause;
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        Nanos &total = plan.optimizer[static_cast<std::size_t>(rank)];
        total = plan.hostStep;
        for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)])
            total += optimizerWork(plan.stages[static_cast<std::size_t>(stage)], scenario).time;
    }
}

void takeOptions(Plan &plan, const Scenario &scenario)
{
    plan.training = scenario.training.pass == Pass::Training;
    plan.groupSize = groupSize(scenario.parallel);
    plan.tensor = scenario.parallel.tensor;
    plan.exchange = scenario.parallel.exchange;
    plan.postValidation = scenario.parallel.postValidation;
    plan.contention = scenario.cluster.software.contention;
    plan.pair = scenario.parallel.pair;
    plan.pairFactor = scenario.parallel.pairFactor;
    plan.splitMemory = scenario.parallel.splitMemory;
}

Result<Plan> makePlan(const Scenario &scenario, Folding folding)
{
    if (const Status status = validate(scenario); !status)
        return status.error();
    Plan plan;
    takeOptions(plan, scenario);
    const Result<std::vector<int>> cut = layersPerStage(scenario, stagesOf(scenario.parallel));
    if (!cut)
        return cut.error();
    plan.layers = priceLayers(scenario);
    if (const Status status = checkPrices(plan.layers); !status)
        return status.error();
    plan.wiring = makeWiring(scenario);
    plan.replicas = scenario.parallel.data;
    plan.stages = planStages(scenario, plan.layers, cut.value());
    Result<ScheduleOrder> order = orderFor(scenario, plan.stages, plan.wiring);
    if (!order)
        return order.error();
    plan.order = std::move(order).value();
    if (priceFaultyPartners(plan, scenario)) {
        if (const Status status = checkPrices(plan.layers); !status)
            return status.error();
        plan.stages = planStages(scenario, plan.layers, cut.value());
    }
    plan.warnings = plan.order.notes;
    if (plan.order.asynchronous && plan.training && plan.ranks() > 1)
        plan.warnings.push_back(asynchronousText(scenario, plan.ranks()));
    if (const Status status = checkLength(plan); !status)
        return status.error();
    describeOrder(plan);
    copyTiedEmbedding(plan, scenario);
    placeRows(plan, scenario, folding);
    planGradientSync(plan, scenario);
    warnOfPartnerFaults(plan, scenario);
    planOptimizer(plan, scenario);
    planMemory(plan, scenario);
    warnOfBits(plan, scenario);
    return plan;
}

Nanos Plan::exposedHandOver(int replicaClass, std::size_t route, int stage) const
{
    if (exchange == Exchange::Overlapped)
        return {};
    const std::vector<std::uint16_t> &ranks = order.routes[route];
    Nanos longest;
    for (int before = std::max(0, stage - 1); before <= stage; ++before) {
        const auto at = static_cast<std::size_t>(before);
        if (at + 1 >= ranks.size() || ranks[at] == ranks[at + 1])
            continue;
        longest = std::max(longest,
                           hop(replicaClass, ranks[at], ranks[at + 1]).timeFor(stages[at].output) +
                               stages[at].gatherOutput);
    }
    return longest;
}

LayerRange stageBlocks(const Plan &plan, int stage)
{
    const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
    const auto isBlock = [&plan](int index) {
        return !plan.layers[static_cast<std::size_t>(index)].isOutsideBlocks();
    };
    const int offset = plan.layers.front().kind == LayerKind::Embedding ? 1 : 0;
    int first = at.firstLayer;
    int end = at.endLayer;
    while (first < end && !isBlock(first))
        ++first;
    while (end > first && !isBlock(end - 1))
        --end;
    return {first - offset, end - offset};
}

int chunkNumber(const Plan &plan, int pipelineRank, int stage)
{
    const auto rank = static_cast<std::size_t>(pipelineRank);
    if (rank >= plan.stagesOf.size())
        return 0;
    const std::vector<int> &stages = plan.stagesOf[rank];
    if (stages.size() < 2 || plan.order.routes.size() > 1)
        return 0;
    const auto found = std::ranges::lower_bound(stages, stage);
    return static_cast<int>(found - stages.begin()) + 1;
}

std::string microBatchText(const Plan &plan, int pipelineRank, int stage, int microBatch)
{
    const int chunk = chunkNumber(plan, pipelineRank, stage);
    const std::string text = phrase(plan.training ? inContext("Event", "micro-batch %1")
                                                  : inContext("Event", "batch %1"),
                                    {std::to_string(microBatch + 1)});
    return chunk == 0 ? text
                      : phrase(inContext("Event", "chunk %1 of %2"), {std::to_string(chunk), text});
}

std::string stageLayersText(const Plan &plan, int stage)
{
    const StagePlan &own = plan.stages[static_cast<std::size_t>(stage)];
    if (own.firstLayer == own.endLayer) // of a mystery box
        return phrase(inContext("Layers", "layers not told"));
    const LayerRange range = stageBlocks(plan, stage);
    const bool named = plan.layers.front().kind == LayerKind::Named;
    if (range.end <= range.first) // of a transformer: an end that has no block
        return phrase(stage == 0 ? inContext("Layers", "embedding") : inContext("Layers", "head"));
    if (range.end - range.first == 1) {
        if (named)
            return plan.layers[static_cast<std::size_t>(range.first)].name;
        return phrase(inContext("Layers", "layer %1"), {std::to_string(range.first + 1)});
    }
    return phrase(inContext("Layers", "layers %1–%2"),
                  {std::to_string(range.first + 1), std::to_string(range.end)});
}

} // namespace core
