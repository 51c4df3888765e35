// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// Over rows of which nothing is known yet: why they are empty.
void paintPendingWords(QPainter &painter, const TimelineLayout &layout, const Look &look);

} // namespace ui
