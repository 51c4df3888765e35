// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_area.h"
#include "ui/paint/look.h"
#include "ui/words/area_texts.h"

#include <QPainter>

namespace ui {

// A selected area of the timeline, and what is in it.

// The frame with its length; on the screen also the handles at its sides.
void paintArea(QPainter &painter, const TimelineLayout &layout, const TimelineArea &area,
               const Look &look);

// Kinds of work and reasons of idle time below each other, or the reasons in a column of their own:
// half as high. With the bar of shares above, without a title.
enum class AreaColumns { One, Two };
[[nodiscard]] QSizeF areaNumbersSize(const AreaTexts &texts, AreaColumns columns, const Look &look);
void paintAreaNumbers(QPainter &painter, const QPointF &topLeft, const AreaTexts &texts,
                      AreaColumns columns, const Look &look);

} // namespace ui
