// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMenu;

namespace core {
struct Scenario;
}

namespace ui {

class MainWindow;

// "Pipelines", "Faults", …: the heading that a built-in scenario is listed under.
[[nodiscard]] QString exampleGroup(const core::Scenario &scenario);

// The built-in scenarios, one submenu for each group.
void fillExamples(QMenu &menu, MainWindow &window);

} // namespace ui
