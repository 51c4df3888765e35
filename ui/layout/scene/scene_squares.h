// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"

#include <vector>

namespace ui {

// A square for every device of up to a thousand, for every few of more.

// Fills cards, tiles, labels and squares of the layout.
void placeSquares(SceneLayout &layout, const core::Snapshot &snapshot);

// Every device once: replica by replica, rank by rank, partners of a rank side by side.
[[nodiscard]] std::vector<int> devicesInOrder(const core::Plan &plan);

// What a scene of squares is made from.
struct SquareSource
{
    const core::Snapshot &snapshot;
    std::vector<int> order;  // of the devices
    std::vector<bool> alone; // by device: it stands alone, however many share a square
    int framePlaces = 8;     // squares of a frame along a ring
    bool framesAreNodes = false;
    bool framesAreStateGroups = false;
};

} // namespace ui
