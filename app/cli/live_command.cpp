// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/console/live_check.h"
#include "app/console/live_run.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace app {
namespace {

struct LiveOptions
{
    LiveCheckOptions check;
    bool compare = false;
    bool calibrate = false;
    LiveRunOptions run;
};

core::Status checkOptions(const LiveOptions &options)
{
    const bool checks = !options.check.file.empty();
    const int asked = (checks ? 1 : 0) + (options.compare ? 1 : 0) + (options.calibrate ? 1 : 0);
    if (asked > 1)
        return core::Error{"Give one of --check, --compare and --calibrate at a time."};
    if (asked == 0 && options.run.scenario.empty())
        return core::Error{"What is to be trained? Give a scenario with a section train, such as "
                           "train-digits-1."};
    if (core::Status status = checkLiveCheckOptions(options.check, options.run); !status || checks)
        return status;
    const char *mode = options.calibrate              ? "--calibrate"
                       : options.run.scenario.empty() ? "--compare without a scenario"
                                                      : "--compare";
    const bool loads = asked == 0 || (options.compare && !options.run.scenario.empty());
    if (const std::string_view idle = idleOption(options.run, loads, asked == 0); !idle.empty())
        return core::Error{std::string(idle) + " has no effect with " + mode + ": leave it out."};
    return std::monostate{};
}

core::Written runCommand(const LiveOptions &options)
{
    if (core::Status checked = checkOptions(options); !checked)
        return checked;
    Processes alone;
    if (!options.check.file.empty())
        return runLiveCheck(options.check, options.run.json, alone);
    if (options.calibrate)
        return runCalibration(options.run);
    if (options.compare)
        return runLiveComparison(options.run);
    return runLive(options.run, alone);
}

} // namespace

void addLiveCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("live", "Really train a small network, with threads as devices");
    const auto options = std::make_shared<LiveOptions>();
    addLiveRunOptions(*command, options->run);
    addLiveCheckOptions(*command, options->check);
    command->add_flag("--compare", options->compare,
                      "Predicted against trained: a table of layouts, or of FILE");
    command->add_flag("--calibrate", options->calibrate,
                      "Measure this computer anew and show its curve");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runCommand(*options)); });
}

} // namespace app
