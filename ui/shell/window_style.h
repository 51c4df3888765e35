// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QPalette>
#include <QString>

namespace ui {

// The theme for what Qt draws itself: dialogs, tooltips, text fields.
[[nodiscard]] QPalette paletteOf(const Theme &theme);

// Of the menu bar and of menus.
[[nodiscard]] QString menuStyleSheet(const Look &look);

} // namespace ui
