// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_batch.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/look.h"

#include <QPainter>
#include <QString>

#include <optional>

namespace ui {

// Everything but playhead and overlays: ground, gridlines, labels and rows; work after the moment
// is faded. Serves screen and export alike.
void paintTimeline(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                   std::optional<int> selectedDevice, const Look &look);

// The 2 px line with its time label. Painted last.
void paintPlayhead(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                   const Look &look);
// All that paintPlayhead covers, with a margin.
[[nodiscard]] QRectF playheadArea(const TimelineLayout &layout, core::Nanos moment,
                                  const Look &look);

// Where the step ended before a change: a dashed line with the time, at the edge if it lies beyond.
// Its label gives way to that of the playhead.
void paintEndBefore(QPainter &painter, const TimelineLayout &layout, core::Nanos end,
                    core::Nanos moment, const Look &look);
[[nodiscard]] QRectF endBeforePill(const TimelineLayout &layout, core::Nanos end,
                                   core::Nanos moment, const Look &look);
[[nodiscard]] QRectF playheadPill(const TimelineLayout &layout, core::Nanos moment,
                                  const Look &look);

// The cells of one micro-batch outlined, with the arrows of its dependencies.
void paintTrail(QPainter &painter, const TimelineLayout &layout, const TimelineTrail &trail,
                const Look &look);
// A measured stretch of time with its length.
void paintMeasure(QPainter &painter, const TimelineLayout &layout, core::Nanos from, core::Nanos to,
                  const Look &look);

// "GPU 3", or "stage 2" for a row that stands for several devices.
[[nodiscard]] QString timelineLabel(const TimelineRow &row);
// Labels stand at rows that are multiples of this, so that labels of this height do not touch.
[[nodiscard]] int labelStep(const TimelineLayout &layout, double textHeight);
// Logical pixels of the widest row label, with its mark.
[[nodiscard]] double timelineLabelWidth(const core::Snapshot &snapshot, const Look &look);

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
};

// The timeline as a figure of its own, onto any painter.
void paintTimelinePicture(QPainter &painter, const core::Snapshot &snapshot,
                          const TimelinePicture &picture, const Look &look);

} // namespace ui
