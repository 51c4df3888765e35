// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_routes.h"

#include <algorithm>

namespace ui {

std::vector<RouteEnds> routeEnds(const core::Plan &plan)
{
    std::vector<RouteEnds> ends;
    for (std::size_t i = 0; i < plan.order.routes.size(); ++i) {
        const std::vector<std::uint16_t> &route = plan.order.routes[i];
        if (!route.empty())
            ends.push_back({static_cast<int>(i), route.front(), route.back()});
    }
    return ends;
}

std::vector<std::pair<int, int>> activationHops(const core::Plan &plan)
{
    std::vector<std::pair<int, int>> hops;
    for (const std::vector<std::uint16_t> &route : plan.order.routes) {
        for (std::size_t stage = 0; stage + 1 < route.size(); ++stage) {
            if (route[stage] != route[stage + 1])
                hops.push_back({route[stage], route[stage + 1]});
        }
    }
    std::ranges::sort(hops);
    const auto rest = std::ranges::unique(hops);
    hops.erase(rest.begin(), rest.end());
    return hops;
}

int routeOf(const core::Plan &plan, int microBatch)
{
    const std::vector<std::uint16_t> &routes = plan.order.routeOf;
    return routes.empty() ? 0 : routes[static_cast<std::size_t>(microBatch)];
}

bool entersAtTheEnd(const core::Plan &plan, int microBatch)
{
    if (plan.order.routes.size() < 2)
        return false;
    const auto route = static_cast<std::size_t>(routeOf(plan, microBatch));
    return plan.order.routes[route].front() > plan.order.routes[route].back();
}

} // namespace ui
