// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace ui {

// The same picture in fewer bytes, of what QSvgGenerator writes (Qt 6.4): it repeats the font and
// every default around each shape, and begins a group anew where nothing has changed.
[[nodiscard]] QByteArray shortSvg(const QByteArray &svg);

} // namespace ui
