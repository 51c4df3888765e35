// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QImage>

namespace ui {

// A strip in device pixels; work at and after momentX (logical) is faded. In rows of 6 px and more
// the kinds of work are stacked in the order of the legend, idle time on top, so that the area of
// each is its share of the time; lower rows show the mix of their light, weighted by time.
[[nodiscard]] QImage stripImage(const TimelineStrip &strip, double momentX, const Look &look,
                                double pixelRatio);

} // namespace ui
