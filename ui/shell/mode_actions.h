// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class Actions;
class MainWindow;

// One action for each mode, and what the mode that is looked at does to the others. To be called
// after all other actions were added.
void addModeActions(Actions &actions, MainWindow &window);

} // namespace ui
