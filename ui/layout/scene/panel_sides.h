// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"

namespace ui {

// Around tiles and squares: the panel at the right, the key to the colours below.

// What lies between header, key and panel; the layout has its key and its panel already.
[[nodiscard]] QRectF besidePanel(const SceneLayout &layout);

// The line at the foot: what the colours mean, or the sum that does not fit.
void placeKey(SceneLayout &layout);

// Right of the tiles, as high as they may be; empty: there is no room, or width (logical) is 0.
[[nodiscard]] QRectF panelArea(SceneLayout layout, double width);

} // namespace ui
