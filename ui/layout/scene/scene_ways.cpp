// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_ways.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {
namespace {

double lengthOf(QPointF way)
{
    return std::hypot(way.x(), way.y());
}

} // namespace

QPointF pointAlong(const Way &way, double share)
{
    if (way.empty())
        return {};
    double left = 0;
    for (std::size_t i = 1; i < way.size(); ++i)
        left += lengthOf(way[i] - way[i - 1]);
    left *= std::clamp(share, 0.0, 1.0);
    for (std::size_t i = 1; i < way.size(); ++i) {
        const QPointF part = way[i] - way[i - 1];
        const double length = lengthOf(part);
        if (left <= length && length > 0)
            return way[i - 1] + part * (left / length);
        left -= length;
    }
    return way.back();
}

double distanceTo(const Way &way, QPointF point)
{
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 1; i < way.size(); ++i) {
        const QPointF part = way[i] - way[i - 1];
        const double square = QPointF::dotProduct(part, part);
        const double along =
            square > 0 ? QPointF::dotProduct(point - way[i - 1], part) / square : 0;
        const QPointF foot = way[i - 1] + part * std::clamp(along, 0.0, 1.0);
        nearest = std::min(nearest, lengthOf(point - foot));
    }
    return nearest;
}

} // namespace ui
