// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_squares.h"

namespace ui {

// In rows of replicas and columns of stages, each square for so many replicas and partners.
struct SquareShare
{
    int replicas = 1;
    int partners = 1;

    bool operator==(const SquareShare &) const = default;
};
// With the panel beside them, or only where it leaves them room. False: they do not fit so.
bool placeGridSquares(SceneLayout &layout, const SquareSource &source, SquareShare share,
                      bool withPanel = false);

} // namespace ui
