// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>
#include <QString>

namespace ui {

// "F c2", "B (input)", "B (full) ↑": the kind of work, its chunk and, where micro-batches enter at
// both ends, its direction. Empty: it has no letter.
[[nodiscard]] QString cellLabel(const TimelineCell &cell, bool twoWays);
// For cells in which that has no room: without chunk and direction, then shorter still.
[[nodiscard]] QString cellLetter(const TimelineCell &cell);
[[nodiscard]] QString shortCellLabel(const TimelineCell &cell, bool twoWays);

// The ground of recomputation: stripes over its own colour.
[[nodiscard]] QBrush recomputeBrush(const Look &look, double devicePixelRatio);

// One cell; work after the moment is faded.
void paintTimelineCell(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                       core::Nanos moment, const Look &look);

} // namespace ui
