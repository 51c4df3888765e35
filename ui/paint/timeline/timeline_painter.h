// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"
#include "ui/words/timeline_readout.h"

#include <QPainter>
#include <QString>

#include <optional>

namespace ui {

constexpr double kGridOverhang = 4; // of the lines of the axis beyond the rows; logical, at scale 1

// Everything but playhead and overlays: background, gridlines, labels and rows; work after the
// moment is faded. Serves screen and export alike.
void paintTimeline(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                   std::optional<int> selectedDevice, const Look &look);

// What bands are the mean of, above the rows, where the playhead's label is not.
void paintBandSentence(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                       const Look &look);

// Labels stand at rows that are multiples of this, so that labels of this height do not touch.
[[nodiscard]] int labelStep(const TimelineLayout &layout, double textHeight);
// Logical pixels of the widest row label, with its mark and, of two runs, the captions.
[[nodiscard]] double timelineLabelWidth(const std::vector<TimelineRow> &rows, const Look &look);

} // namespace ui
