// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/accessible_items.h"
#include "ui/layout/timeline/timeline_layout.h"

#include <QPointF>
#include <QString>

namespace ui {

// What the timeline says in words of what lies somewhere in it.

// Of the span under the pointer; empty: nothing is there.
[[nodiscard]] QString timelineTip(const TimelineRuns &runs, const TimelineLayout &layout,
                                  const QPointF &position);
// Of a row of the first run at a moment, for screen readers; without its place.
[[nodiscard]] AccessibleItems::Item timelineItem(const core::RunView &run, const TimelineRow &row,
                                                 core::Nanos moment);

} // namespace ui
