// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/seen_area.h"

#include "ui/paint/vector_device.h"

#include <QPainter>

namespace ui {

QRectF seenArea(const QPainter &painter)
{
    constexpr double kEver = 1e6;
    if (!painter.hasClipping() || paintsVectors(painter))
        return {-kEver, -kEver, 2 * kEver, 2 * kEver};
    return painter.clipBoundingRect();
}

} // namespace ui
