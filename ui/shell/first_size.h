// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

namespace ui {

constexpr QSize kSmallestWindow(1024, 640);
constexpr QSize kUsualWindow(1280, 720);

// Whether a first window of the usual size, with a title bar, would reach beyond this room.
[[nodiscard]] bool startsMaximized(QSize available);

} // namespace ui
