// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class Actions;
class MainWindow;

// What is shown becomes A.
void pinShown(MainWindow &window);

// To hold a result fast as A, and what is done with it beside another one.
void addCompareActions(Actions &actions, MainWindow &window);

} // namespace ui
