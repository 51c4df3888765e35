// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_batch.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// What is painted over the timeline: playhead, the end before a change, trails and measures.

// The 2 px line with its time label. Painted last.
void paintPlayhead(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                   const Look &look);
// All of a line at this moment, with a margin.
[[nodiscard]] QRectF lineArea(const TimelineLayout &layout, core::Nanos moment, const Look &look);
// All that paintPlayhead covers, with a margin.
[[nodiscard]] QRectF playheadArea(const TimelineLayout &layout, core::Nanos moment,
                                  const Look &look);

// "before: 0.894 s": where the step ended before a change, in the unit of an axis that ends at
// stop, unless it was a thousand times longer or shorter.
[[nodiscard]] QString endBeforeText(core::Nanos end, core::Nanos stop);

// Where a step ends on an axis that goes on.
struct TimelineEnd
{
    core::Nanos time;
    bool strong = false; // of the one that is worked on
};
// A dashed line.
void paintEnd(QPainter &painter, const TimelineLayout &layout, const TimelineEnd &end,
              const Look &look);

// Where the step ended before a change: a dashed line with the time, at the edge if it lies beyond.
// Its label yields to that of the playhead.
void paintEndBefore(QPainter &painter, const TimelineLayout &layout, core::Nanos end,
                    core::Nanos moment, const Look &look);
[[nodiscard]] QRectF endBeforePill(const TimelineLayout &layout, core::Nanos end,
                                   core::Nanos moment, const Look &look);
[[nodiscard]] QRectF playheadPill(const TimelineLayout &layout, core::Nanos moment,
                                  const Look &look);

// The cells of one micro-batch outlined, with the arrows of its dependencies.
void paintTrail(QPainter &painter, const TimelineLayout &layout, const TimelineTrail &trail,
                const Look &look);
// What of the picture it covers.
[[nodiscard]] QRectF trailArea(const TimelineLayout &layout, const TimelineTrail &trail,
                               const Look &look);
// A measured stretch of time with its length and, where there is room, what is said of it.
void paintMeasure(QPainter &painter, const TimelineLayout &layout, core::TimeInterval time,
                  const QString &note, const Look &look);

} // namespace ui
