// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/stage_timer.h"

#include "core/plan/partition.h"

#include <algorithm>
#include <span>

namespace core {

StageTimer::StageTimer(const TransformerSpec &spec, const Scenario &scenario)
    : m_scenario(scenario), m_prices(distinctPrices(spec, scenario))
{
    std::array<LayerPrice *, 4> layers = {&m_prices.embedding, &m_prices.first, &m_prices.last,
                                          &m_prices.head};
    if (gathersLayers(scenario) || scattersLayers(scenario))
        priceGathering(layers, scenario);
    m_gather = outputGathering(spec, scenario);
    const ScheduleEntry *entry = findSchedule(scenario.parallel.schedule);
    m_halves = entry && !entry->splitsBackward ? Halves::Left : Halves::Priced;
    m_hides = entry && entry->hasPairs && scenario.parallel.pair == PairRule::Sum &&
              scenario.parallel.expert > 1;
}

std::int64_t StageTimer::blocksLikeFirst(std::int64_t block, int blocks) const
{
    return std::clamp<std::int64_t>(m_prices.firstBlocks - block, 0, blocks);
}

void StageTimer::take(StagePlan &stage, std::int64_t block, int blocks, bool first, bool last)
{
    std::array<LayerRun, 4> runs;
    std::size_t count = 0;
    const auto add = [&](const LayerPrice &layer, std::int64_t times) {
        if (times > 0)
            runs[count++] = {&layer, static_cast<int>(times)};
    };
    const std::int64_t ofFirst = blocksLikeFirst(block, blocks);
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
    stage.gathered = m_stage.gathered;
    stage.kept = m_stage.kept;
    stage.keptUntilInput = m_stage.keptUntilInput;
    stage.output = m_stage.output;
    stage.gatherOutput = m_gather;
    constexpr auto exchange = static_cast<std::size_t>(CostPart::ExpertComm);
    for (std::size_t op = 0; op < kOpCount; ++op) {
        stage.visits[op].duration = m_stage.visits[op].duration;
        stage.visits[op].withoutExpertComm = m_stage.visits[op].withoutExpertComm;
        stage.visits[op].parts[exchange] = m_stage.visits[op].parts[exchange];
    }
}

void StageTimer::takeAll(std::vector<StagePlan> &stages, const std::vector<int> &blocks)
{
    stages.resize(blocks.size());
    std::int64_t block = 0;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        take(stages[i], block, blocks[i], i == 0, i + 1 == stages.size());
        block += blocks[i];
    }
}

bool StageTimer::isLikeBefore(const std::array<LayerRun, 4> &runs, std::size_t count) const
{
    return count == m_beforeCount &&
           std::equal(runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(count),
                      m_before.begin(), [](const LayerRun &a, const LayerRun &b) {
                          return a.layer == b.layer && a.count == b.count;
                      });
}

void StageTimer::price()
{
    const std::span<const LayerRun> runs(m_before.data(), m_beforeCount);
    const bool training = m_scenario.training.pass == Pass::Training;
    m_stage.parameters = 0;
    m_stage.expertParameters = 0;
    m_stage.gathered = {};
    m_stage.kept = {};
    m_stage.keptUntilInput = {};
    for (const LayerRun &run : runs) {
        m_stage.parameters += run.layer->parameters * run.count;
        m_stage.expertParameters += run.layer->expertParameters * run.count;
        m_stage.gathered +=
            Bytes{run.layer->parameters * gatheredBytesEach(*run.layer, m_scenario)} * run.count;
        m_stage.kept += training ? run.layer->kept * run.count : Bytes{};
        m_stage.keptUntilInput += training ? run.layer->keptUntilInput * run.count : Bytes{};
    }
    m_stage.output = runs.empty() ? Bytes{} : runs.back().layer->output;
    const StageWork work = stageWork(runs, m_scenario, m_halves);
    setDurations(m_stage, work);
    if (m_hides)
        priceExchange(runs, work);
    const Nanos again = m_stage.visits[static_cast<std::size_t>(Op::Recompute)].duration;
    for (const Op op : {Op::Backward, Op::BackwardInput}) {
        VisitProfile &visit = m_stage.visits[static_cast<std::size_t>(op)];
        visit.duration += again;
        if (m_hides)
            visit.withoutExpertComm += again; // which is no part of a pair
    }
}

void StageTimer::priceExchange(std::span<const LayerRun> runs, const StageWork &work)
{
    constexpr auto exchange = static_cast<std::size_t>(CostPart::ExpertComm);
    const StageWork silent = workWithoutExpertComm(runs, m_scenario);
    for (std::size_t op = 0; op < kOpCount; ++op) {
        VisitProfile &visit = m_stage.visits[op];
        visit.withoutExpertComm = nanosFromSeconds(silent[op].total());
        visit.parts[exchange] = nanosFromSeconds(work[op][CostPart::ExpertComm]);
    }
}

} // namespace core
