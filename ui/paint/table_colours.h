// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QPalette>

namespace ui {

// The colours of a table that lies on a card, and of its header.
[[nodiscard]] QPalette tableColours(QPalette colours, const Theme &theme);

} // namespace ui
