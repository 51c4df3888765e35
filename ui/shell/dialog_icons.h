// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QIcon>
#include <QStyle>

#include <span>

namespace ui {

// Icons of the file dialog, of our own set: those of the desktop or of Qt look like another
// program, and are dark on dark.
struct DialogIcon
{
    QStyle::StandardPixmap of;
    const char *name; // resources/icons/NAME.svg
};
[[nodiscard]] std::span<const DialogIcon> dialogIcons();

// In the colours of the theme; null: not one of them.
[[nodiscard]] QIcon dialogIcon(QStyle::StandardPixmap of, const Look &look);

} // namespace ui
