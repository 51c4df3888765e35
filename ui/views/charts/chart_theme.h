// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "ui/paint/look.h"

#include <QImage>

#include <functional>
#include <optional>

class QCustomPlot;
class QEvent;
class QPainter;

namespace ui {

// Colours, fonts, grid and margins of a chart over time. Pens stay at 1 px: wider ones cost many
// times more.
void applyTheme(QCustomPlot &plot, const Look &look);

// Where everything of the plot lies, before it is painted, in its viewport.
void layOutPlot(QCustomPlot &plot);

// The time axis: [begin, end] of a step that ends at stop, in nanoseconds. Labels when the chart is
// wide enough for them.
struct ShownTime
{
    core::Nanos begin;
    core::Nanos end;
    core::Nanos stop;
};
void setTimeAxis(QCustomPlot &plot, const ShownTime &shown, int width, bool labels,
                 const Look &look);

// 1, 2, 2.5 or 5 times a power of ten, at least value.
[[nodiscard]] double roundValue(double value);

// Round values of the other axis up to most; the topmost label carries the unit. Values are
// divided by divisor for the labels.
void setValueAxis(QCustomPlot &plot, double most, double divisor, const QString &unit,
                  const Look &look);

// The playhead on its own buffered layer, so that moving it repaints nothing else.
void addPlayhead(QCustomPlot &plot);
void movePlayhead(QCustomPlot &plot, std::optional<core::Nanos> moment, const Look &look);

// The time, within [0, stop], that the left button points at by this event of the plot; none if it
// is no such event.
[[nodiscard]] std::optional<core::Nanos> scrubbedBy(const QCustomPlot &plot, const QEvent &event,
                                                    core::Nanos stop);

// The plot as shapes, where the painter's device takes them (paintsVectors()).
void drawPlot(QCustomPlot &plot, QPainter &painter, const QRect &area);
// The same on any device: an image of the plot, where it takes none.
void paintPlot(QCustomPlot &plot, QPainter &painter, const QRect &area, const Look &look);
// The plot into a rectangle of an image; size in logical pixels.
void drawPlot(QCustomPlot &plot, QImage &image, const QRect &area);

} // namespace ui
