// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <QString>

namespace ui {

// "F c2", "B (input)", "B (full) ↑": the kind of work, its chunk and, where micro-batches enter at
// both ends, its direction. Empty: it has no letter.
[[nodiscard]] QString cellLabel(const TimelineCell &cell, bool twoWays);
// For cells in which that has no room: without chunk and direction, then shorter still.
[[nodiscard]] QString cellLetter(const TimelineCell &cell);
[[nodiscard]] QString shortCellLabel(const TimelineCell &cell, bool twoWays);

} // namespace ui
