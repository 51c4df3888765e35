// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"
#include "ui/views/charts/sweep_data.h"

#include <qcustomplot.h>

#include <functional>
#include <vector>

namespace ui {

// Logical pixels.
constexpr double kSweepMarker = 10; // across
constexpr double kSweepGap = 8;     // between a mark and its name
constexpr double kSweepTextLine = 17;
constexpr double kSweepWidestLabel = 150;

// What a chart of a sweep shows beside axes and lines, over both: drawn in pixels of the plot.
class SweepMarks : public QCPAbstractItem
{
public:
    using Draw = std::function<void(QCPPainter &painter)>;
    SweepMarks(QCustomPlot &plot, Draw draw);

    [[nodiscard]] double selectTest(const QPointF &, bool, QVariant *) const override { return -1; }

protected:
    void draw(QCPPainter *painter) override;

private:
    Draw m_draw;
};

// Of a series, in a colour and a shape of its own. share: of the usual size.
[[nodiscard]] QColor seriesColour(std::size_t series, const Theme &theme);
[[nodiscard]] QCPScatterStyle seriesMarker(std::size_t series, const Look &look, double share = 1);

void drawSweepText(QPainter &painter, const QRectF &area, Qt::Alignment alignment,
                   const QString &text, const QFont &font, const QColor &colour);

// Outlined signs of what does not run, in the shape and colour of its series within; words beside
// the first one, if they are free to stand within room.
void drawProblems(QCPPainter &painter, const std::vector<SweepSpot> &problems,
                  const SweepWords &words, bool several, const QRectF &room, const Look &look);

// From left on.
void drawEndLabels(QCPPainter &painter, const std::vector<SweepEndLabel> &labels, double left,
                   const SweepWords &words, const Look &look);

// From light to full by their value; what does not run is hatched.
void drawCells(QPainter &painter, const std::vector<SweepSpot> &cells, const SweepData &data,
               const SweepWords &words, const Look &look);

} // namespace ui
