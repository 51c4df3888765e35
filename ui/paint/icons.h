// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPixmap>
#include <QString>

namespace ui {

// resources/icons/NAME.svg (24 grid, 2 px round strokes) in this colour, cached per size.
[[nodiscard]] QPixmap iconPixmap(const QString &name, const QColor &colour, int logicalSize,
                                 double devicePixelRatio);

} // namespace ui
