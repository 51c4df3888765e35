// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui {

class MainWindow;

// What each stage and pass of the scenario shown is made of, as "parallarium simulate --operations"
// writes it: a table, or with the suffix .json an object.
bool exportCosts(MainWindow &window, const QString &path);
void askToExportCosts(MainWindow &window);

} // namespace ui
