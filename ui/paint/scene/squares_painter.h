// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"
#include "ui/layout/scene/square_colours.h"
#include "ui/paint/look.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/paint/scene/square_brushes.h"

#include <QPainter>

#include <vector>

namespace ui {

// The colours of all devices at one moment, computed once per picture, by row of the trace.
struct SquareColours
{
    ColourBy by = ColourBy::State;
    std::vector<int> keys; // by row
};

// One square, split by what its devices are at where they differ; a slow device is outlined.
void paintSquare(QPainter &painter, SquareStamps &stamps, const core::Snapshot &snapshot,
                 const SceneLayout &layout, int card, const SquareColours &colours,
                 const Look &look);

// A picture of squares: frames, ring and notes, then what moves in it.
void paintStillSquares(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                       const Look &look);
void paintMovingSquares(QPainter &painter, const core::Snapshot &snapshot,
                        const SceneLayout &layout, core::Nanos time, const Look &look,
                        const SquareColours &colours);

} // namespace ui
