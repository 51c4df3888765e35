// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/scene/squares_painter.h"

namespace ui {

// The line below tiles and squares.
void paintKey(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
              const SquareColours &colours, const Look &look);

} // namespace ui
