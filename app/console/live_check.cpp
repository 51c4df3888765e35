// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/live_check.h"

#include "app/console/console.h"
#include "core/io/file/files.h"
#include "core/io/live/check_json.h"
#include "core/io/live/reference_file.h"
#include "core/live/check/check_layout.h"
#include "core/live/run/room.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace app {
namespace {

using namespace core::live;

core::Error outside(const ReferenceRun &run, const CheckedRun &checked)
{
    const auto wrong = std::ranges::count_if(
        checked.values, [](const CheckedValue &value) { return !value.within(); });
    const CheckedValue &first = *std::ranges::find_if(
        checked.values, [](const CheckedValue &value) { return !value.within(); });
    return core::Error{run.name + ": " + std::to_string(wrong) + " of " +
                       std::to_string(checked.values.size()) +
                       (wrong == 1 ? " numbers is outside its tolerance: "
                                   : " numbers are outside their tolerance, first ") +
                       first.quantity + " of " + first.what + "."};
}

// What each process needs to begin with.
struct Preparation
{
    ReferenceRun run;
    Layout layout;
};

core::Result<Preparation> prepared(const LiveCheckOptions &options, std::string_view text)
{
    core::Result<ReferenceRun> run = core::referenceRunFromJson(text, options.file);
    if (!run)
        return run.error();
    core::Result<Layout> layout = layoutFor(run.value(), options.layout);
    if (!layout)
        return layout.error();
    return Preparation{std::move(run).value(), std::move(layout).value()};
}

core::Written write(const std::string &json, const ReferenceRun &run, const CheckedRun &checked,
                    Digits digits)
{
    const core::Written written =
        json.empty() ? print(core::checkedRunToText(run, checked, digits))
                     : core::writeFile(json, core::checkedRunToJson(run, checked, digits));
    if (!written || checked.allWithin())
        return written;
    return outside(run, checked);
}

constexpr const char *kNoMemory =
    "This computer has no memory for a step of this run: give it a smaller micro-batch, or a "
    "smaller network.";

} // namespace

void addLiveCheckOptions(CLI::App &command, LiveCheckOptions &options)
{
    command.add_option("--check", options.file,
                       "A reference run (JSON): train its network here and compare every number; "
                       "exit code 2 if one is outside its tolerance");
    command.add_option("--layout", options.layout,
                       "How the network is split: dp2, pp4, pp4:zb-h1, tp2, zero3:2 or 2x2 "
                       "(replicas x stages); one device if it is not given");
    command.add_flag("--float", options.inFloat, "Compute in single precision instead of double");
}

core::Status checkLiveCheckOptions(const LiveCheckOptions &options, const LiveRunOptions &run)
{
    if (options.file.empty() && (!options.layout.empty() || options.inFloat))
        return core::Error{"--layout and --float belong to --check: give that as well."};
    if (options.file.empty())
        return std::monostate{};
    if (const std::string_view idle = idleOption(run, false, false); !idle.empty())
        return core::Error{std::string(idle) + " has no effect with --check: leave it out."};
    return std::monostate{};
}

core::Written runLiveCheck(const LiveCheckOptions &options, const std::string &json,
                           Processes &processes)
{
    // The leader alone reads the file: the others may be where it is not.
    std::string text;
    core::Written done;
    if (processes.leads()) {
        core::Result<std::string> read = core::readReferenceText(options.file);
        if (read)
            text = std::move(read).value();
        else
            done = read.error();
    }
    done = processes.agreed(std::move(done));
    if (!done)
        return done;
    text = processes.shared(std::move(text));
    const core::Result<Preparation> preparation = prepared(options, text);
    if (!preparation)
        return preparation.error(); // the same for each
    const auto &[run, layout] = preparation.value();
    if (core::Status enough = processes.check(layout.devices()); !enough)
        return core::Error{options.file + ": " + enough.error().message};
    const Digits digits = options.inFloat ? Digits::Float : Digits::Double;
    const core::Status room = checkRoom();
    done = processes.agreed(room ? core::Written() : core::Written(room.error()));
    if (!done)
        return done;
    CheckedRun checked = checkRun(run, layout, digits, processes.checkedTeams());
    done = processes.agreed(checked.withoutMemory
                                ? core::Written(core::Error{options.file + ": " + kNoMemory})
                                : core::Written());
    if (!done)
        return done;
    checked.layout = options.layout;
    if (processes.leads())
        done = write(json, run, checked, digits);
    return processes.agreed(std::move(done));
}

} // namespace app
