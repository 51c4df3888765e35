// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/timing_plan.h"

#include "core/cost/layer_kinds.h"
#include "core/plan/gradient_sync.h"
#include "core/plan/partition.h"
#include "core/plan/placement.h"
#include "core/plan/plan_order.h"
#include "core/plan/plan_parts.h"
#include "core/plan/visit_price.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

// One kind of hop between neighbours, whatever the replica.
bool ranksLieAlike(const Scenario &scenario)
{
    const int perNode = std::max(1, scenario.cluster.devicesPerNode);
    const int rank = groupSize(scenario.parallel) * scenario.parallel.data;
    return scenario.cluster.devices <= perNode || rank % perNode == 0 ||
           scenario.parallel.data == 1;
}

class StageTimer
{
public:
    StageTimer(const TransformerSpec &spec, const Scenario &scenario)
        : m_scenario(scenario), m_prices(distinctPrices(spec, scenario))
    {
        std::array<LayerPrice *, 4> layers = {&m_prices.embedding, &m_prices.first, &m_prices.last,
                                              &m_prices.head};
        if (gathersLayers(scenario) || scattersLayers(scenario))
            priceGathering(layers, scenario);
        m_gather = outputGathering(spec, scenario);
        const ScheduleEntry *entry = findSchedule(scenario.parallel.schedule);
        m_halves = entry && !entry->splitsBackward ? Halves::Left : Halves::Priced;
    }

    // The stage with so many blocks from this one on.
    void take(StagePlan &stage, std::int64_t block, int blocks, bool first, bool last)
    {
        std::array<LayerRun, 4> runs;
        std::size_t count = 0;
        const auto add = [&](const LayerPrice &layer, std::int64_t times) {
            if (times > 0)
                runs[count++] = {&layer, static_cast<int>(times)};
        };
        const std::int64_t ofFirst =
            std::clamp<std::int64_t>(m_prices.firstBlocks - block, 0, blocks);
        add(m_prices.embedding, first ? 1 : 0);
        add(m_prices.first, ofFirst);
        add(m_prices.last, blocks - ofFirst);
        add(m_prices.head, last ? 1 : 0);
        if (!isLikeBefore(runs, count)) {
            m_before = runs;
            m_beforeCount = count;
            price();
        }
        stage.parameters = m_stage.parameters;
        stage.expertParameters = m_stage.expertParameters;
        stage.output = m_stage.output;
        stage.gatherOutput = m_gather;
        for (std::size_t op = 0; op < kOpCount; ++op)
            stage.visits[op].duration = m_stage.visits[op].duration;
    }

private:
    bool isLikeBefore(const std::array<LayerRun, 4> &runs, std::size_t count) const
    {
        return count == m_beforeCount &&
               std::equal(runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(count),
                          m_before.begin(), [](const LayerRun &a, const LayerRun &b) {
                              return a.layer == b.layer && a.count == b.count;
                          });
    }

    void price()
    {
        const std::span<const LayerRun> runs(m_before.data(), m_beforeCount);
        m_stage.parameters = 0;
        m_stage.expertParameters = 0;
        for (const LayerRun &run : runs) {
            m_stage.parameters += run.layer->parameters * run.count;
            m_stage.expertParameters += run.layer->expertParameters * run.count;
        }
        m_stage.output = runs.back().layer->output;
        setDurations(m_stage, stageWork(runs, m_scenario, m_halves));
        const auto duration = [this](Op op) -> Nanos & {
            return m_stage.visits[static_cast<std::size_t>(op)].duration;
        };
        duration(Op::Backward) += duration(Op::Recompute);
        duration(Op::BackwardInput) += duration(Op::Recompute);
    }

    const Scenario &m_scenario;
    TransformerPrices m_prices;
    Nanos m_gather;
    Halves m_halves = Halves::Priced;
    std::array<LayerRun, 4> m_before;
    std::size_t m_beforeCount = 0;
    StagePlan m_stage;
};

bool hasOrderOf(const Plan &plan, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    return plan.order.schedule == parallel.schedule && plan.order.ranks == parallel.pipeline &&
           plan.order.chunks == parallel.chunks && parallel.group == 0 &&
           plan.order.microBatches == microBatchCount(scenario) &&
           plan.training == (scenario.training.pass == Pass::Training);
}

Status makeTimingOrder(Plan &plan, const Scenario &scenario)
{
    Result<ScheduleOrder> order = makeOrder(
        scenario.parallel.schedule, {.ranks = scenario.parallel.pipeline,
                                     .microBatches = static_cast<int>(microBatchCount(scenario)),
                                     .chunks = scenario.parallel.chunks,
                                     .backward = scenario.training.pass == Pass::Training,
                                     .group = scenario.parallel.group});
    if (!order)
        return order.error();
    plan.order = std::move(order).value();
    describeOrder(plan);
    return std::monostate{};
}

void placeLeads(Plan &plan, const Scenario &scenario)
{
    plan.replicas = scenario.parallel.data;
    plan.replicaClasses = 1;
    plan.rows.resize(static_cast<std::size_t>(plan.ranks()));
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        RowPlan &row = plan.rows[static_cast<std::size_t>(rank)];
        row.pipelineRank = rank;
        row.lead = rank;
        row.firstOfGroup = deviceOf(scenario, 0, rank);
    }
}

} // namespace

bool timesAlone(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    const bool shares = parallel.data * parallel.context > 1 &&
                        !(gathersLayers(scenario) && scattersLayers(scenario));
    return entry && !entry->searched && !entry->hasPairs &&
           entry->family != ScheduleFamily::Asynchronous && entry->placement != Placement::TwoWay &&
           scenario.model.transformer() && !scenario.train && scenario.faults.devices.empty() &&
           scenario.faults.links.empty() && parallel.placement.empty() && !shares &&
           ranksLieAlike(scenario);
}

Status planTiming(Plan &plan, const Scenario &scenario)
{
    if (const Status status = validate(scenario); !status)
        return status;
    const bool same = hasOrderOf(plan, scenario);
    takeOptions(plan, scenario);
    const Result<std::vector<int>> cut = layersPerStage(scenario, stagesOf(scenario.parallel));
    if (!cut)
        return cut.error();
    plan.stages.resize(cut.value().size());
    StageTimer timer(*scenario.model.transformer(), scenario);
    std::int64_t block = 0;
    for (std::size_t i = 0; i < plan.stages.size(); ++i) {
        timer.take(plan.stages[i], block, cut.value()[i], i == 0, i + 1 == plan.stages.size());
        block += cut.value()[i];
    }
    plan.wiring = makeWiring(scenario);
    if (!same) {
        if (const Status status = makeTimingOrder(plan, scenario); !status)
            return status;
    }
    if (const Status status = checkLength(plan); !status)
        return status;
    copyTiedEmbedding(plan, scenario.model);
    placeLeads(plan, scenario);
    if (!same) {
        plan.sync.clear();
        plan.syncOf.clear();
    }
    for (GradientSync &sync : plan.sync)
        sync.buckets.clear();
    planGradientSync(plan, scenario);
    planOptimizer(plan, scenario);
    return std::monostate{};
}

} // namespace core
