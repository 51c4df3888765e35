// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

namespace ui {

// Half the side of a chunk that cells of partners hand on: it has room below the number in the
// middle of a cell, as far as it can still be seen.
[[nodiscard]] double chunkRadius(const QRectF &cell, double scale);

// On its way from cell to cell a chunk keeps to their bottom edges and to the gaps beside them.
// progress from 0 to 1.
[[nodiscard]] QPointF chunkBetween(const QRectF &from, const QRectF &to, double radius,
                                   double progress);

} // namespace ui
