// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QEvent;
class QKeyEvent;
class QWidget;

namespace ui {

// Whether the key belongs to the control that has the focus, rather than to the window's shortcut:
// Space presses a focused button, arrows move a focused slider.
[[nodiscard]] bool controlKeepsKey(const QWidget &focused, const QKeyEvent &key);

// The keyboard goes on from the pane that has it by so many panes.
void focusPane(const QList<QWidget *> &panes, const QWidget *focused, int by);

// While a list or a menu is open, every key is its own, and none a shortcut of the window.
class PopupKeys
{
public:
    // Sees every event of the program first; true: the event is used up.
    [[nodiscard]] bool filter(QEvent &event);

private:
    int m_key = 0; // which an open list was offered as a shortcut; 0: none
};

} // namespace ui
