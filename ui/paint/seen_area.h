// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

class QPainter;

namespace ui {

// What lies outside of it need not be painted; logical pixels. All, where shapes are written and
// cut by nobody.
[[nodiscard]] QRectF seenArea(const QPainter &painter);

} // namespace ui
