// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"
#include "ui/paint/theme.h"

#include <QImage>
#include <QPainter>
#include <QSize>
#include <QString>

#include <functional>
#include <optional>

namespace ui {

// A picture that is ready to be painted, in whatever format.
struct Drawing
{
    QString title;
    QSize size;           // logical pixels
    int scale = 1;        // image pixels per logical pixel
    bool trimmed = false; // the height is a most: nothing empty at the foot but a margin
    ThemeId theme = ThemeId::Light;
    std::optional<core::Scenario> scenario; // that the file carries
    // From the origin, within the size.
    std::function<void(QPainter &painter)> paint;
};

// Error: not enough memory for that many pixels.
[[nodiscard]] core::Result<QImage> imageOf(const Drawing &drawing);

// As high as a trimmed drawing is when it is an image; logical pixels.
[[nodiscard]] core::Result<QSize> sizeOf(const Drawing &drawing);

} // namespace ui
