// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/stage_times.h"

#include "core/plan/partition.h"

namespace core {

StageTimes::StageTimes(const Scenario &scenario) : m_scenario(scenario)
{
    if (const TransformerSpec *spec = scenario.model.transformer())
        m_timer.emplace(*spec, scenario);
    else
        m_layers = priceLayers(scenario);
}

void StageTimes::take(std::vector<StagePlan> &stages, const std::vector<int> &layers)
{
    if (m_timer) {
        m_timer->takeAll(stages, layers);
        return;
    }
    stages = planStages(m_scenario, m_layers, layers);
    for (StagePlan &stage : stages) {
        const auto duration = [&stage](Op op) -> Nanos & {
            return stage.visits[static_cast<std::size_t>(op)].duration;
        };
        duration(Op::Backward) += duration(Op::Recompute);
        duration(Op::BackwardInput) += duration(Op::Recompute);
    }
}

} // namespace core
