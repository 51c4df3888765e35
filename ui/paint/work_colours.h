// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <QColor>

namespace ui {

struct Theme;

// The colour of each kind of work, in every view.
[[nodiscard]] QColor workColour(WorkClass work, const Theme &theme);
// On it, for letters.
[[nodiscard]] QColor onWorkColour(WorkClass work, const Theme &theme);
// Of the rim of something in that colour: a soft colour has the strong one of its kind.
[[nodiscard]] QColor workEdgeColour(WorkClass work, const Theme &theme);

} // namespace ui
