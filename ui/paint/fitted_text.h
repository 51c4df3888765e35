// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QSizeF>
#include <QString>

namespace ui {

// As many whole lines as the area has room for, the last one ending in three dots where there is
// more.
[[nodiscard]] QString fittedText(const QString &text, const QFont &font, const QSizeF &room);

} // namespace ui
