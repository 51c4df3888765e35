// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/evaluate.h"

#include "core/base/text.h"
#include "core/sim/engine.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

// Integer ticks of one unit of cost: decimals of up to nine places are exact.
constexpr double kTicks = 1e9;
constexpr double kLargestTotal = 9e9; // units; keeps sums inside 64 bits

std::int64_t ticksOf(const std::vector<double> &costs, int stage)
{
    const std::size_t at = costs.size() == 1 ? 0 : static_cast<std::size_t>(stage);
    return std::llround(costs[at] * kTicks);
}

Status checkCosts(const ScheduleOrder &order, const UnitCosts &costs)
{
    double largest = 0;
    for (const std::vector<double> *list :
         {&costs.forward, &costs.input, &costs.weight, &costs.backward}) {
        const bool optional = list == &costs.backward && list->empty();
        if (!optional && list->size() != 1 &&
            list->size() != static_cast<std::size_t>(order.stages))
            return Error{"Costs are one number, or one for each of the " +
                         std::to_string(order.stages) + " stages; " + std::to_string(list->size()) +
                         " were given."};
        for (const double cost : *list) {
            if (!(cost >= 0) || !std::isfinite(cost))
                return Error{"A cost must be a number of at least 0; " + plainNumber(cost) +
                             " was given."};
            largest = std::max(largest, cost);
        }
    }
    const std::size_t boundaries = static_cast<std::size_t>(order.stages) - 1;
    if (costs.hop.size() != 1 && costs.hop.size() != boundaries)
        return Error{"Hop costs are one number, or one for each of the " +
                     std::to_string(boundaries) + " boundaries between stages; " +
                     std::to_string(costs.hop.size()) + " were given."};
    for (const double cost : costs.hop) {
        if (!(cost >= 0) || !std::isfinite(cost))
            return Error{"A hop cost must be a number of at least 0; " + plainNumber(cost) +
                         " was given."};
        largest = std::max(largest, cost);
    }
    if (costs.pair == PairRule::Factor && !(costs.pairFactor >= 0 && costs.pairFactor <= 1))
        return Error{"The pair factor must be from 0 to 1; " + plainNumber(costs.pairFactor) +
                     " was given."};
    const double visits = 4.0 * order.stages * order.microBatches;
    if (largest * visits > kLargestTotal)
        return Error{"These costs add up to more than 9,000,000,000 units; use smaller units."};
    return std::monostate{};
}

EngineTask taskOf(const ScheduleOrder &order, const UnitCosts &costs)
{
    EngineTask task;
    task.order = &order;
    for (std::size_t route = 0; route < order.routes.size(); ++route) {
        for (int stage = 0; stage < order.stages; ++stage) {
            const std::int64_t input = ticksOf(costs.input, stage);
            const std::int64_t weight = ticksOf(costs.weight, stage);
            const std::int64_t both =
                costs.backward.empty() ? input + weight : ticksOf(costs.backward, stage);
            const std::int64_t forward = ticksOf(costs.forward, stage);
            const std::int64_t byOp[kOpCount] = {forward, both, input, weight, forward};
            for (std::size_t op = 0; op < kOpCount; ++op)
                task.duration[op].push_back(byOp[op]);
        }
    }
    task.pair = costs.pair;
    task.pairFactor = costs.pairFactor;
    connectStages(task, [&costs](int, int, int stage, bool) {
        return Wire{.latency = ticksOf(costs.hop, stage)};
    });
    return task;
}

} // namespace

Result<Evaluation> evaluate(const ScheduleOrder &order, const UnitCosts &costs)
{
    if (const Status status = checkCosts(order, costs); !status)
        return status.error();
    const EngineTask task = taskOf(order, costs);
    EngineState state;
    IdleTally tally(order.ranks);
    Engine<IdleTally>(task, state, tally).run();
    Evaluation result;
    std::int64_t makespan = 0;
    for (const EngineState::Rank &rank : state.ranks)
        makespan = std::max(makespan, rank.clock);
    const double whole = std::max<double>(1, static_cast<double>(makespan));
    result.makespan = static_cast<double>(makespan) / kTicks;
    double idleSum = 0;
    for (std::size_t rank = 0; rank < state.ranks.size(); ++rank) {
        const std::int64_t clock = state.ranks[rank].clock;
        const std::int64_t span = clock - std::max<std::int64_t>(0, tally.firstWork[rank]);
        const std::int64_t busy = clock - tally.fill[rank] - tally.dependency[rank];
        result.busy.push_back(static_cast<double>(busy) / kTicks);
        result.idleFraction.push_back(static_cast<double>(makespan - busy) / whole);
        idleSum += result.idleFraction.back();
        result.maxSpan = std::max(result.maxSpan, static_cast<double>(span) / kTicks);
        result.spanIdle.push_back(static_cast<double>(span - busy) / kTicks);
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
