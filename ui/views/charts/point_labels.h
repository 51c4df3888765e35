// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QFont>
#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QStringList>

#include <vector>

class QCustomPlot;

namespace ui {

// Names of points in a plot that was laid out, none over another. Pixels of the plot.
class PointLabels
{
public:
    // Both outlive it.
    PointLabels(QCustomPlot &plot, const Look &look);

    void keepFree(const QPointF &point, double size);
    void keepFree(const QLineF &line); // of names; lines to their points may cross it
    // Whatever lies there; as much of it as there is room for.
    void putBelow(const QPointF &point, const QString &text);
    // At the right or the left, where it covers nothing. Whether it is there; each name once.
    [[nodiscard]] bool putBeside(const QPointF &point, const QString &text);
    // Where there is room nearest by, with a line to its point. Points from left to right, so that
    // the line of one goes past the names of those before.
    void putAway(const QPointF &point, const QString &text);

private:
    [[nodiscard]] bool isFree(const QRectF &room) const;
    // From a point to its name across nothing but points that lie on the first.
    [[nodiscard]] bool leads(const QLineF &line) const;
    void put(const QRectF &room, const QString &text, const QColor &colour);

    QCustomPlot &m_plot;
    const Look &m_look;
    QFont m_font;
    double m_high;
    QRectF m_area;
    std::vector<QRectF> m_taken;
    std::vector<QRectF> m_lines;
    QStringList m_said;
};

} // namespace ui
