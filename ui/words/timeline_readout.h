// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_marks.h"

#include "core/analysis/bubble.h"
#include "core/analysis/critical_path.h"
#include "core/analysis/recording.h"
#include "core/analysis/work_pieces.h"

#include <QString>
#include <QStringList>

namespace ui {

// The texts of the marks on the timeline.

// "18 % of it, 12 ms, is communication": of a visit; empty: none.
[[nodiscard]] QString exchangeSentence(const core::Snapshot &snapshot, int traceRow,
                                       const core::Span &span);

// "a band is a stage, mean of 16 replicas · thin line: replica 6"; empty: no row is a mean.
[[nodiscard]] QString bandSentence(const TimelineLayout &layout);

// "Idle of the step"
[[nodiscard]] QString bubbleTitle(core::BubbleDefinition definition);
// "Idle of the step: 3.0 of 11.0 s per GPU = 27 %", and any caveat.
[[nodiscard]] QString bubbleSentence(const core::Snapshot &snapshot,
                                     core::BubbleDefinition definition);
// "Makespan 27 s, longest span 24 s: …"; empty where the two are nearly the same.
[[nodiscard]] QString spanSentence(const core::Snapshot &snapshot);
// "forward 26 %, backward 52 %, idle 22 %": of the time of all devices between two moments.
[[nodiscard]] QString stretchSentence(const core::RunView &run, core::TimeInterval time);
// One line for each mark; the path of this snapshot, where it is marked.
[[nodiscard]] QStringList readoutLines(const core::Snapshot &snapshot,
                                       const TimelineOptions &options,
                                       const core::CriticalPath *path);
// "Critical path 11.0 s: backward 55 %, forward 27 %, links 18 %"
[[nodiscard]] QString pathSentence(const core::CriticalPath &path);

// "Finding the critical path: 40 %"
[[nodiscard]] QString pathUnderWay(double share);

// "GPU 3", or "stage 2" for a row that stands for several devices.
[[nodiscard]] QString timelineLabel(const TimelineRow &row);
// The number in that, and what it is of: "stage"; empty where a label has more to say.
struct RowNumber
{
    QString of;
    int number = 0;
};
[[nodiscard]] RowNumber rowNumber(const TimelineRow &row);

} // namespace ui
