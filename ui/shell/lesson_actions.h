// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace ui {

class Actions;
class MainWindow;

// A lesson each, and what a teacher settles: whether notes are shown, and who tells an answer.
void addLessonActions(Actions &actions, MainWindow &window);
[[nodiscard]] QStringList lessonActionIds(); // of the lessons, in their order

} // namespace ui
