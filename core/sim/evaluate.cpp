// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/evaluate.h"

#include "core/base/text.h"
#include "core/sim/idle_tally.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

std::int64_t ticksOf(const std::vector<double> &costs, int stage, double ticks)
{
    const std::size_t at = costs.size() == 1 ? 0 : static_cast<std::size_t>(stage);
    return std::llround(costs[at] * ticks);
}

EngineTask taskOf(const ScheduleOrder &order, const UnitCosts &costs, double ticks)
{
    EngineTask task;
    task.order = &order;
    for (std::size_t route = 0; route < order.routes.size(); ++route) {
        for (int stage = 0; stage < order.stages; ++stage) {
            const std::int64_t input = ticksOf(costs.input, stage, ticks);
            const std::int64_t weight = ticksOf(costs.weight, stage, ticks);
            const std::int64_t both =
                costs.backward.empty() ? input + weight : ticksOf(costs.backward, stage, ticks);
            const std::int64_t forward = ticksOf(costs.forward, stage, ticks);
            const std::int64_t byOp[kOpCount] = {forward, both, input, weight, forward};
            for (std::size_t op = 0; op < kOpCount; ++op)
                task.duration[op].push_back(byOp[op]);
        }
    }
    task.pair = costs.pair;
    task.pairFactor = costs.pairFactor;
    connectStages(task, [&](int, int, int stage, bool) {
        return Wire{.latency = ticksOf(costs.hop, stage, ticks)};
    });
    return task;
}

} // namespace

Result<Evaluation> evaluate(const ScheduleOrder &order, const UnitCosts &costs)
{
    if (const Status status = checkCosts(costs, order.stages, order.microBatches); !status)
        return status.error();
    const double ticks = ticksPerUnit(costs, order.stages, order.microBatches);
    const EngineTask task = taskOf(order, costs, ticks);
    EngineStateOf<Arrival> state;
    IdleTally tally(order.ranks);
    Engine<IdleTally, Arrival>(task, state, tally).run();
    Evaluation result;
    std::int64_t makespan = 0;
    for (const EngineStateOf<Arrival>::Rank &rank : state.ranks)
        makespan = std::max(makespan, rank.clock);
    const double whole = std::max<double>(1, static_cast<double>(makespan));
    result.makespan = static_cast<double>(makespan) / ticks;
    double idleSum = 0;
    for (std::size_t rank = 0; rank < state.ranks.size(); ++rank) {
        const std::int64_t clock = state.ranks[rank].clock;
        const std::int64_t span = clock - std::max<std::int64_t>(0, tally.firstWork[rank]);
        const std::int64_t busy = clock - tally.fill[rank] - tally.dependency[rank];
        result.busy.push_back(static_cast<double>(busy) / ticks);
        result.idleFraction.push_back(static_cast<double>(makespan - busy) / whole);
        idleSum += result.idleFraction.back();
        result.maxSpan = std::max(result.maxSpan, static_cast<double>(span) / ticks);
        result.spanIdle.push_back(static_cast<double>(span - busy) / ticks);
    }
    result.bubbleRatio = idleSum / static_cast<double>(state.ranks.size());
    return result;
}

PeakActivations peakActivations(const ScheduleOrder &order)
{
    PeakActivations peaks;
    for (const std::vector<Action> &actions : order.actions) {
        int untilWeight = 0;
        int untilInput = 0;
        int weightPeak = 0;
        int inputPeak = 0;
        int halfPeak = 0; // in halves
        for (const Action &action : actions) {
            untilWeight += action.op == Op::Forward;
            untilInput += action.op == Op::Forward;
            weightPeak = std::max(weightPeak, untilWeight);
            inputPeak = std::max(inputPeak, untilInput);
            halfPeak = std::max(halfPeak, untilWeight + untilInput);
            untilWeight -= action.op == Op::Backward || action.op == Op::BackwardWeight;
            untilInput -= action.op == Op::Backward || action.op == Op::BackwardInput;
        }
        peaks.untilWeight.push_back(weightPeak);
        peaks.untilInput.push_back(inputPeak);
        peaks.half.push_back(halfPeak / 2.0);
    }
    return peaks;
}

} // namespace core
