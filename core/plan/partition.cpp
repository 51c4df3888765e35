// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/partition.h"

#include "core/plan/plan_order.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

Error tooManyStages(std::int64_t layers, int stages)
{
    return Error{"A model of " + std::to_string(layers) + " layers cannot be cut into " +
                 std::to_string(stages) + " stages; use at most " + std::to_string(layers) +
                 " stages or a deeper model."};
}

} // namespace

Result<std::vector<int>> layersPerStage(const Scenario &scenario, int stages)
{
    const std::int64_t layers = scenario.model.layerCount();
    if (stages > layers)
        return tooManyStages(layers, stages);
    const std::vector<int> &wanted = scenario.parallel.partition;
    if (wanted.empty()) {
        std::vector<int> even(static_cast<std::size_t>(stages), static_cast<int>(layers / stages));
        std::for_each_n(even.begin(), layers % stages, [](int &count) { ++count; });
        return even;
    }
    const std::int64_t sum = std::accumulate(wanted.begin(), wanted.end(), std::int64_t{0});
    if (static_cast<int>(wanted.size()) != stages || sum != layers || std::ranges::min(wanted) < 1)
        return Error{"parallel.partition must name at least 1 layer for each of the " +
                     std::to_string(stages) + " stages and sum to the model's " +
                     std::to_string(layers) + " layers; it names " + std::to_string(wanted.size()) +
                     " stages with " + std::to_string(sum) + " layers."};
    return wanted;
}

namespace {

VisitProfile visitOf(const std::vector<LayerPrice> &layers, int first, int end, Op op)
{
    VisitProfile visit;
    const bool reversed = op != Op::Forward; // recomputed layer by layer inside backward
    for (int i = 0; i < end - first; ++i) {
        const int index = reversed ? end - 1 - i : first + i;
        const LayerPrice &layer = layers[static_cast<std::size_t>(index)];
        Nanos time;
        switch (op) {
        case Op::Forward:
            time = layer.forward;
            break;
        case Op::Backward:
            time = layer.backward();
            break;
        case Op::BackwardInput:
            time = layer.backwardInput;
            break;
        case Op::BackwardWeight:
            time = layer.backwardWeight;
            break;
        case Op::Recompute:
            time = layer.recompute;
            break;
        }
        visit.segments.push_back({visit.duration, visit.duration + time, index});
        visit.duration += time;
    }
    return visit;
}

StagePlan stageOf(const Scenario &scenario, const std::vector<LayerPrice> &layers, int first,
                  int end)
{
    const bool training = scenario.training.pass == Pass::Training;
    StagePlan stage;
    stage.firstLayer = first;
    stage.endLayer = end;
    for (int i = first; i < end; ++i) {
        const LayerPrice &layer = layers[static_cast<std::size_t>(i)];
        stage.parameters += layer.parameters;
        stage.forwardFlops += layer.forwardFlops;
        stage.recomputeFlops += layer.recomputeFlops;
        // Without a backward pass nothing outlives the layer that made it.
        stage.kept += training ? layer.kept : Bytes{};
        stage.transient = std::max(stage.transient, training ? layer.transient : layer.kept);
    }
    stage.output = layers[static_cast<std::size_t>(end - 1)].output;
    for (const Op op :
         {Op::Forward, Op::Backward, Op::BackwardInput, Op::BackwardWeight, Op::Recompute})
        stage.visits[static_cast<std::size_t>(op)] = visitOf(layers, first, end, op);
    return stage;
}

} // namespace

std::vector<StagePlan> planStages(const Scenario &scenario, const std::vector<LayerPrice> &layers,
                                  const std::vector<int> &layersPerStage)
{
    const TransformerSpec *transformer = scenario.model.transformer();
    const int embedding = transformer ? 1 : 0;
    const int total = static_cast<int>(layers.size());
    std::vector<StagePlan> stages;
    int next = 0;
    for (std::size_t i = 0; i < layersPerStage.size(); ++i) {
        const int first = next;
        next += layersPerStage[i] + (i == 0 ? embedding : 0);
        if (i + 1 == layersPerStage.size())
            next = total;
        stages.push_back(stageOf(scenario, layers, first, next));
    }
    return stages;
}

void copyTiedEmbedding(Plan &plan, const ModelSpec &model)
{
    const TransformerSpec *spec = model.transformer();
    if (!spec || !spec->tiedEmbedding)
        return;
    const std::vector<int> first = holdersOf(plan.order, 0);
    const std::vector<int> last = holdersOf(plan.order, plan.order.stages - 1);
    if (!std::ranges::includes(first, last))
        plan.stages.back().parameters += spec->vocab * spec->hidden;
}

} // namespace core
