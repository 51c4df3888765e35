// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/recompute.h"

#include <algorithm>

namespace core {
namespace {

bool usesActivations(const Action &action)
{
    return action.op == Op::Backward || action.op == Op::BackwardInput;
}

Action recomputeFor(const Action &backward)
{
    return {.microBatch = backward.microBatch, .stage = backward.stage, .op = Op::Recompute};
}

std::vector<Action> recomputed(const std::vector<Action> &actions)
{
    std::vector<Action> result;
    result.reserve(actions.size() +
                   static_cast<std::size_t>(std::ranges::count_if(actions, usesActivations)));
    for (std::size_t at = 0; at < actions.size(); ++at) {
        const bool pair = actions[at].pairedWithNext;
        if (usesActivations(actions[at]))
            result.push_back(recomputeFor(actions[at]));
        if (pair && usesActivations(actions[at + 1]))
            result.push_back(recomputeFor(actions[at + 1]));
        result.push_back(actions[at]);
        if (pair)
            result.push_back(actions[++at]);
    }
    return result;
}

} // namespace

ScheduleOrder withRecompute(ScheduleOrder order)
{
    for (std::vector<Action> &actions : order.actions)
        actions = recomputed(actions);
    return order;
}

bool holdsRecomputation(const ScheduleOrder &order)
{
    return std::ranges::any_of(order.actions, [](const std::vector<Action> &actions) {
        return std::ranges::find(actions, Op::Recompute, &Action::op) != actions.end();
    });
}

} // namespace core
