// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/scene/squares_painter.h"

#include <QString>

#include <vector>

namespace ui {

// The names of the colours in one line, each with how many devices have it now.
struct NamedKeys
{
    std::vector<int> keys;
    double gap = 0;     // logical pixels, between two of them
    bool counts = true; // where all names fit with them; else the tip of the line has them
};
// All names that fit in this width: rather closer together, then without counts, than not.
[[nodiscard]] NamedKeys fittedKeys(const core::Snapshot &snapshot, const SquareColours &colours,
                                   double width, const Look &look);
// "forward: 32", a line for each; empty where the colours are levels.
[[nodiscard]] QString keyTip(const core::Snapshot &snapshot, const SquareColours &colours);
// Of the key, or else of the card or link at this point; empty: nothing is there. The panel tells
// all about the device that it shows for the one that was chosen: what has no room in it as well.
[[nodiscard]] QString tipInScene(const core::Snapshot &snapshot, const SceneLayout &layout,
                                 QPointF point, core::Nanos time, ColourBy colourBy,
                                 std::optional<int> chosen = {});

// The line below tiles and squares.
void paintKey(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
              const SquareColours &colours, const Look &look);

} // namespace ui
