// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/theme.h"

#include <QList>
#include <QString>

namespace ui {

enum class LegendSwatch {
    Solid,
    Hatched,
    Blamed,
    Striped,
    Chevrons,
    DashDot,
    Outlined,
    Underlined,
    BandAbove, // in a cell: as long as its chunk lies deep
    BandBelow, // of micro-batches that come from the other end
    None       // text alone
};

struct LegendEntry
{
    QString text;
    QColor Theme::*colour = nullptr;
    LegendSwatch swatch = LegendSwatch::Solid;
    QString brief = {}; // where room is short; empty: the text
};

// Only the kinds of work that occur in the trace, in the order in which they come in a step.
[[nodiscard]] QList<LegendEntry> workLegend(const core::Snapshot &snapshot);
// The same of what one timeline shows; of traces alone by a walk through their spans.
[[nodiscard]] QList<LegendEntry> workLegend(const TimelineRuns &runs);
// Of two timelines, each with a step of its own.
[[nodiscard]] QList<LegendEntry> workLegend(const core::RunView &one, const core::RunView &other);
// For bars of shares: the kinds of work, and idle time caused by a slow GPU or a link.
[[nodiscard]] QString blamedIdleText(const core::Snapshot &snapshot); // empty: there is none
[[nodiscard]] QList<LegendEntry> busyLegend(const core::Snapshot &snapshot);
// Of one kind of work.
[[nodiscard]] LegendEntry legendEntryOf(WorkClass work);
// What is marked on the timeline beside the work.
[[nodiscard]] QList<LegendEntry> marksLegend(const TimelineOptions &marks);
// Weights, gradients, optimizer, activations, buffers: those above zero anywhere in the row.
[[nodiscard]] QList<LegendEntry> memoryLegend(const core::Snapshot &snapshot, int row);

} // namespace ui
