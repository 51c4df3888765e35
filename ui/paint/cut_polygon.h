// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPolygonF>
#include <QRectF>

namespace ui {

// All points with x * across + y * down >= least.
struct HalfPlane
{
    double across = 0;
    double down = 0;
    double least = 0;
};

// The part of a polygon in a half plane (Sutherland and Hodgman 1974). Where a polygon that is not
// convex falls apart, its parts stay joined along the edge, by an area of nothing.
[[nodiscard]] QPolygonF cutPolygon(const QPolygonF &polygon, const HalfPlane &kept);

// The part of a filled shape in a rectangle; curves become polygons.
[[nodiscard]] QPainterPath cutShape(const QPainterPath &shape, const QRectF &area);

// The parts of lines in a rectangle (Liang and Barsky 1984); curves become polylines.
[[nodiscard]] QPainterPath cutLines(const QPainterPath &lines, const QRectF &area);

} // namespace ui
