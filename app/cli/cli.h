// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace app {

// Runs the command line. Exit code 0, 1 or 2; nothing when the window is wanted instead.
[[nodiscard]] std::optional<int> runCommandLine(int argc, char **argv);

} // namespace app
