// SPDX-License-Identifier: GPL-3.0-or-later
// parallarium-mpi: the command live, with a process of MPI for each device.
#include "app/console/console.h"
#include "app/console/live_check.h"
#include "app/console/live_run.h"
#include "app/console/options.h"
#include "app/mpi/mpi_processes.h"
#include "app/mpi/world.h"
#include "core/base/printable.h"
#include "core/live/compute/blas.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

namespace {

void say(const app::World &world, const std::string &sentence)
{
    if (world.rank() == 0)
        std::fputs(("parallarium-mpi: " + core::printable(sentence) + '\n').c_str(), stderr);
}

// Every rank reads the same options; rank 0 speaks for all.
int run(int argc, char **argv, const app::World &world)
{
    CLI::App parser("Train a small network with a process of MPI for each device, bit for bit as "
                    "\"parallarium live\" does with threads.",
                    "parallarium-mpi");
    parser.footer("Start one process per device: mpirun -n 4 parallarium-mpi train-digits-pp4 "
                  "--trace run.json.gz");
    parser.set_version_flag("--version", "parallarium-mpi " PARALLARIUM_VERSION);
    app::LiveRunOptions options;
    app::addLiveRunOptions(parser, options);
    app::LiveCheckOptions check;
    app::addLiveCheckOptions(parser, check);
    app::finishOptions(parser);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        if (error.get_exit_code() == 0)
            return world.rank() == 0 ? parser.exit(error) : 0; // --help and --version
        say(world, app::reasonOf(error) + ". \"parallarium-mpi --help\" lists what there is.");
        return app::kWrongInput;
    }
    if (check.file.empty() && options.scenario.empty()) {
        say(world, "What is to be trained? Give a FILE: a scenario with a section train, such as "
                   "train-digits-1, or --check with a reference run.");
        return app::kWrongInput;
    }
    if (const core::Status sensible = app::checkLiveCheckOptions(check, options); !sensible) {
        say(world, sensible.error().message);
        return app::kWrongInput;
    }
    app::MpiProcesses processes(world);
    const core::Written done = check.file.empty()
                                   ? app::runLive(options, processes)
                                   : app::runLiveCheck(check, options.json, processes);
    if (!done && world.rank() != 0)
        return done.machineFailed ? app::kFault : app::kWrongInput;
    return app::exitCodeOf(done);
}

} // namespace

int main(int argc, char **argv)
{
    core::live::useKernelsOfProcessor(); // as the threads of "parallarium live", bit for bit
    const app::World world(argc, argv);
    try {
        return run(argc, argv, world);
    } catch (const std::exception &error) {
        std::fputs(("parallarium-mpi: Rank " + std::to_string(world.rank()) +
                    " failed unexpectedly: " + core::printable(error.what()) + ".\n")
                       .c_str(),
                   stderr);
        world.abort(app::kFault);
    }
}
