// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/look.h"

#include <QList>
#include <QPainter>
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
    None // text alone
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
// The same of one or two runs; of traces alone by a walk through their spans.
[[nodiscard]] QList<LegendEntry> workLegend(const TimelineRuns &runs);
// For bars of shares: the kinds of work, and idle time caused by a slow GPU or a link.
[[nodiscard]] QString blamedIdleText(const core::Snapshot &snapshot); // empty: there is none
[[nodiscard]] QList<LegendEntry> busyLegend(const core::Snapshot &snapshot);
// What is marked on the timeline beside the work.
[[nodiscard]] QList<LegendEntry> marksLegend(const TimelineOptions &marks);
// Weights, gradients, optimizer, activations, buffers: those above zero anywhere in the row.
[[nodiscard]] QList<LegendEntry> memoryLegend(const core::Snapshot &snapshot, int row);

// Logical pixels that paintLegend needs in one line.
[[nodiscard]] double legendWidth(const QList<LegendEntry> &entries, const Look &look);
// The same with the smallest gaps.
[[nodiscard]] double narrowestLegend(const QList<LegendEntry> &entries, const Look &look);
// Lines that paintLegend needs in this width.
[[nodiscard]] int legendLines(const QList<LegendEntry> &entries, double width, const Look &look);
// For one line of this width: as they are, else brief. What still does not fit is dropped and
// counted in "+2"; idle time and the ideal finish go last, because nothing else explains them.
[[nodiscard]] QList<LegendEntry> fittedLegend(QList<LegendEntry> entries, double width,
                                              const Look &look);
// Every entry with its swatch, a line for each, as rich text.
[[nodiscard]] QString legendTip(const QList<LegendEntry> &entries, const Look &look);
// Vertically centred; in several lines if the rectangle is high enough for them, else entries that
// do not fit are left out from the end.
void paintLegend(QPainter &painter, const QRectF &rect, const QList<LegendEntry> &entries,
                 const Look &look, Qt::Alignment alignment = Qt::AlignRight);

} // namespace ui
