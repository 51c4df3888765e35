// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/point_labels.h"

#include <QFontMetricsF>
#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

constexpr double kGap = 7;  // logical pixels, between a point and its name
constexpr double kStep = 4; // pixels of a line, less than any name is high

QRectF squareAt(const QPointF &point, double size)
{
    return {point.x() - size / 2, point.y() - size / 2, size, size};
}

std::vector<QPointF> pointsOf(const QLineF &line)
{
    const int steps = 1 + static_cast<int>(line.length() / kStep);
    std::vector<QPointF> points;
    for (int step = 0; step <= steps; ++step)
        points.push_back(line.pointAt(static_cast<double>(step) / steps));
    return points;
}

bool covers(const std::vector<QRectF> &taken, const QRectF &room)
{
    return std::ranges::any_of(taken,
                               [&room](const QRectF &other) { return other.intersects(room); });
}

// To the nearest point of the room.
QLineF lineTo(const QPointF &point, const QRectF &room)
{
    return {point,
            {std::clamp(point.x(), room.left(), room.right()),
             std::clamp(point.y(), room.top(), room.bottom())}};
}

} // namespace

PointLabels::PointLabels(QCustomPlot &plot, const Look &look)
    : m_plot(plot), m_look(look), m_font(look.font(TextRole::Caption)),
      m_high(QFontMetricsF(m_font).height()), m_area(plot.axisRect()->rect())
{}

void PointLabels::keepFree(const QPointF &point, double size)
{
    m_taken.push_back(squareAt(point, size));
}

void PointLabels::keepFree(const QLineF &line)
{
    for (const QPointF &point : pointsOf(line))
        m_lines.push_back(squareAt(point, 1));
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

bool PointLabels::isFree(const QRectF &room) const
{
    return m_area.contains(room) && !covers(m_taken, room) && !covers(m_lines, room);
}

bool PointLabels::leads(const QLineF &line) const
{
    return std::ranges::all_of(pointsOf(line), [&](const QPointF &each) {
        return QLineF(line.p1(), each).length() <= m_look.px(kGap) ||
               !covers(m_taken, squareAt(each, kStep));
    });
}

bool PointLabels::putBeside(const QPointF &point, const QString &text)
{
    if (m_said.contains(text))
        return true;
    const QSizeF size(textWidth(m_font, text), m_high);
    const double gap = m_look.px(kGap);
    for (const double x : {point.x() + gap, point.x() - gap - size.width()}) {
        const QRectF room(QPointF(x, point.y() - m_high / 2), size);
        if (!isFree(room))
            continue;
        put(room, text, m_look.theme.text2);
        return true;
    }
    return false;
}

void PointLabels::putAway(const QPointF &point, const QString &text)
{
    if (m_said.contains(text))
        return;
    const double wide = textWidth(m_font, text);
    std::vector<QRectF> rooms;
    for (double y = m_area.top(); y + m_high <= m_area.bottom(); y += m_high / 2) {
        for (double x = m_area.left(); x + wide <= m_area.right(); x += kStep)
            rooms.emplace_back(x, y, wide, m_high);
    }
    std::ranges::stable_sort(rooms, {},
                             [&](const QRectF &room) { return lineTo(point, room).length(); });
    const auto room = std::ranges::find_if(rooms, [&](const QRectF &each) {
        return isFree(each.adjusted(-kStep, 0, kStep, 0)) && leads(lineTo(point, each));
    });
    if (room == rooms.end())
        return;
    const QLineF line = lineTo(point, *room);
    auto *leader = new QCPItemLine(&m_plot);
    for (QCPItemPosition *end : {leader->start, leader->end})
        end->setType(QCPItemPosition::ptAbsolute);
    leader->start->setCoords(line.pointAt(m_look.px(kGap) / 2 / line.length())); // its rim
    leader->end->setCoords(line.p2());
    leader->setPen(QPen(m_look.theme.text2, 1));
    for (const QPointF &each : pointsOf(line))
        keepFree(each, 1);
    put(*room, text, m_look.theme.text2);
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
