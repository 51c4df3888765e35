// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class Actions;
class MainWindow;

// The window's actions on schedules: marks on the timeline, files, the published tables.
void addScheduleActions(Actions &actions, MainWindow &window);

} // namespace ui
