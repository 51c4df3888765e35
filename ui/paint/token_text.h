// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/primitives.h"

namespace ui {

// Pixel size of a number of so many digits in a token: as large as stays inside its shape.
[[nodiscard]] double tokenTextPixels(double radius, TokenShape shape, qsizetype characters);

} // namespace ui
