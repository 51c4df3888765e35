// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QPoint;

namespace ui {

class Actions;
class MainWindow;

// What can be done to the timeline of the mode that is looked at. To add one: a row in
// timeline_actions.cpp.
void addTimelineActions(Actions &actions, MainWindow &window);
// Their ids in the order of the menu; an empty one is a line between.
[[nodiscard]] QStringList timelineActionIds();
// The same as a menu of the timeline.
void showTimelineMenu(MainWindow &window, const QPoint &globalPosition);

} // namespace ui
