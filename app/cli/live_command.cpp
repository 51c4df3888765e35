// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/console/live_run.h"
#include "core/io/file/files.h"
#include "core/io/live/check_json.h"
#include "core/io/live/reference_file.h"
#include "core/live/check/check_layout.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace app {
namespace {

struct LiveOptions
{
    std::string check;
    std::string layout;
    bool inFloat = false;
    bool compare = false;
    bool calibrate = false;
    LiveRunOptions run;
};

core::Error outside(const core::live::ReferenceRun &run, const core::live::CheckedRun &checked)
{
    const auto wrong = std::ranges::count_if(
        checked.values, [](const core::live::CheckedValue &value) { return !value.within(); });
    const core::live::CheckedValue &first = *std::ranges::find_if(
        checked.values, [](const core::live::CheckedValue &value) { return !value.within(); });
    return core::Error{run.name + ": " + std::to_string(wrong) + " of " +
                       std::to_string(checked.values.size()) +
                       " numbers are outside their tolerance, first " + first.quantity + " of " +
                       first.what + "."};
}

core::Written runCheck(const LiveOptions &options)
{
    const core::Result<core::live::ReferenceRun> run = core::readReferenceRun(options.check);
    if (!run)
        return run.error();
    const core::Result<core::live::Layout> layout =
        core::live::layoutFor(run.value(), options.layout);
    if (!layout)
        return layout.error();
    const core::live::Digits digits =
        options.inFloat ? core::live::Digits::Float : core::live::Digits::Double;
    core::live::CheckedRun checked = core::live::checkRun(run.value(), layout.value(), digits);
    checked.layout = options.layout;
    const core::Written written =
        options.run.json.empty()
            ? print(core::checkedRunToText(run.value(), checked, digits))
            : core::writeFile(options.run.json,
                              core::checkedRunToJson(run.value(), checked, digits));
    if (!written)
        return written;
    if (!checked.allWithin())
        return outside(run.value(), checked);
    return {};
}

// The first option that has no effect beside the others; empty: none.
std::string_view idleOption(const LiveOptions &options)
{
    const LiveRunOptions &run = options.run;
    const bool trains = options.check.empty() && !options.calibrate && !options.compare;
    const bool loads = trains || (options.compare && !run.scenario.empty());
    const struct
    {
        std::string_view name;
        bool isGiven;
        bool hasEffect;
    } rows[] = {{"FILE", !run.scenario.empty(), loads}, {"--set", !run.settings.empty(), loads},
                {"--data", !run.data.empty(), loads},   {"--steps", run.steps > 0, trains},
                {"--progress", run.progress, trains},   {"--clock", !run.clock.empty(), trains},
                {"--trace", !run.trace.empty(), trains}};
    for (const auto &row : rows) {
        if (row.isGiven && !row.hasEffect)
            return row.name;
    }
    return {};
}

core::Status checkOptions(const LiveOptions &options)
{
    if (options.check.empty() && (!options.layout.empty() || options.inFloat))
        return core::Error{"--layout and --float belong to --check: give that as well."};
    const int asked =
        (options.check.empty() ? 0 : 1) + (options.compare ? 1 : 0) + (options.calibrate ? 1 : 0);
    if (asked > 1)
        return core::Error{"--check, --compare and --calibrate are one at a time."};
    if (asked == 0 && options.run.scenario.empty())
        return core::Error{"What is to be trained? Give a scenario with a section train, such as "
                           "train-digits-1."};
    const char *mode = !options.check.empty()         ? "--check"
                       : options.calibrate            ? "--calibrate"
                       : options.run.scenario.empty() ? "--compare without a scenario"
                                                      : "--compare";
    if (const std::string_view idle = idleOption(options); !idle.empty())
        return core::Error{std::string(idle) + " has no effect with " + mode + ": leave it out."};
    return std::monostate{};
}

core::Written runCommand(const LiveOptions &options)
{
    if (core::Status checked = checkOptions(options); !checked)
        return checked;
    if (!options.check.empty())
        return runCheck(options);
    if (options.calibrate)
        return runCalibration(options.run);
    if (options.compare)
        return runLiveComparison(options.run);
    Processes alone;
    return runLive(options.run, alone);
}

} // namespace

void addLiveCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("live", "Really train a small network, with threads as devices");
    const auto options = std::make_shared<LiveOptions>();
    addLiveRunOptions(*command, options->run);
    command->add_option("--check", options->check,
                        "A reference run (JSON): train its network here and compare every number; "
                        "exit code 2 if one is outside its tolerance");
    command->add_option("--layout", options->layout,
                        "How the network is split: dp2, pp4, pp4:zb-h1, tp2, zero3:2 or 2x2 "
                        "(replicas x stages); one device if it is not given");
    command->add_flag("--float", options->inFloat, "Compute in single precision instead of double");
    command->add_flag("--compare", options->compare,
                      "Predicted against trained: a table of layouts, or of FILE");
    command->add_flag("--calibrate", options->calibrate,
                      "Measure this computer anew and show its curve");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runCommand(*options)); });
}

} // namespace app
