// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/cut_polygon.h"

#include <algorithm>
#include <optional>

namespace ui {
namespace {

std::optional<QLineF> cutLine(const QPointF &from, const QPointF &to, const QRectF &area)
{
    const QPointF way = to - from;
    double begin = 0;
    double end = 1;
    // The share of the way at which it comes in or goes out over one side.
    const auto cross = [&](double speed, double room) {
        if (speed == 0)
            return room >= 0;
        const double at = room / speed;
        if (speed < 0)
            begin = std::max(begin, at);
        else
            end = std::min(end, at);
        return begin <= end;
    };
    if (!cross(-way.x(), from.x() - area.left()) || !cross(way.x(), area.right() - from.x()) ||
        !cross(-way.y(), from.y() - area.top()) || !cross(way.y(), area.bottom() - from.y()))
        return {};
    return QLineF(from + begin * way, from + end * way);
}

} // namespace

QPolygonF cutPolygon(const QPolygonF &polygon, const HalfPlane &kept)
{
    const auto depth = [&](const QPointF &point) {
        return point.x() * kept.across + point.y() * kept.down - kept.least;
    };
    QPolygonF result;
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF &from = polygon[i];
        const QPointF &to = polygon[(i + 1) % polygon.size()];
        const double before = depth(from);
        const double after = depth(to);
        if (before >= 0)
            result.append(from);
        if ((before < 0) != (after < 0))
            result.append(from + (to - from) * (before / (before - after)));
    }
    return result;
}

QPainterPath cutShape(const QPainterPath &shape, const QRectF &area)
{
    QPainterPath result;
    result.setFillRule(shape.fillRule());
    for (QPolygonF polygon : shape.toSubpathPolygons()) {
        for (const HalfPlane &side :
             {HalfPlane{1, 0, area.left()}, HalfPlane{-1, 0, -area.right()},
              HalfPlane{0, 1, area.top()}, HalfPlane{0, -1, -area.bottom()}})
            polygon = cutPolygon(polygon, side);
        if (polygon.size() > 2) {
            result.addPolygon(polygon);
            result.closeSubpath();
        }
    }
    return result;
}

QPainterPath cutLines(const QPainterPath &lines, const QRectF &area)
{
    QPainterPath result;
    for (const QPolygonF &polygon : lines.toSubpathPolygons()) {
        for (qsizetype i = 1; i < polygon.size(); ++i) {
            const std::optional<QLineF> line = cutLine(polygon[i - 1], polygon[i], area);
            if (!line)
                continue;
            if (result.elementCount() == 0 || result.currentPosition() != line->p1())
                result.moveTo(line->p1());
            result.lineTo(line->p2());
        }
    }
    return result;
}

} // namespace ui
