// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/training/learned.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// What a network has learned, in a rectangle below its heading.
void paintPictures(QPainter &painter, const QRectF &area, const LearnedPictures &learned,
                   const Look &look);
void paintBoundary(QPainter &painter, const QRectF &area, const LearnedBoundary &learned,
                   const Look &look);
void paintText(QPainter &painter, const QRectF &area, const LearnedText &learned, const Look &look);

} // namespace ui
