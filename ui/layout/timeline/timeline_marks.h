// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/bubble.h"
#include "core/analysis/critical_path.h"
#include "ui/layout/timeline/timeline_layout.h"

#include <QLineF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace ui {

// What the user can have marked on the timeline.
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

} // namespace ui
