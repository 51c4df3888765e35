// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class Actions;
class MainWindow;

// The table of all actions of the window. To add one: a row here, and its id in window_menus.cpp.
void addWindowActions(Actions &actions, MainWindow &window);

} // namespace ui
