// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"

namespace ui {

// Whether the devices stand in a grid of tiles: a tile for each tensor group, rows of replicas,
// columns of stages.
[[nodiscard]] bool wantsTiles(const core::Plan &plan);

// Fills tiles, labels and cards; the cards are those of every device, in the order of the layout.
// Where there is no room for every tile, a row stands for all replicas that behave alike. False:
// not even these fit, and nothing has changed.
bool placeTiles(SceneLayout &layout, const core::Plan &plan, std::vector<CardGeometry> cards);

} // namespace ui
