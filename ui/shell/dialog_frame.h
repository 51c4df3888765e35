// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSize>

class QDialog;
class QLayout;
class QWidget;

namespace ui {

// A dialog for every screen: what it is about scrolls where there is no room for all of it; below
// stands, always in sight, what it is answered with. The parts may be children of the dialog.
void frameDialog(QDialog &dialog, QLayout *body, const QList<QWidget *> &foot);

// Before it is shown: as large as wished and as its content needs, at most as large as the screen.
void fitToScreen(QDialog &dialog, QSize wished);

// Of a dialog with a frame of ours: how high it has to be for nothing to scroll.
[[nodiscard]] int heightOfAll(const QDialog &dialog, int width);

// What the screen offers to the content of a window, without the frame that the desktop adds.
[[nodiscard]] QSize roomOnScreen(const QWidget &window);

} // namespace ui
