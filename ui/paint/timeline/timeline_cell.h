// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/centred_texts.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// Of the labels of cells, which a picture has many times.
[[nodiscard]] CentredTexts cellLabels(const Look &look);

// One cell; work after the moment is faded.
void paintTimelineCell(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                       core::Nanos moment, const Look &look, CentredTexts &labels);

// What stands on a cell whose colour is there already.
void paintCellMarks(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                    core::Nanos moment, const Look &look, CentredTexts &labels);

} // namespace ui
