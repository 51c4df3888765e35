// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_lanes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {
namespace {

double lengthOf(QPointF step)
{
    return std::hypot(step.x(), step.y());
}

} // namespace

QPointF pointAlong(const Lane &lane, double share)
{
    if (lane.empty())
        return {};
    double left = 0;
    for (std::size_t i = 1; i < lane.size(); ++i)
        left += lengthOf(lane[i] - lane[i - 1]);
    left *= std::clamp(share, 0.0, 1.0);
    for (std::size_t i = 1; i < lane.size(); ++i) {
        const QPointF part = lane[i] - lane[i - 1];
        const double length = lengthOf(part);
        if (left <= length && length > 0)
            return lane[i - 1] + part * (left / length);
        left -= length;
    }
    return lane.back();
}

double distanceTo(const Lane &lane, QPointF point)
{
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 1; i < lane.size(); ++i) {
        const QPointF part = lane[i] - lane[i - 1];
        const double square = QPointF::dotProduct(part, part);
        const double along =
            square > 0 ? QPointF::dotProduct(point - lane[i - 1], part) / square : 0;
        const QPointF foot = lane[i - 1] + part * std::clamp(along, 0.0, 1.0);
        nearest = std::min(nearest, lengthOf(point - foot));
    }
    return nearest;
}

} // namespace ui
