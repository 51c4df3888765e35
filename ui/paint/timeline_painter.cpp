// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline_painter.h"

namespace ui {

void paintTimelinePicture(QPainter &, const core::Snapshot &, const TimelinePicture &, const Look &)
{}

} // namespace ui
