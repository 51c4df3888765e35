// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// Solid frames around the idle time that counts, a dashed line under the time it is divided by.
void paintBubbleMarks(QPainter &painter, const TimelineLayout &layout, const BubbleMarks &marks,
                      const Look &look);

// 3 px under the visits of the path, lines along its messages.
void paintPathMarks(QPainter &painter, const TimelineLayout &layout, const PathMarks &marks,
                    const Look &look);

// What the options ask for; the path of this snapshot, where it is marked.
void paintMarks(QPainter &painter, const core::Snapshot &snapshot, const TimelineLayout &layout,
                const TimelineOptions &options, const core::CriticalPath *path, const Look &look);

} // namespace ui
