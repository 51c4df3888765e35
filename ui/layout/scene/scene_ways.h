// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <vector>

namespace ui {

// A path from card to card, corner by corner.
using Way = std::vector<QPointF>;

// share 0 is its begin, 1 its end.
[[nodiscard]] QPointF pointAlong(const Way &way, double share);
[[nodiscard]] double distanceTo(const Way &way, QPointF point);

} // namespace ui
