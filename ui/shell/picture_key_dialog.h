// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class MainWindow;

// What colours, patterns, lines and shapes stand for, in the look of the window.
void showPictureKey(MainWindow &window);

} // namespace ui
