// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/order_edit.h"

#include "core/base/language.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <optional>

namespace core {
namespace {

using Difference = std::vector<Action>::difference_type;

std::vector<Action> &listOf(ScheduleOrder &order, int rank)
{
    return order.actions[static_cast<std::size_t>(rank)];
}
const std::vector<Action> &listOf(const ScheduleOrder &order, int rank)
{
    return order.actions[static_cast<std::size_t>(rank)];
}

std::vector<Action> cut(const std::vector<Action> &actions, VisitGroup group)
{
    return {actions.begin() + static_cast<Difference>(group.begin),
            actions.begin() + static_cast<Difference>(group.end)};
}

std::optional<std::size_t> find(const std::vector<Action> &actions, Op op, const Action &of)
{
    const auto found = std::ranges::find_if(actions, [&](const Action &each) {
        return each.op == op && each.stage == of.stage && each.microBatch == of.microBatch;
    });
    if (found == actions.end())
        return {};
    return static_cast<std::size_t>(found - actions.begin());
}

// Whether a visit cannot run without another of the order. Both are of one micro-batch.
bool needs(const Action &action, const Action &other, int stages)
{
    const bool gradient = other.op == Op::Backward || other.op == Op::BackwardInput;
    switch (action.op) {
    case Op::Forward:
        return other.op == Op::Forward && other.stage + 1 == action.stage;
    case Op::Recompute:
        return other.op == Op::Forward && other.stage == action.stage;
    case Op::BackwardWeight:
        return other.op == Op::BackwardInput && other.stage == action.stage;
    case Op::Backward:
    case Op::BackwardInput:
        break;
    }
    if (other.op == Op::Forward && other.stage == action.stage)
        return true;
    return gradient && action.stage + 1 < stages && other.stage == action.stage + 1;
}

// Of one micro-batch, what cannot run once one visit of it is gone, that one first.
std::vector<Action> followersOf(const ScheduleOrder &order, const Action &first)
{
    std::vector<Action> ofMicroBatch;
    for (const std::vector<Action> &actions : order.actions)
        std::ranges::copy_if(actions, std::back_inserter(ofMicroBatch), [&](const Action &each) {
            return each.microBatch == first.microBatch;
        });
    std::vector<Action> gone = {first};
    for (std::size_t at = 0; at < gone.size(); ++at) {
        const Action next = gone[at];
        for (const Action &each : ofMicroBatch) {
            if (needs(each, next, order.stages) && std::ranges::find(gone, each) == gone.end())
                gone.push_back(each);
        }
    }
    return gone;
}

} // namespace

bool OrderEdit::changesNothing() const
{
    return std::ranges::all_of(splices, [](const Splice &each) { return each.taken == each.put; });
}

void apply(ScheduleOrder &order, const OrderEdit &edit)
{
    for (const Splice &splice : edit.splices) {
        std::vector<Action> &actions = listOf(order, splice.rank);
        assert(splice.at + splice.taken.size() <= actions.size());
        const auto begin = actions.begin() + static_cast<Difference>(splice.at);
        const auto after =
            actions.erase(begin, begin + static_cast<Difference>(splice.taken.size()));
        actions.insert(after, splice.put.begin(), splice.put.end());
    }
}

OrderEdit inverseOf(const OrderEdit &edit)
{
    OrderEdit inverse{edit.kind, {}, edit.focus};
    for (auto each = edit.splices.rbegin(); each != edit.splices.rend(); ++each)
        inverse.splices.push_back({each->rank, each->at, each->put, each->taken});
    return inverse;
}

VisitGroup groupOf(const std::vector<Action> &actions, std::size_t index)
{
    VisitGroup group{index, index + 1};
    while (group.begin > 0 && actions[group.begin - 1].pairedWithNext)
        --group.begin;
    while (group.end < actions.size() && actions[group.end - 1].pairedWithNext)
        ++group.end;
    return group;
}

OrderEdit moveVisit(const ScheduleOrder &order, VisitPlace from, std::size_t to)
{
    const std::vector<Action> &actions = listOf(order, from.rank);
    const VisitGroup group = groupOf(actions, from.index);
    to = std::min(to, actions.size());
    if (to > group.begin && to < group.end)
        to = group.begin;
    // Not into the middle of another pair.
    if (to > 0 && to < actions.size())
        to = to > group.begin ? std::max(to, groupOf(actions, to - 1).end)
                              : groupOf(actions, to).begin;
    const std::vector<Action> moved = cut(actions, group);
    const std::size_t after = to > group.begin ? to - moved.size() : to;
    return {EditKind::Move,
            {{from.rank, group.begin, moved, {}}, {from.rank, after, {}, moved}},
            {from.rank, after + (from.index - group.begin)}};
}

OrderEdit insertVisit(const ScheduleOrder &order, VisitPlace before, Action action)
{
    const std::vector<Action> &actions = listOf(order, before.rank);
    std::size_t at = std::min(before.index, actions.size());
    if (at < actions.size())
        at = groupOf(actions, at).begin;
    action.pairedWithNext = false;
    return {EditKind::Insert, {{before.rank, at, {}, {action}}}, {before.rank, at}};
}

OrderEdit removeVisit(const ScheduleOrder &order, VisitPlace place)
{
    const std::vector<Action> &actions = listOf(order, place.rank);
    const VisitGroup group = groupOf(actions, place.index);
    const std::vector<Action> before = cut(actions, group);
    std::vector<Action> after = before;
    after.erase(after.begin() + static_cast<Difference>(place.index - group.begin));
    for (Action &each : after)
        each.pairedWithNext = false;
    const std::size_t left = actions.size() - 1;
    return {EditKind::Remove,
            {{place.rank, group.begin, before, after}},
            {place.rank, left == 0 ? 0 : std::min(place.index, left - 1)}};
}

OrderEdit removeWithFollowers(const ScheduleOrder &order, VisitPlace place)
{
    const std::vector<Action> gone = followersOf(order, listOf(order, place.rank)[place.index]);
    ScheduleOrder rest = order;
    for (const Action &each : gone) {
        for (int rank = 0; rank < order.ranks; ++rank) {
            const std::optional<std::size_t> at = find(listOf(rest, rank), each.op, each);
            if (at)
                apply(rest, removeVisit(rest, {rank, *at}));
        }
    }
    OrderEdit edit = replaceAll(order, rest, EditKind::Remove);
    const std::size_t left = listOf(rest, place.rank).size();
    edit.focus = {place.rank, left == 0 ? 0 : std::min(place.index, left - 1)};
    return edit;
}

Result<OrderEdit> splitBackward(const ScheduleOrder &order, VisitPlace place)
{
    const std::vector<Action> &actions = listOf(order, place.rank);
    const Action &action = actions[place.index];
    if (action.op != Op::Backward)
        return Error{
            phrase(inContext("Editor", "%1 is no full backward (B): only that can be split "
                                       "into one for the input (I) and one for the "
                                       "weights (W)."),
                   {actionText(action)})};
    const VisitGroup group = groupOf(actions, place.index);
    const std::vector<Action> before = cut(actions, group);
    std::vector<Action> after = before;
    after[place.index - group.begin].op = Op::BackwardInput;
    Action weight = action;
    weight.op = Op::BackwardWeight;
    weight.pairedWithNext = false;
    after.push_back(weight);
    return OrderEdit{EditKind::Split, {{place.rank, group.begin, before, after}}, place};
}

Result<OrderEdit> joinBackward(const ScheduleOrder &order, VisitPlace place)
{
    const std::vector<Action> &actions = listOf(order, place.rank);
    const Action &action = actions[place.index];
    const std::optional<std::size_t> input = find(actions, Op::BackwardInput, action);
    const std::optional<std::size_t> weight = find(actions, Op::BackwardWeight, action);
    const bool isHalf = action.op == Op::BackwardInput || action.op == Op::BackwardWeight;
    if (!isHalf || !input || !weight)
        return Error{phrase(inContext("Editor", "%1 cannot be joined: that takes a backward for "
                                                "the input (I) and the one for its weights (W), "
                                                "both of them placed."),
                            {actionText(action)})};
    ScheduleOrder joined = order;
    apply(joined, removeVisit(order, {place.rank, *weight}));
    // What stood behind the weights has moved up.
    const std::size_t at = *weight < *input ? *input - 1 : *input;
    std::vector<Action> &list = listOf(joined, place.rank);
    list[at].op = Op::Backward;
    return OrderEdit{EditKind::Join, {{place.rank, 0, actions, list}}, {place.rank, at}};
}

OrderEdit replaceAll(const ScheduleOrder &order, const ScheduleOrder &by, EditKind kind)
{
    OrderEdit edit{kind, {}, {}};
    for (int rank = 0; rank < order.ranks; ++rank) {
        const std::vector<Action> &before = listOf(order, rank);
        const std::vector<Action> &after = listOf(by, rank);
        if (before != after)
            edit.splices.push_back({rank, 0, before, after});
    }
    return edit;
}

} // namespace core
