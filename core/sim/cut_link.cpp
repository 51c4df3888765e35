// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/cut_link.h"

#include "core/base/language.h"
#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

int firstDevice(const Plan &plan, int row)
{
    return plan.rows[static_cast<std::size_t>(row)].devices.front();
}

// What the blocked action of a row waits for.
WaitDetail blockedWait(const Plan &plan, const EngineState &state, int replicaClass, int rank)
{
    const EngineState::Rank &blocked = state.ranks[static_cast<std::size_t>(rank)];
    const Action &action = *blocked.blocked;
    const bool gradient = action.op != Op::Forward;
    const int neighbour = gradient ? action.stage + 1 : action.stage - 1;
    const int microBatch = static_cast<int>(action.microBatch);
    const int producer = neighbour < 0 ? plan.order.rankOf(plan.order.stages - 1, microBatch - 1)
                                       : plan.order.rankOf(neighbour, microBatch);
    return {.begin = blocked.clock,
            .awaitedRow = replicaClass * plan.ranks() + producer,
            .microBatch = action.microBatch,
            .forGradient = gradient,
            .cut = state.values[blocked.blockedOn].arrival == Value::kLost};
}

std::string sentence(const Plan &plan, int row, int stage, const WaitDetail &wait)
{
    const RowPlan &waits = plan.rows[static_cast<std::size_t>(row)];
    const int rank = waits.pipelineRank;
    const int number =
        plan.shownNumbers().of(waits.replicas.front(), static_cast<int>(wait.microBatch));
    return phrase(
        wait.forGradient
            ? inContext("Wait", "%1 waits for the gradient of %2 from %3: the link is down")
            : inContext("Wait", "%1 waits for the activation of %2 from %3: the link is down"),
        {deviceName(firstDevice(plan, row)), microBatchText(plan, rank, stage, number - 1),
         deviceName(firstDevice(plan, wait.awaitedRow))});
}

std::int64_t lastWork(const std::vector<EngineState> &states)
{
    std::int64_t last = 0;
    for (const EngineState &state : states) {
        for (const EngineState::Rank &rank : state.ranks)
            last = std::max(last, rank.clock);
    }
    return last;
}

} // namespace

bool isBlocked(const EngineState &state)
{
    return std::ranges::any_of(state.ranks,
                               [](const EngineState::Rank &rank) { return rank.next != rank.end; });
}

void stopAtCutLink(Trace &trace, const Plan &plan, const std::vector<EngineState> &states,
                   SpanRecorder &recorder)
{
    trace.completed = false;
    trace.stop = lastWork(states);
    for (int replicaClass = 0; replicaClass < plan.replicaClasses; ++replicaClass) {
        const EngineState &state = states[static_cast<std::size_t>(replicaClass)];
        for (int rank = 0; rank < plan.ranks(); ++rank) {
            const int row = replicaClass * plan.ranks() + rank;
            const auto at = static_cast<std::size_t>(row);
            const EngineState::Rank &end = state.ranks[static_cast<std::size_t>(rank)];
            WaitDetail wait = {.begin = end.clock};
            std::uint16_t stage = 0;
            if (end.blockedOn != EngineState::kNothing) {
                wait = blockedWait(plan, state, replicaClass, rank);
                stage = end.blocked->stage;
            }
            wait.end = trace.stop;
            if (wait.cut && trace.diagnosis.empty())
                trace.diagnosis = sentence(plan, row, stage, wait);
            recorder.addWait(row, IdleCause::Link, wait, stage);
            IdleByCause &idle = trace.idle.emplace_back();
            idle[static_cast<std::size_t>(IdleCause::Fill)] = recorder.fill()[at];
            idle[static_cast<std::size_t>(IdleCause::Dependency)] = recorder.dependency()[at];
            idle[static_cast<std::size_t>(IdleCause::Link)] = trace.stop - end.clock;
        }
    }
}

std::string cutRingDiagnosis(const Plan &plan)
{
    for (const GradientSync &sync : plan.sync) {
        if (sync.down)
            return "The gradients cannot be synced: the all-reduce of " +
                   figureOfCount(static_cast<std::int64_t>(sync.ringDevices.size())) +
                   " GPUs needs the link from " + deviceName(sync.downFrom) + " to " +
                   deviceName(sync.downTo) + ", and the link is down";
    }
    return {};
}

} // namespace core
