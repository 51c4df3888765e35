// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMenu;

namespace core {
struct Scenario;
}

namespace ui {

class MainWindow;

// "Pipelines", "Something is wrong", …: under which heading a built-in scenario stands.
[[nodiscard]] QString exampleGroup(const core::Scenario &scenario);

// The built-in scenarios, one submenu for each group.
void fillExamples(QMenu &menu, MainWindow &window);

} // namespace ui
