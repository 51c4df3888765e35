// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include "core/plan/gradient_sync.h"
#include "core/plan/partition.h"
#include "core/plan/placement.h"
#include "core/plan/plan_memory.h"

#include <algorithm>

namespace core {
namespace {

// A step beyond this is a scenario gone wrong; it keeps every sum of times inside 64 bits.
constexpr double kLongestStepSeconds = 1e8;

Status checkLength(const Plan &plan)
{
    double total = 0;
    for (const StagePlan &stage : plan.stages) {
        const Nanos visit = stage.visits[static_cast<std::size_t>(Op::Forward)].duration +
                            stage.visits[static_cast<std::size_t>(Op::Backward)].duration;
        total += seconds(visit) * plan.order.microBatches;
    }
    if (total < kLongestStepSeconds)
        return std::monostate{};
    return Error{"One step would take over 3 years of computing. Use a smaller model, a smaller"
                 " batch or faster devices."};
}

// Before pricing: the numbers that prices turn into nanoseconds must fit into them.
Status checkPrices(const std::vector<LayerPrice> &layers)
{
    for (const LayerPrice &layer : layers) {
        if (layer.forward.count < 0 || seconds(layer.forward) > kLongestStepSeconds ||
            layer.backward().count < 0 || seconds(layer.backward()) > 3 * kLongestStepSeconds)
            return Error{"One visit of " + layer.name +
                         " would take over 3 years. Use a smaller model, a smaller batch or"
                         " faster devices."};
    }
    return std::monostate{};
}

std::vector<Nanos> optimizerTimes(const Plan &plan, const Scenario &scenario)
{
    std::vector<Nanos> times(static_cast<std::size_t>(plan.ranks()));
    for (std::size_t stage = 0; stage < plan.stages.size(); ++stage)
        times[plan.order.routes.front()[stage]] +=
            optimizerTime(plan.stages[stage].parameters, scenario);
    return times;
}

} // namespace

Result<Plan> makePlan(const Scenario &scenario)
{
    if (const Status status = validate(scenario); !status)
        return status.error();
    Result<ScheduleOrder> order = makeOrder(
        scenario.parallel.schedule, {.ranks = scenario.parallel.pipeline,
                                     .microBatches = static_cast<int>(microBatchCount(scenario)),
                                     .chunks = scenario.parallel.chunks,
                                     .backward = scenario.training.pass == Pass::Training});
    if (!order)
        return order.error();
    Plan plan;
    plan.order = std::move(order).value();
    plan.training = scenario.training.pass == Pass::Training;
    const Result<std::vector<int>> cut = layersPerStage(scenario, plan.order.stages);
    if (!cut)
        return cut.error();
    plan.layers = priceLayers(scenario);
    if (const Status status = checkPrices(plan.layers); !status)
        return status.error();
    plan.stages = planStages(scenario, plan.layers, cut.value());
    if (const Status status = checkLength(plan); !status)
        return status.error();
    plan.wiring = makeWiring(scenario);
    placeRows(plan, scenario);
    planGradientSync(plan, scenario);
    if (plan.training)
        plan.optimizer = optimizerTimes(plan, scenario);
    else
        plan.optimizer.assign(static_cast<std::size_t>(plan.ranks()), {});
    planMemory(plan, scenario);
    return plan;
}

LayerRange stageBlocks(const Plan &plan, int stage)
{
    const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
    const auto isBlock = [&plan](int index) {
        const LayerKind kind = plan.layers[static_cast<std::size_t>(index)].kind;
        return kind == LayerKind::Block || kind == LayerKind::Named;
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

std::string stageLayersText(const Plan &plan, int stage)
{
    const LayerRange range = stageBlocks(plan, stage);
    const bool named = plan.layers.front().kind == LayerKind::Named;
    if (range.end - range.first == 1) {
        if (named)
            return plan.layers[static_cast<std::size_t>(range.first)].name;
        return "layer " + std::to_string(range.first + 1);
    }
    return "layers " + std::to_string(range.first + 1) + "–" + std::to_string(range.end);
}

} // namespace core
