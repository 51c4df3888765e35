// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_area.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/look.h"

#include <QPainter>

#include <optional>

namespace ui {

struct TimelinePicture
{
    QSizeF size; // logical pixels
    double pixelRatio = 1;
    core::Nanos begin; // both 0: the whole step
    core::Nanos end;
    std::optional<core::Nanos> moment; // none: the step as it was, without a playhead
    std::optional<int> selectedDevice;
    bool legend = true;
    TimelineOptions marks = {};
    RowArrangement arrangement = {};
    std::optional<TimelineArea> area = {}; // selected; what is in it is said above the rows
};

// The timeline as a figure of its own, onto any painter.
void paintTimelinePicture(QPainter &painter, const TimelineRuns &runs,
                          const TimelinePicture &picture, const Look &look);

} // namespace ui
