// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui {

class MainWindow;

void askToImportSchedule(MainWindow &window);

// The order shown, one line of actions per rank, as torch.distributed.pipelining reads it.
bool exportSchedule(MainWindow &window, const QString &path);
void askToExportSchedule(MainWindow &window);

} // namespace ui
