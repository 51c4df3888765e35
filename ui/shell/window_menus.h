// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QList>
#include <QString>

class QMenu;
class QMenuBar;

namespace ui {

class MainWindow;

void buildMenuBar(QMenuBar &bar, MainWindow &window);

// Menus whose rows depend on the moment; they are filled when they open.
void fillScenarioMenu(QMenu &menu, MainWindow &window);
void fillSpeedMenu(QMenu &menu, MainWindow &window);

struct ThemeChoice
{
    ThemeId id;
    QString title;
};
[[nodiscard]] QList<ThemeChoice> themeChoices();

} // namespace ui
