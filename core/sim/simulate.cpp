// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/simulate.h"
#include "core/sim/cut_link.h"
#include "core/sim/finish.h"
#include "core/sim/idle_attribution.h"
#include "core/sim/span_recorder.h"

#include <algorithm>

namespace core {
namespace {

// Which rows a row waits for after its last visit.
class Latest
{
public:
    Latest(const Plan &plan, const PipelineEnd &end) : m_plan(plan), m_end(end)
    {
        m_ofAll = static_cast<int>(std::ranges::max_element(end.clock) - end.clock.begin());
        for (const GradientSync &sync : plan.sync)
            m_ofGroup.push_back(sync.ranks.empty() ? 0 : latestOf(sync));
    }

    [[nodiscard]] int ofAll() const { return m_ofAll; }
    // Of those with the same stages as the rank, which share its gradients; the rank itself in the
    // first class if nobody is later.
    [[nodiscard]] int ofPartners(int rank) const
    {
        const int latest = m_ofGroup[static_cast<std::size_t>(m_plan.syncGroup(rank))];
        return clock(latest) > clock(rank) ? latest : rank;
    }

private:
    [[nodiscard]] std::int64_t clock(int row) const
    {
        return m_end.clock[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] int latestOf(const GradientSync &sync) const
    {
        int latest = sync.ranks.front();
        for (int replicaClass = 0; replicaClass < m_plan.replicaClasses; ++replicaClass) {
            for (const int partner : sync.ranks) {
                const int row = replicaClass * m_plan.ranks() + partner;
                if (clock(row) > clock(latest))
                    latest = row;
            }
        }
        return latest;
    }

    const Plan &m_plan;
    const PipelineEnd &m_end;
    int m_ofAll = 0;
    std::vector<int> m_ofGroup; // by Plan::sync
};

// What a row does after its last visit.
void recordRest(const Plan &plan, const PipelineEnd &end, const StepEnd &step, const Latest &latest,
                int row, SpanRecorder &recorder)
{
    const auto at = static_cast<std::size_t>(row);
    const auto rank = static_cast<std::size_t>(plan.rows[at].pipelineRank);
    const std::int64_t clock = end.clock[at];
    const std::int64_t syncEnd = std::max(clock, step.syncEnd[rank]);
    const std::int64_t others = std::clamp(step.laggard[rank], clock, syncEnd);
    const int laggard = latest.ofPartners(static_cast<int>(rank));
    const bool slow = plan.rows[static_cast<std::size_t>(laggard)].speed < plan.rows[at].speed;
    recorder.addWait(row, slow ? IdleCause::Straggler : IdleCause::Barrier,
                     {.begin = clock, .end = others, .awaitedRow = laggard});
    recorder.addWait(row, IdleCause::GradientSync, {.begin = others, .end = syncEnd});
    recorder.addWait(
        row, plan.ranks() > 1 ? IdleCause::Drain : IdleCause::Barrier,
        {.begin = syncEnd, .end = step.optimizerBegin - step.pause, .awaitedRow = latest.ofAll()});
    recorder.addWait(row, IdleCause::Barrier,
                     {.begin = step.optimizerBegin - step.pause, .end = step.optimizerBegin});
    const std::int64_t optimized = step.optimizerBegin + step.optimizer[at];
    recorder.addOptimizer(row, step.optimizerBegin, optimized);
    recorder.addWait(row, IdleCause::Barrier, {.begin = optimized, .end = step.stop});
}

void completeStep(Trace &trace, const Plan &plan, PipelineEnd &end, SpanRecorder &recorder)
{
    end.fill = recorder.fill();
    end.dependency = recorder.dependency();
    StepEnd step = finishStep(plan, end, {});
    const Latest latest(plan, end);
    for (int row = 0; row < static_cast<int>(plan.leadCount()); ++row)
        recordRest(plan, end, step, latest, row, recorder);
    trace.stop = step.stop;
    trace.optimizerBegin = step.optimizerBegin;
    trace.idle = attributeIdle(plan, end, step);
    trace.collectives = std::move(step.collectives);
}

} // namespace

Trace simulate(const Plan &plan, std::stop_token stop)
{
    Trace trace;
    SpanRecorder recorder(plan, trace);
    PipelineEnd end;
    std::vector<EngineState> states(static_cast<std::size_t>(plan.replicaClasses));
    bool blocked = false;
    for (int replicaClass = 0; replicaClass < plan.replicaClasses; ++replicaClass) {
        if (stop.stop_requested())
            return trace;
        EngineState &state = states[static_cast<std::size_t>(replicaClass)];
        const EngineTask task = engineTask(plan, replicaClass, {});
        recorder.beginClass(replicaClass);
        Engine<SpanRecorder>(task, state, recorder).run(stop);
        for (const EngineState::Rank &rank : state.ranks)
            end.clock.push_back(rank.clock);
        end.lastBackward.push_back(state.lastBackward);
        blocked = blocked || isBlocked(state);
    }
    if (stop.stop_requested())
        return trace;
    trace.diagnosis = cutRingDiagnosis(plan);
    if (blocked || !trace.diagnosis.empty())
        stopAtCutLink(trace, plan, states, recorder);
    else
        completeStep(trace, plan, end, recorder);
    recorder.addFollowers();
    recorder.close();
    return trace;
}

} // namespace core
