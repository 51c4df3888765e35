// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace ui {

// Where a teacher's lessons are looked for: the folder "lessons" beside the program's other data of
// this user.
[[nodiscard]] QString ownLessonsFolder();
// Shows it in the desktop's file manager, and makes it first where it is not there yet. What fails
// is said over the parent.
void openOwnLessonsFolder(QWidget *parent);

} // namespace ui
