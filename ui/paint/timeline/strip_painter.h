// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// Of the strips of a picture those that are seen here; work at and after momentX (logical) is
// faded.
void paintStrips(QPainter &painter, const TimelineLayout &layout, double momentX,
                 const QRectF &seen, const Look &look);

} // namespace ui
