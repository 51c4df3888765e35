// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/state_groups.h"

#include "ui/layout/scene/scene_squares.h"

#include <algorithm>

namespace ui {

bool hasStateGroups(const core::Scenario &scenario)
{
    return core::sharesInGroups(scenario) && core::sharersOf(scenario) > 1;
}

int stateGroupSize(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    const bool alone = plan.ranks() == 1 && plan.groupSize == 1;
    return alone && hasStateGroups(snapshot.scenario) ? core::sharersOf(snapshot.scenario) : 0;
}

std::vector<int> stateGroupOf(const core::Snapshot &snapshot, int device)
{
    const int size = stateGroupSize(snapshot);
    if (size == 0)
        return {};
    // Neighbours share.
    const std::vector<int> order = devicesInOrder(snapshot.plan);
    const auto place = std::ranges::find(order, device) - order.begin();
    const auto first = order.begin() + place / size * size;
    return {first, first + size};
}

void placeStateGroups(SceneLayout &layout, const core::Snapshot &snapshot)
{
    const int size = stateGroupSize(snapshot);
    if (size == 0 || !layout.tiles.empty() || layout.detail == CardDetail::Cell)
        return;
    const double margin = 2.5 * layout.scale;
    const auto groupOf = [size](const CardGeometry &card) { return card.replica / size; };
    for (std::size_t i = 0; i < layout.cards.size(); ++i) {
        const CardGeometry &card = layout.cards[i];
        const QRectF frame = card.card.adjusted(-margin, -margin, margin, margin);
        const bool continues = i > 0 && groupOf(layout.cards[i - 1]) == groupOf(card) &&
                               qFuzzyCompare(layout.cards[i - 1].card.top(), card.card.top());
        if (continues)
            layout.stateGroups.back() |= frame;
        else
            layout.stateGroups.push_back(frame);
    }
    for (LinkGeometry &link : layout.links)
        link.betweenGroups =
            groupOf(*cardOf(layout, link.fromDevice)) != groupOf(*cardOf(layout, link.toDevice));
}

} // namespace ui
