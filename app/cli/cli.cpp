// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

namespace app {

std::optional<int> runCommandLine(int, char **)
{
    return std::nullopt;
}

} // namespace app
