// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class MainWindow;

void showGuide(MainWindow &window);
void showKeyboard(MainWindow &window);
void showAbout(MainWindow &window);
// The scene in words, to read aloud or to copy.
void showDescription(MainWindow &window);

} // namespace ui
