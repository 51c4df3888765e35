// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_command.h"
#include "app/cli/cli.h"
#include "app/window/window.h"
#include "core/live/compute/blas.h"
#include "core/live/session/calibrate.h"
#include "core/live/session/calibration_file.h"

#include <cstdlib>
#include <string_view>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

// Every slider move makes a new snapshot and drops the previous one. Its memory is kept for the
// next: returning it and faulting it in again, page by page, took a fifth of a large cluster's run.
void keepMemory()
{
#ifdef __GLIBC__
    constexpr int kKept = 64 << 20;
    mallopt(M_TRIM_THRESHOLD, kKept);
    // Which would otherwise grow with what is freed; what a picture is laid out in is smaller.
    constexpr int kOwnPages = 4 << 20;
    mallopt(M_MMAP_THRESHOLD, kOwnPages);
#endif
}

} // namespace

int main(int argc, char **argv)
{
    keepMemory();
    // Bench holds the engine against the library as it is.
    if (argc < 2 || std::string_view(argv[1]) != "bench")
        core::live::useKernelsOfProcessor();
    core::live::useKeptCalibration(core::live::calibrationPath(), core::live::kernelsInUse());
    std::vector<app::Command> commands = app::commands();
    commands.push_back(app::benchCommand());
    if (const std::optional<int> exitCode = app::runCommandLine(argc, argv, commands))
        return *exitCode;
    return app::runWindow(argc, argv);
}
