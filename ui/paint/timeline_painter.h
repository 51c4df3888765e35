// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// Everything but the playhead: axis, labels, rows; what lies after the moment is faded. Serves
// screen and export alike.
void paintTimeline(QPainter &painter, const core::Snapshot &snapshot, const TimelineLayout &layout,
                   core::Nanos moment, const Look &look);

// The 2 px line with its time label. Painted last.
void paintPlayhead(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                   const Look &look);

// Logical pixels of the widest row label.
[[nodiscard]] double timelineLabelWidth(const core::Snapshot &snapshot, const Look &look);

struct TimelinePicture
{
    QSizeF size;       // logical pixels
    core::Nanos begin; // both 0: the whole step
    core::Nanos end;
    std::optional<core::Nanos> moment; // none: the step as it was at its end, without playhead
    bool legend = true;
};

// The timeline as a figure of its own, onto any painter.
void paintTimelinePicture(QPainter &painter, const core::Snapshot &snapshot,
                          const TimelinePicture &picture, const Look &look);

} // namespace ui
