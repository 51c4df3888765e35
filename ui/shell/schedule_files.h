// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui {

class Document;
class MainWindow;

// Whether a file holds a schedule rather than a scenario: told by its name, else by its beginning.
[[nodiscard]] bool isScheduleFile(const QString &path);

// Reads and checks a schedule and makes it the scenario's own, as one undo step. What is wrong with
// it is said in a message that lists every mistake; what it is like is said as well.
bool importSchedule(MainWindow &window, const QString &path);
void askToImportSchedule(MainWindow &window);

// The order that is shown, one line of actions per rank, as torch.distributed.pipelining reads it.
bool exportSchedule(MainWindow &window, const QString &path);
void askToExportSchedule(MainWindow &window);

} // namespace ui
