// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QEvent;
class QKeyEvent;
class QWidget;

namespace ui {

// Whether the focused control takes the key before the window's shortcut: Space presses a focused
// button, arrows move a focused slider.
[[nodiscard]] bool controlKeepsKey(const QWidget &focused, const QKeyEvent &key);

// Moves the keyboard focus by so many panes.
void focusPane(const QList<QWidget *> &panes, const QWidget *focused, int by);

// While a list or menu is open, it gets every key, and window shortcuts are off.
class PopupKeys
{
public:
    // Sees every event of the program first; true: the event is consumed.
    [[nodiscard]] bool filter(QEvent &event);

private:
    int m_key = 0; // which an open list was offered as a shortcut; 0: none
};

} // namespace ui
