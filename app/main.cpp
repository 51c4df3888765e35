// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"
#include "app/window.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

// Every move of a slider makes a new snapshot and drops the one before. Its memory is kept for the
// next one: to give it back and get it again, page by page, took a fifth of a large cluster's run.
void keepMemory()
{
#ifdef __GLIBC__
    constexpr int kKept = 64 << 20;
    mallopt(M_TRIM_THRESHOLD, kKept);
#endif
}

} // namespace

int main(int argc, char **argv)
{
    keepMemory();
    if (const std::optional<int> exitCode = app::runCommandLine(argc, argv))
        return *exitCode;
    return app::runWindow(argc, argv);
}
