// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/named_orders.h"

#include "core/schedule/recompute.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::int64_t kMostSearched = 4'000; // cells of a stage and a micro-batch

bool isOfShape(const ScheduleEntry &entry, const ScheduleOrder &order)
{
    const int chunks = std::clamp(order.chunks, entry.chunks.least, entry.chunks.most);
    const std::int64_t cells = static_cast<std::int64_t>(order.stages) * order.microBatches;
    return stageCount(entry.placement, order.ranks, chunks) == order.stages &&
           (!entry.searched || cells <= kMostSearched);
}

} // namespace

std::vector<NamedOrder> namedOrders(const ScheduleOrder &order, const UnitCosts &unitCosts,
                                    const GridCosts &costs)
{
    const bool isRecomputed = holdsRecomputation(order); // so can each of them be
    std::vector<NamedOrder> all;
    for (const ScheduleEntry &entry : schedules()) {
        if (!isOfShape(entry, order))
            continue;
        ScheduleShape shape{.ranks = order.ranks, .microBatches = order.microBatches};
        shape.chunks = std::clamp(order.chunks, entry.chunks.least, entry.chunks.most);
        if (entry.searched)
            shape.costs = unitCosts;
        Result<ScheduleOrder> made = makeOrder(entry.id, shape);
        if (!made || made.value().microBatches != order.microBatches)
            continue;
        ScheduleOrder whole = std::move(made).value();
        if (isRecomputed)
            whole = withRecompute(std::move(whole));
        OrderGrid grid = placeOnGrid(whole, costs);
        all.push_back({entry.id, entry.title, std::move(whole), std::move(grid)});
    }
    return all;
}

const NamedOrder *named(const ScheduleOrder &order, const std::vector<NamedOrder> &all)
{
    const auto found = std::ranges::find_if(all, [&](const NamedOrder &each) {
        return each.order.routes == order.routes && each.order.routeOf == order.routeOf &&
               each.order.actions == order.actions;
    });
    return found == all.end() ? nullptr : &*found;
}

const NamedOrder *findNamed(std::string_view id, const std::vector<NamedOrder> &all)
{
    const auto found = std::ranges::find(all, id, &NamedOrder::id);
    return found == all.end() ? nullptr : &*found;
}

} // namespace core
