// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"
#include "app/window.h"

int main(int argc, char **argv)
{
    if (const std::optional<int> exitCode = app::runCommandLine(argc, argv))
        return *exitCode;
    return app::runWindow(argc, argv);
}
