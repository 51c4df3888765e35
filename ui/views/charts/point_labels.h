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
    void keepFree(const QLineF &line);
    // Whatever lies there; as much of it as there is room for.
    void putBelow(const QPointF &point, const QString &text);
    // At the right, the left, above or below, or at a corner, the first where it covers nothing;
    // each name once.
    void putBeside(const QPointF &point, const QString &text);

private:
    void put(const QRectF &room, const QString &text, const QColor &colour);

    QCustomPlot &m_plot;
    const Look &m_look;
    QFont m_font;
    double m_high;
    QRectF m_area;
    std::vector<QRectF> m_taken;
    QStringList m_said;
};

} // namespace ui
