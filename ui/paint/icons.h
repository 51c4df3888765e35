// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPixmap>
#include <QRectF>
#include <QString>

class QPainter;

namespace ui {

// resources/icons/NAME.svg (24 grid, 2 px round strokes) in this colour, cached per size.
[[nodiscard]] QPixmap iconPixmap(const QString &name, const QColor &colour, int logicalSize,
                                 double devicePixelRatio);

// The same as shapes, not cached.
void paintIcon(QPainter &painter, const QRectF &area, const QString &name, const QColor &colour);

} // namespace ui
