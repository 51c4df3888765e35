// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QString>

namespace ui {

// The style of what Qt draws itself: dialogs, tooltips, text fields.
void applyToApplication(const Look &look);

// Of the menu bar and of menus.
[[nodiscard]] QString menuStyleSheet(const Look &look);

} // namespace ui
