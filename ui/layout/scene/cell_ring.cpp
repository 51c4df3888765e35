// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/cell_ring.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHalfNumber = 4; // of the height of a number
constexpr double kLargest = 4.5;
constexpr double kSmallest = 2.5;

double lengthOf(QPointF way)
{
    return std::hypot(way.x(), way.y());
}

} // namespace

double chunkRadius(const QRectF &cell, double scale)
{
    const double below = cell.height() / 2 - kHalfNumber * scale;
    return std::max(kSmallest * scale, std::min({kLargest * scale, cell.width() / 5, below / 2}));
}

QPointF chunkBetween(const QRectF &from, const QRectF &to, double radius, double progress)
{
    const QPointF begin(from.center().x(), from.bottom() - radius);
    const QPointF end(to.center().x(), to.bottom() - radius);
    double gap = begin.x();
    if (from.top() != to.top())
        gap = from.left() == to.left() ? from.right() : std::max(from.left(), to.left());
    const std::array<QPointF, 4> corners = {begin, {gap, begin.y()}, {gap, end.y()}, end};
    double whole = 0;
    for (std::size_t i = 1; i < corners.size(); ++i)
        whole += lengthOf(corners[i] - corners[i - 1]);
    double left = whole * std::clamp(progress, 0.0, 1.0);
    for (std::size_t i = 1; i < corners.size(); ++i) {
        const QPointF way = corners[i] - corners[i - 1];
        const double length = lengthOf(way);
        if (left <= length)
            return length > 0 ? corners[i - 1] + way * (left / length) : corners[i];
        left -= length;
    }
    return end;
}

} // namespace ui
