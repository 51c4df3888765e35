// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_builder.h"

#include "core/base/text.h"

#include <algorithm>

namespace core {
ScheduleOrder emptyOrder(std::string_view id, const ScheduleShape &shape, Placement placement)
{
    ScheduleOrder order;
    order.schedule = id;
    order.ranks = shape.ranks;
    order.stages = stageCount(placement, shape.ranks, shape.chunks);
    order.microBatches = shape.microBatches;
    order.chunks = shape.chunks;
    std::vector<std::uint16_t> &route = order.routes.emplace_back();
    for (int stage = 0; stage < order.stages; ++stage)
        route.push_back(static_cast<std::uint16_t>(rankOnPath(placement, shape.ranks, stage)));
    if (placement == Placement::TwoWay)
        order.routes.push_back({route.rbegin(), route.rend()});
    order.actions.resize(static_cast<std::size_t>(shape.ranks));
    return order;
}

void reserveActions(ScheduleOrder &order, std::size_t perRank)
{
    for (std::vector<Action> &actions : order.actions)
        actions.reserve(perRank);
}

ScheduleOrder emptyLoopOrder(std::string_view id, const ScheduleShape &shape)
{
    ScheduleOrder order = emptyOrder(id, shape, Placement::Loop);
    reserveActions(order, static_cast<std::size_t>(shape.microBatches) *
                              static_cast<std::size_t>(shape.chunks) * (shape.backward ? 2 : 1));
    return order;
}

ScheduleOrder forwardsOnly(ScheduleOrder order)
{
    // Unit times: the slot in which a stage could run a micro-batch if the ranks were otherwise
    // free.
    const int perRank = order.stages / order.ranks;
    for (int index = 0; index < order.microBatches + order.stages; ++index) {
        for (int chunk = perRank - 1; chunk >= 0; --chunk) {
            const int first = std::max(chunk * order.ranks, index - order.microBatches + 1);
            const int end = std::min((chunk + 1) * order.ranks, index + 1);
            for (int stage = first; stage < end; ++stage)
                append(order.actions[order.routes.front()[static_cast<std::size_t>(stage)]],
                       Op::Forward, stage, index - stage);
        }
    }
    return order;
}

Result<double> memoryLimitOf(const ScheduleShape &shape)
{
    const double limit = shape.memoryLimit == 0 ? shape.ranks : shape.memoryLimit;
    if (limit >= 1)
        return limit;
    return Error{"A rank must be allowed to keep the activations of at least 1 micro-batch; the "
                 "memory limit is " +
                 plainNumber(limit) + "."};
}

} // namespace core
