// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QRect>

class QPainter;
class QPainterPath;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComplex;

namespace ui {

// Draws Qt's own controls in dialogs, lists and tooltips like those of the window, from the same
// theme.

constexpr double kDialogControlHeight = 34; // logical, as of buttons and boxes of the window

void paintDialogButton(QPainter &painter, const QStyleOptionButton &option, const Look &look);
// For line edits, combo boxes and spin boxes.
void paintField(QPainter &painter, const QStyleOption &option, const Look &look);
void paintChevrons(QPainter &painter, const QRect &up, const QRect &down, const Look &look);
void paintIndicator(QPainter &painter, const QStyleOption &option, bool round, const Look &look);
void paintTip(QPainter &painter, const QRect &rect, const Look &look);
[[nodiscard]] QPainterPath tipShape(const QRect &rect, const Look &look);
// The background of a list row: selected, or hovered.
void paintItemGround(QPainter &painter, const QStyleOption &option, const Look &look);
void paintFrame(QPainter &painter, const QRect &rect, const Look &look);
void paintKeyboardFocus(QPainter &painter, const QStyleOption &option, const Look &look);
void paintHeaderGround(QPainter &painter, const QRect &rect, const Look &look);

} // namespace ui
