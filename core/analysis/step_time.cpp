// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/step_time.h"

#include "core/analysis/snapshot.h"
#include "core/plan/timing_plan.h"
#include "core/sim/finish.h"
#include "core/sim/idle_attribution.h"
#include "core/sim/simulate.h"

#include <algorithm>

namespace core {
namespace {

struct NoRecorder
{
    void wait(int, std::int64_t, const Arrival &, const Action &) {}
    void work(int, std::int64_t, std::int64_t, const Action &) {}
    void transfer(int, int, std::int64_t, std::int64_t, const Action &) {}
};

} // namespace

Result<Nanos> StepTimer::timeInFull(const Scenario &scenario) const
{
    const Result<Plan> plan = makePlan(scenario);
    if (!plan)
        return plan.error();
    if (scenario.parallel.postValidation || !scenario.faults.links.empty())
        return measure(scenario, plan.value(), simulate(plan.value())).step;
    const PipelineEnd end = runQuietly(plan.value(), {});
    return Nanos{finishStep(plan.value(), end, {}).stop};
}

Result<Nanos> StepTimer::time(const Scenario &scenario)
{
    if (scenario.parallel.postValidation || !timesAlone(scenario))
        return timeInFull(scenario);
    if (const Status status = planTiming(m_plan, scenario); !status)
        return status.error();
    setEngineTask(m_task, m_plan, 0, {});
    NoRecorder recorder;
    Engine<NoRecorder, Arrival>(m_task, m_state, recorder).run();
    PipelineEnd end;
    for (const auto &rank : m_state.ranks)
        end.clock.push_back(rank.clock);
    end.lastBackward.push_back(m_state.lastBackward);
    return Nanos{finishStep(m_plan, end, {}).stop};
}

} // namespace core
