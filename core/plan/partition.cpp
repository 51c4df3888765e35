// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/partition.h"

#include "core/cost/collective_price.h"
#include "core/plan/plan_order.h"
#include "core/plan/visit_price.h"
#include "core/scenario/constraints.h"

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

std::vector<int> longFirst(std::int64_t layers, int stages)
{
    std::vector<int> even(static_cast<std::size_t>(stages), static_cast<int>(layers / stages));
    std::for_each_n(even.begin(), layers % stages, [](int &count) { ++count; });
    return even;
}

// Head and embedding stand at the ends, so the short stages are the last, the first, the last but
// one, the second and so on (Llama 3, arXiv:2407.21783, section 3.3.2).
std::vector<int> shortAtTheEnds(std::int64_t layers, int stages)
{
    const int base = static_cast<int>(layers / stages);
    const int longer = static_cast<int>(layers % stages);
    std::vector<int> counts(static_cast<std::size_t>(stages), longer > 0 ? base + 1 : base);
    for (int i = 0; longer > 0 && i < stages - longer; ++i)
        counts[static_cast<std::size_t>(i % 2 == 1 ? i / 2 : stages - 1 - i / 2)] = base;
    return counts;
}

} // namespace

std::vector<int> lighterLastStage(std::int64_t layers, int stages, int fewer)
{
    std::vector<int> counts = shortAtTheEnds(layers + fewer, stages);
    counts.back() -= fewer;
    if (std::ranges::min(counts) < 1)
        counts.clear();
    return counts;
}

Result<std::vector<int>> layersPerStage(const Scenario &scenario, int stages)
{
    const std::int64_t layers = scenario.model.layerCount();
    if (stages > layers + stagesWithoutLayers(scenario))
        return tooManyStages(layers, stages);
    const std::vector<int> &wanted = scenario.parallel.partition;
    if (wanted.empty()) {
        return scenario.model.transformer() ? shortAtTheEnds(layers, stages)
                                            : longFirst(layers, stages);
    }
    const std::int64_t sum = std::accumulate(wanted.begin(), wanted.end(), std::int64_t{0});
    if (!fillsStages(scenario) || sum != layers)
        return Error{"parallel.partition must name at least 1 layer for each of the " +
                     std::to_string(stages) + " stages and sum to the model's " +
                     std::to_string(layers) + " layers; it names " + std::to_string(wanted.size()) +
                     " stages with " + std::to_string(sum) + " layers."};
    return wanted;
}

// Without sequence parallelism every tensor partner needs the whole of what each got a part of.
Nanos outputGathering(const TransformerSpec &spec, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.tensor == 1 || parallel.sequenceParallel || parallel.pipeline == 1)
        return {};
    const double tokens = static_cast<double>(scenario.training.microBatch) *
                          static_cast<double>(scenario.training.sequence) / parallel.context;
    const double bytes = tokens * static_cast<double>(spec.hidden) *
                         static_cast<double>(bytesPerElement(scenario.training.precision));
    const double tensor = parallel.tensor;
    return nanosFromSeconds(allGatherSeconds(bytes, {tensor, tensor}, fabricOf(scenario)));
}

namespace {

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
        stage.gathered += Bytes{layer.parameters * gatheredBytesEach(layer, scenario)};
        stage.expertParameters += layer.expertParameters;
        stage.forwardFlops += layer.forwardFlops;
        stage.recomputeFlops += layer.recomputeFlops;
        // Without a backward pass nothing outlives the layer that made it.
        stage.kept += training ? layer.kept : Bytes{};
        stage.keptUntilInput += training ? layer.keptUntilInput : Bytes{};
        stage.transient = std::max(stage.transient,
                                   training ? layer.transient : layer.kept + layer.keptUntilInput);
    }
    stage.output = layers[static_cast<std::size_t>(end - 1)].output;
    if (const TransformerSpec *spec = scenario.model.transformer())
        stage.gatherOutput = outputGathering(*spec, scenario);
    priceVisits(stage, layers, scenario);
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

void copyTiedEmbedding(Plan &plan, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec || !spec->tiedEmbedding)
        return;
    const std::vector<int> first = holdersOf(plan.order, 0);
    const std::vector<int> last = holdersOf(plan.order, plan.order.stages - 1);
    if (!std::ranges::includes(first, last)) {
        const std::int64_t copy = (spec->vocab * spec->hidden + plan.tensor - 1) / plan.tensor;
        plan.stages.back().parameters += copy;
        plan.stages.back().gathered += Bytes{copy * bytesPerElement(scenario.training.precision)};
    }
}

} // namespace core
