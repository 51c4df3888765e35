// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

// Opens the window with the scenario that the first argument names, if there is one, and runs until
// it is closed. Exit code of the program.
[[nodiscard]] int runWindow(int argc, char **argv);

} // namespace app
