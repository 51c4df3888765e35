// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/point_labels.h"

#include <QFontMetricsF>
#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

constexpr double kGap = 7;  // logical pixels, between a point and its name
constexpr double kStep = 4; // pixels of a line, less than any name is high

} // namespace

PointLabels::PointLabels(QCustomPlot &plot, const Look &look)
    : m_plot(plot), m_look(look), m_font(look.font(TextRole::Caption)),
      m_high(QFontMetricsF(m_font).height()), m_area(plot.axisRect()->rect())
{}

void PointLabels::keepFree(const QPointF &point, double size)
{
    m_taken.push_back({point.x() - size / 2, point.y() - size / 2, size, size});
}

void PointLabels::keepFree(const QLineF &line)
{
    const int steps = 1 + static_cast<int>(line.length() / kStep);
    for (int step = 0; step <= steps; ++step)
        keepFree(line.pointAt(static_cast<double>(step) / steps), 1);
}

void PointLabels::putBelow(const QPointF &point, const QString &text)
{
    const QString shown = QFontMetricsF(m_font).elidedText(text, Qt::ElideRight, m_area.width());
    const double wide = textWidth(m_font, shown);
    const double last = std::max(m_area.left(), m_area.right() - wide);
    put({std::clamp(point.x() - wide / 2, m_area.left(), last), point.y() + m_look.px(kGap), wide,
         m_high},
        shown, m_look.theme.text1);
}

void PointLabels::putBeside(const QPointF &point, const QString &text)
{
    const double wide = textWidth(m_font, text);
    const double gap = m_look.px(kGap);
    const double middle = point.y() - m_high / 2;
    const double clear = m_look.px(kGap - 1);
    const double above = point.y() - clear - m_high;
    const double below = point.y() + clear;
    const double centred = point.x() - wide / 2;
    const double before = point.x() - wide;
    for (const QPointF corner :
         {QPointF(point.x() + gap, middle), QPointF(point.x() - gap - wide, middle),
          QPointF(centred, above), QPointF(centred, below), QPointF(point.x(), below),
          QPointF(before, below), QPointF(point.x(), above), QPointF(before, above)}) {
        const QRectF room(corner, QSizeF(wide, m_high));
        const bool free = std::ranges::none_of(
            m_taken, [&room](const QRectF &other) { return other.intersects(room); });
        if (free && m_area.contains(room) && !m_said.contains(text))
            return put(room, text, m_look.theme.text2);
    }
}

void PointLabels::put(const QRectF &room, const QString &text, const QColor &colour)
{
    auto *label = new QCPItemText(&m_plot);
    label->position->setType(QCPItemPosition::ptAbsolute);
    label->position->setCoords(room.center());
    label->setFont(m_font);
    label->setText(text);
    label->setColor(colour);
    label->setBrush(m_look.theme.surface); // a line behind it would strike it through
    m_taken.push_back(room);
    m_said.append(text);
}

} // namespace ui
