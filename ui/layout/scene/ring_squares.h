// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_squares.h"

namespace ui {

// Along the ring, each square for so many devices. False, and nothing done: they get too small.
bool placeRingSquares(SceneLayout &layout, const SquareSource &source, int devicesOfSquare);

} // namespace ui
