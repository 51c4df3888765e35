// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QKeyEvent;
class QWidget;

namespace ui {

// Whether the key belongs to the control that has the focus, rather than to the window's shortcut:
// Space presses a focused button, arrows move a focused slider.
[[nodiscard]] bool controlKeepsKey(const QWidget &focused, const QKeyEvent &key);

} // namespace ui
