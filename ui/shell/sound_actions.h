// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class Actions;
class MainWindow;

// Whether events are heard; off until somebody asks for it.
void addSoundActions(Actions &actions, MainWindow &window);

} // namespace ui
