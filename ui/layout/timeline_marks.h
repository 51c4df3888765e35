// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/bubble.h"
#include "core/sim/critical_path.h"
#include "ui/layout/timeline_layout.h"

#include <QLineF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace ui {

// What a person can have marked on the timeline.
struct TimelineOptions
{
    std::optional<core::BubbleDefinition> bubble; // outlined
    bool criticalPath = false;                    // underlined

    bool operator==(const TimelineOptions &) const = default;
};

// Numerator and denominator of a bubble where rows of the layout show them.
struct BubbleMarks
{
    std::vector<QRectF> numerator;
    std::vector<QRectF> denominator;
};
[[nodiscard]] BubbleMarks bubbleMarks(const core::Snapshot &snapshot, const TimelineLayout &layout,
                                      core::BubbleDefinition definition);

// The critical path: visits underlined, messages from row to row.
struct PathMarks
{
    std::vector<QRectF> underlines;
    std::vector<QLineF> messages;
};
[[nodiscard]] PathMarks pathMarks(const core::CriticalPath &path, const TimelineLayout &layout);

// "18 % of it, 12 ms, is communication": of a visit; empty: none.
[[nodiscard]] QString exchangeSentence(const core::Snapshot &snapshot, int traceRow,
                                       const core::Span &span);

// How a definition of the bubble is called everywhere: "of the step", "over work", "within the
// span"
[[nodiscard]] QString bubbleName(core::BubbleDefinition definition);
// "Idle of the step"
[[nodiscard]] QString bubbleTitle(core::BubbleDefinition definition);
// "Idle of the step: 3.0 of 11.0 s per GPU = 27 %", and what may surprise about it.
[[nodiscard]] QString bubbleSentence(const core::Snapshot &snapshot,
                                     core::BubbleDefinition definition);
// "Makespan 27 s, longest span 24 s: …"; empty where the two are nearly the same.
[[nodiscard]] QString spanSentence(const core::Snapshot &snapshot);
// One line for each mark; the path of this snapshot, where it is marked.
[[nodiscard]] QStringList readoutLines(const core::Snapshot &snapshot,
                                       const TimelineOptions &options,
                                       const core::CriticalPath *path);
// "Critical path 11.0 s: backward 55 %, forward 27 %, links 18 %"
[[nodiscard]] QString pathSentence(const core::CriticalPath &path);

} // namespace ui
