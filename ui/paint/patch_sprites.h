// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include <functional>

namespace ui {

// What distinguishes one frame from another.
struct PatchKey
{
    double radius = 0;
    double width = 0;
    QRgb fill = 0;
    QRgb outline = 0;
    QRgb shadow = 0;

    bool operator==(const PatchKey &) const = default;
};
size_t qHash(const PatchKey &key, size_t seed = 0);

// Draws a frame that is equal along its sides, such as a rounded rectangle, from one small picture
// of its corners: the same pixels as drawing it whole, at a tenth of the work. corner is how far a
// corner reaches in; draw paints the frame of any size at the origin, to the same pixels for the
// same key. False, and nothing drawn: this painter or this place needs it drawn whole.
[[nodiscard]] bool drawFromCorners(QPainter &painter, const QRectF &rect, int corner,
                                   const PatchKey &key,
                                   const std::function<void(QPainter &, const QRectF &)> &draw);

} // namespace ui
