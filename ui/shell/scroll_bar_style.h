// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

class QPainter;
class QStyleOptionSlider;

namespace ui {

// Scroll bars of lists and menus in the style of ui::ScrollBar: a rounded handle, no arrows.
constexpr double kScrollBarExtent = 10; // logical pixels

[[nodiscard]] QRect scrollHandleRect(const QStyleOptionSlider &bar, int shortest);
void paintScrollBar(QPainter &painter, const QStyleOptionSlider &bar, int shortest);

} // namespace ui
