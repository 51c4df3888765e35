// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <vector>

namespace ui {

// A path from card to card, corner by corner.
using Lane = std::vector<QPointF>;

// share 0 is its begin, 1 its end.
[[nodiscard]] QPointF pointAlong(const Lane &lane, double share);
[[nodiscard]] double distanceTo(const Lane &lane, QPointF point);

} // namespace ui
