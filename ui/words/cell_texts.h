// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <QString>
#include <QStringList>

namespace ui {

// "F c2", "B (input)", "B (full) ↑": the kind of work, its chunk and, where micro-batches enter at
// both ends, its direction. Empty: it has no letter.
[[nodiscard]] QString cellLabel(const TimelineCell &cell, bool twoWays);
// For cells in which that has no room: without chunk and direction, then shorter still.
[[nodiscard]] QString cellLetter(const TimelineCell &cell);
[[nodiscard]] QString shortCellLabel(const TimelineCell &cell, bool twoWays);

// "1–25": the numbers of its micro-batch in the first and in the last replica of its row; empty: it
// has one number.
[[nodiscard]] QString cellRange(const TimelineLayout &layout, const TimelineCell &cell);
// What may stand beside the token of the cell, the first that has room; empty texts: nothing.
[[nodiscard]] QStringList cellTexts(const TimelineLayout &layout, const TimelineCell &cell);

} // namespace ui
