// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"
#include "ui/paint/timeline/legend_entries.h"

#include <QList>
#include <QPainter>
#include <QString>

namespace ui {

// What stands before its text: 14 by 12 logical pixels.
void paintLegendSwatch(QPainter &painter, const QRectF &rect, const LegendEntry &entry,
                       const Look &look);
// Logical pixels that paintLegend needs in one line.
[[nodiscard]] double legendWidth(const QList<LegendEntry> &entries, const Look &look);
// The same with the smallest gaps.
[[nodiscard]] double narrowestLegend(const QList<LegendEntry> &entries, const Look &look);
// Lines that paintLegend needs in this width.
[[nodiscard]] int legendLines(const QList<LegendEntry> &entries, double width, const Look &look);
// For so many lines of this width: as they are, else brief. What still does not fit is dropped and
// counted in "+2"; idle time and the ideal finish go last, because nothing else explains them.
[[nodiscard]] QList<LegendEntry> fittedLegend(QList<LegendEntry> entries, double width,
                                              const Look &look, int lines = 1);
// Every entry with its swatch, a line for each, as rich text.
[[nodiscard]] QString legendTip(const QList<LegendEntry> &entries, const Look &look);
// Vertically centred; in several lines if the rectangle is high enough for them, else entries that
// do not fit are left out from the end.
void paintLegend(QPainter &painter, const QRectF &rect, const QList<LegendEntry> &entries,
                 const Look &look, Qt::Alignment alignment = Qt::AlignRight);

} // namespace ui
