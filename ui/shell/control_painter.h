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

// How the controls of Qt in dialogs, lists and tooltips are drawn: as those of the window, from
// the same theme.

constexpr double kDialogControlHeight = 34; // logical, as of buttons and boxes of the window

void paintDialogButton(QPainter &painter, const QStyleOptionButton &option, const Look &look);
// Of a line that is typed in, of a list of choices and of a number.
void paintField(QPainter &painter, const QStyleOption &option, const Look &look);
void paintChevrons(QPainter &painter, const QRect &up, const QRect &down, const Look &look);
void paintIndicator(QPainter &painter, const QStyleOption &option, bool round, const Look &look);
void paintTip(QPainter &painter, const QRect &rect, const Look &look);
[[nodiscard]] QPainterPath tipShape(const QRect &rect, const Look &look);
// What lies under a line of a list: chosen, or under the pointer.
void paintItemGround(QPainter &painter, const QStyleOption &option, const Look &look);
void paintFrame(QPainter &painter, const QRect &rect, const Look &look);
void paintKeyboardFocus(QPainter &painter, const QStyleOption &option, const Look &look);
void paintHeaderGround(QPainter &painter, const QRect &rect, const Look &look);

} // namespace ui
