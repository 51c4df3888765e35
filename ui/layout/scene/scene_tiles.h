// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"

namespace ui {

// Whether the devices form a grid of tiles: a tile for each tensor group, rows of replicas, columns
// of stages.
[[nodiscard]] bool wantsTiles(const core::Plan &plan);

// Fills tiles, labels and cards; the cards are those of every device, in this order. False: there
// is no room for a tile for each group, and the layout has no cards.
bool placeTiles(SceneLayout &layout, const core::Plan &plan, const std::vector<int> &order);

} // namespace ui
