// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <optional>
#include <span>

namespace app {

// Runs the command line. Exit code 0, 1 or 2; nothing when the window is wanted instead, which is
// with no argument or with one that names a file or a built-in scenario. Needs no display.
[[nodiscard]] std::optional<int> runCommandLine(int argc, char **argv,
                                                std::span<const Command> commands);

} // namespace app
