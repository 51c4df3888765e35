// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/look.h"
#include "ui/views/timeline/timeline_accents.h"
#include "ui/views/timeline/timeline_layers.h"

#include <QRegion>

#include <optional>

class QWidget;

namespace ui {

// What of the picture moves to the side with the time in sight, logical pixels.
struct TimelineMove
{
    int by = 0;   // to the right
    QRect to;     // so much of it is there again
    QRegion anew; // the rest, and what does not move as the rows do
};

// Where something lies over the rows that parts of pixels move otherwise than them. Nothing: that
// may be anywhere.
[[nodiscard]] std::optional<QRegion> overRows(const TimelineLayout &layout,
                                              const TimelineAccents &accents,
                                              const TimelineOptions &options, const QRect &trail,
                                              const Look &look);
// Of the layout that is shown next, with overRows() of it and of the last one. Nothing: all of the
// picture is painted.
[[nodiscard]] std::optional<TimelineMove> moveOf(const TimelineLayout &layout,
                                                 const std::optional<TimelineLayers::Kept> &kept,
                                                 const std::optional<QRegion> &before,
                                                 const std::optional<QRegion> &after);
// Moves it on the screen and has the rest painted, or all.
void moveOnScreen(QWidget &view, const std::optional<TimelineMove> &move);

} // namespace ui
