// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/recognise.h"

#include "core/base/text.h"
#include "core/schedule/order_difference.h"
#include "core/schedule/validate_order.h"

#include <algorithm>
#include <optional>

namespace core {
namespace {

constexpr int kMostSearchedRanks = 64;

std::int64_t countActions(const ScheduleOrder &order)
{
    std::int64_t count = 0;
    for (const std::vector<Action> &actions : order.actions)
        count += static_cast<std::int64_t>(actions.size());
    return count;
}

// Every schedule may be run with recomputation, which changes nothing else of its order.
ScheduleOrder withoutRecompute(ScheduleOrder order)
{
    for (std::vector<Action> &actions : order.actions)
        std::erase_if(actions, [](const Action &each) { return each.op == Op::Recompute; });
    return order;
}

bool hasBackward(const ScheduleOrder &order)
{
    return std::ranges::any_of(order.actions, [](const std::vector<Action> &actions) {
        return std::ranges::any_of(actions, [](Action each) { return each.op != Op::Forward; });
    });
}

// Micro-batches that take the first chunk of rank 0 before another chunk does.
int leadingGroup(const ScheduleOrder &order)
{
    int group = 0;
    for (const Action &action : order.actions.front()) {
        if (action.op != Op::Forward || action.stage != order.actions.front().front().stage)
            break;
        ++group;
    }
    return group;
}

// The requests for a schedule that could give this order.
std::vector<ScheduleShape> shapesFor(const ScheduleEntry &entry, const ScheduleOrder &order,
                                     const UnitCosts &costs)
{
    ScheduleShape shape{
        .ranks = order.ranks, .microBatches = order.microBatches, .backward = hasBackward(order)};
    shape.chunks = std::clamp(order.chunks, entry.chunks.least, entry.chunks.most);
    if (entry.searched)
        shape.costs = costs;
    std::vector<ScheduleShape> shapes = {shape};
    if (entry.takesGroup && order.chunks > 1 && !order.actions.front().empty()) {
        shape.group = leadingGroup(order);
        if (shape.group >= order.ranks && shape.group <= order.microBatches)
            shapes.push_back(shape);
        shape.group = 0;
    }
    if (entry.takesMemoryLimit) {
        shape.memoryLimit = 2.0 * order.ranks;
        shapes.push_back(shape);
    }
    return shapes;
}

bool sameShape(const ScheduleOrder &a, const ScheduleOrder &b)
{
    return a.ranks == b.ranks && a.stages == b.stages && a.microBatches == b.microBatches &&
           a.actions.size() == b.actions.size();
}

// In menu order, but first the order's own name: small orders have several names.
std::vector<const ScheduleEntry *> candidates(const ScheduleOrder &order)
{
    std::vector<const ScheduleEntry *> all;
    for (const ScheduleEntry &entry : schedules())
        all.push_back(&entry);
    std::ranges::stable_partition(
        all, [&](const ScheduleEntry *entry) { return entry->id == order.schedule; });
    return all;
}

bool splitsBackward(const ScheduleOrder &order)
{
    return std::ranges::any_of(order.actions, [](const std::vector<Action> &actions) {
        return std::ranges::any_of(actions,
                                   [](Action each) { return each.op == Op::BackwardInput; });
    });
}

// torch writes a backward for the input and the one for the weights right behind it as one (B).
ScheduleOrder fused(ScheduleOrder order)
{
    for (std::vector<Action> &actions : order.actions) {
        std::size_t kept = 0;
        for (const Action &action : actions) {
            Action *before = kept > 0 ? &actions[kept - 1] : nullptr;
            const bool follows = before && action.op == Op::BackwardWeight &&
                                 before->op == Op::BackwardInput && !before->pairedWithNext &&
                                 before->stage == action.stage &&
                                 before->microBatch == action.microBatch;
            if (follows && !action.pairedWithNext)
                before->op = Op::Backward;
            else
                actions[kept++] = action;
        }
        actions.resize(kept);
    }
    return order;
}

bool hasFullBackward(const ScheduleOrder &order)
{
    return std::ranges::any_of(order.actions, [](const std::vector<Action> &actions) {
        return std::ranges::any_of(actions, [](Action each) { return each.op == Op::Backward; });
    });
}

// Searches take long with many ranks; large orders are compared only with those that split the
// backward as they do.
bool isCheapEnough(const ScheduleEntry &entry, const ScheduleOrder &order, std::int64_t actions,
                   bool split)
{
    if (actions <= kMostRecognised)
        return !entry.searched || order.ranks <= kMostSearchedRanks;
    return !entry.searched && entry.splitsBackward == split;
}

struct Nearest
{
    const ScheduleEntry *entry = nullptr;
    OrderDifference difference;
    bool fused = false; // the order has full backwards where the schedule splits them
};

Nearest nearestTo(const ScheduleOrder &order, const UnitCosts &costs, std::int64_t actions)
{
    Nearest best;
    best.difference.distance = actions;
    const bool split = splitsBackward(order);
    const bool full = hasFullBackward(order);
    for (const ScheduleEntry *each : candidates(order)) {
        const ScheduleEntry &entry = *each;
        if (!isCheapEnough(entry, order, actions, split))
            continue;
        if (stageCount(entry.placement, order.ranks,
                       std::clamp(order.chunks, entry.chunks.least, entry.chunks.most)) !=
            order.stages)
            continue;
        for (const ScheduleShape &shape : shapesFor(entry, order, costs)) {
            const Result<ScheduleOrder> made = makeOrder(entry.id, shape);
            if (!made || !sameShape(order, made.value()))
                continue;
            const bool fuses = full && split && !hasFullBackward(made.value());
            OrderDifference difference =
                fuses ? differenceOf(fused(order), fused(made.value()), best.difference.distance)
                      : differenceOf(order, made.value(), best.difference.distance);
            if (difference.distance < best.difference.distance)
                best = {&entry, std::move(difference), fuses};
            if (best.difference.distance == 0)
                return best;
        }
    }
    return best;
}

} // namespace

Recognition recognise(const ScheduleOrder &given, const UnitCosts &costs)
{
    const ScheduleOrder order = withoutRecompute(given);
    const std::int64_t all = countActions(given);
    const std::int64_t actions = countActions(order);
    // With fewer actions than half of the cells it is near to no order that fills them.
    const bool isThin = 2 * actions < static_cast<std::int64_t>(order.stages) * order.microBatches;
    const Nearest nearest = isThin ? Nearest{} : nearestTo(order, costs, actions);
    Recognition result;
    const std::int64_t distance = nearest.difference.distance;
    if (!nearest.entry || 2 * distance > actions) {
        result.sentence = "This is not a named schedule, nor close to one.";
        return result;
    }
    // What is in the title is not so with a single chunk.
    const bool oneOfSeveral = nearest.entry->chunks.most > 1 && order.chunks == 1;
    const std::string title =
        std::string(nearest.entry->title) + (oneOfSeveral ? " of one chunk" : "");
    result.schedule = nearest.entry->id;
    result.exact = distance == 0;
    if (result.exact)
        result.sentence = "This is " + title + (actions < all ? " with recomputation" : "") +
                          (nearest.fused ? ", with adjacent I and W fused into one B." : ".");
    else if (10 * distance <= actions)
        result.sentence = "This is " + title +
                          (nearest.difference.words.starts_with("without ") ? " " : " with ") +
                          nearest.difference.words + ".";
    else
        result.sentence =
            "The closest named schedule is " + title + "; here: " + nearest.difference.words + ".";
    return result;
}

} // namespace core
