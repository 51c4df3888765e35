// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/live_run.h"

#include "app/console/console.h"
#include "app/console/progress.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/write_trace.h"
#include "core/live/run/room.h"
#include "core/live/session/calibrate.h"
#include "core/live/session/calibration_file.h"
#include "core/live/session/compare_layouts.h"
#include "core/live/session/kept_computer.h"
#include "core/live/session/measure_together.h"
#include "core/live/session/run_report.h"
#include "core/scenario/check.h"
#include "core/scenario/train.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <optional>

namespace app {
namespace {

using namespace core::live;

core::Result<ClockKind> clockOf(const LiveRunOptions &options)
{
    if (options.clock.empty() || options.clock == "steady")
        return ClockKind::Steady;
    if (options.clock == "measured")
        return ClockKind::Measured;
    return core::Error{"--clock: There is no clock \"" + options.clock +
                       "\"; choose steady or measured."};
}

// Without a progress it says nothing.
core::Result<std::vector<StepReport>> train(Session &session, std::int64_t steps,
                                            std::optional<Progress::Lines> shown)
{
    std::optional<Progress> progress;
    if (shown)
        progress.emplace(*shown);
    std::vector<StepReport> reports;
    for (std::int64_t step = 0; step < steps; ++step) {
        core::Result<StepReport> report = session.step({});
        if (!report)
            return report.error();
        if (report.value().diverged)
            return core::Error{report.value().message};
        if (progress)
            progress->show(progressText(report.value(), steps));
        reports.push_back(std::move(report).value());
    }
    return reports;
}

core::Error named(const std::string &scenario, const core::Error &error)
{
    return core::Error{scenario + ": " + error.message};
}

core::Written show(const std::string &json, const std::string &asJson, const std::string &asText)
{
    return json.empty() ? print(asText) : core::writeFile(json, asJson);
}

core::Written writeLastStep(core::FileWriter &writer, const Session &session, core::Packing packing)
{
    core::Written done = core::writeTrace(writer, *session.measured(), packing);
    if (done)
        done = writer.seal();
    return done ? writer.commit() : done;
}

// What each process needs to begin with.
struct Preparation
{
    core::Scenario scenario;
    Calibration calibration;
};

// By the leader. All that can fail does so before the time that training takes.
core::Written prepare(const LiveRunOptions &options, const Processes &processes,
                      core::FileWriter &trace, Preparation &preparation)
{
    if (options.trace == "-" && (options.json.empty() || options.json == "-"))
        return core::Error{"Only one of the result and --trace can go to standard output: name a "
                           "file for --trace, or for --json."};
    if (const auto clock = clockOf(options); !clock)
        return clock.error();
    core::Result<core::Scenario> scenario = scenarioToTrain(options);
    if (!scenario)
        return scenario.error();
    if (const auto layout = trainedLayout(scenario.value()); !layout)
        return named(options.scenario, layout.error());
    if (core::Status enough = processes.check(scenario.value().cluster.devices); !enough)
        return named(options.scenario, enough.error());
    core::Result<Calibration> calibration = calibrationFor(scenario.value());
    if (!calibration)
        return named(options.scenario, calibration.error());
    preparation = {std::move(scenario).value(), std::move(calibration).value()};
    return options.trace.empty() ? core::Written() : trace.open();
}

// The others need neither the file nor a calibration of their own: a worker's clock is the same
// wherever it runs.
core::Written share(Processes &processes, Preparation &preparation)
{
    const bool leads = processes.leads();
    const std::string scenarioText = processes.shared(
        leads ? core::scenarioToJson(preparation.scenario, core::Detail::Everything) : "");
    const std::string calibrationText =
        processes.shared(leads ? calibrationToJson(preparation.calibration) : "");
    if (leads)
        return {};
    core::Result<core::Scenario> scenario =
        core::scenarioFromJson(scenarioText, "the shared scenario");
    if (!scenario)
        return scenario.error();
    core::Result<Calibration> calibration =
        calibrationFromJson(calibrationText, "the shared calibration");
    if (!calibration)
        return calibration.error();
    preparation = {std::move(scenario).value(), std::move(calibration).value()};
    return {};
}

core::Written writeResults(const LiveRunOptions &options, core::FileWriter &trace, Session &session,
                           ClockKind clock, std::vector<StepReport> steps)
{
    core::Written written;
    if (!options.trace.empty())
        written = writeLastStep(trace, session, core::packingOf(options.trace));
    if (!written)
        return written;
    const RunReport report = reportOf(session, clock, std::move(steps));
    return show(options.json, reportToJson(report), reportToText(report));
}

struct Comparison
{
    Calibration calibration;
    std::vector<ComparedLayout> rows;
};

// By the computer as it is now, not as it was kept: what both are compared by is measured in turn.
core::Result<Comparison> compareAll()
{
    core::Result<std::vector<core::Scenario>> scenarios = layoutsToCompare();
    core::Result<std::vector<core::Scenario>> examples = examplesToCompare();
    if (!scenarios || !examples)
        return scenarios ? examples.error() : scenarios.error();
    std::ranges::move(examples.value(), std::back_inserter(scenarios.value()));
    Progress progress;
    const auto begins = [&progress](const std::string &name) { progress.show(name + " …"); };
    const core::Result<Calibration> measured = measureTogether(scenarios.value(), begins);
    if (!measured)
        return measured.error();
    Comparison comparison = {measured.value(), {}};
    core::Result<std::vector<ComparedLayout>> rows =
        compareLayouts(scenarios.value(), comparison.calibration, begins);
    if (!rows)
        return rows.error();
    comparison.rows = std::move(rows).value();
    return comparison;
}

core::Result<Comparison> compareOne(const LiveRunOptions &options)
{
    const core::Result<core::Scenario> scenario = scenarioToTrain(options);
    if (!scenario)
        return scenario.error();
    Comparison comparison = {keptCalibration(), {}};
    core::Result<ComparedLayout> row = compareLayout(scenario.value(), comparison.calibration);
    if (!row)
        return named(options.scenario, row.error());
    comparison.rows.push_back(std::move(row).value());
    return comparison;
}

} // namespace

std::string_view idleOption(const LiveRunOptions &options, bool loads, bool trains)
{
    const struct
    {
        std::string_view name;
        bool isGiven;
        bool hasEffect;
    } rows[] = {{"FILE", !options.scenario.empty(), loads},
                {"--set", !options.settings.empty(), loads},
                {"--env", !options.launch.environment.empty(), loads},
                {"--training", options.launch.training.has_value(), loads},
                {"--model", !options.launch.model.empty(), loads},
                {"--data", !options.data.empty(), loads},
                {"--steps", options.steps > 0, trains},
                {"--progress", options.progress, trains},
                {"--clock", !options.clock.empty(), trains},
                {"--trace", !options.trace.empty(), trains}};
    for (const auto &row : rows) {
        if (row.isGiven && !row.hasEffect)
            return row.name;
    }
    return {};
}

void addLiveRunOptions(CLI::App &command, LiveRunOptions &options)
{
    addScenarioOptions(command, options,
                       {.file =
                            "A scenario with a section train, or the id of a built-in one, such as "
                            "train-digits-1; - is standard input",
                        .setting = "train.learning_rate=0.1",
                        .isRequired = false});
    command.add_option("--steps", options.steps, "Steps to take; else those of the scenario")
        ->check([](const std::string &steps) {
            return steps.starts_with('-') || steps == "0"
                       ? steps + " steps train nothing: give 1 or more"
                       : std::string();
        });
    command.add_option("--data", options.data, "What is learned: " + core::namesOfData());
    command.add_option("--clock", options.clock,
                       "Virtual time of work: steady, as calibrated and the same in every run, or "
                       "measured, what it really takes");
    command.add_option("--trace", options.trace,
                       "Write the last step as a trace file, which the window opens: X.json or "
                       "X.json.gz");
    command.add_flag("--progress", options.progress,
                     "Say each step on standard error, also where that is no terminal");
    command.add_option("--json", options.json, "Write the result as JSON; - is standard output");
}

core::Result<core::Scenario> scenarioToTrain(const LiveRunOptions &options)
{
    core::Result<core::LoadedScenario> loaded = loadAsked(options);
    if (!loaded)
        return loaded.error();
    tellNotes(loaded.value().notes);
    core::Scenario wanted = std::move(loaded).value().scenario; // priced as measured in any case
    if (wanted.train && !options.data.empty())
        wanted.train->data = options.data;
    if (wanted.train && options.steps > 0)
        wanted.train->steps = options.steps;
    if (const auto complaint = core::complaintAboutTrained(wanted))
        return named(options.scenario, core::Error{complaint->message});
    return wanted;
}

core::Written runLive(const LiveRunOptions &options, Processes &processes)
{
    Preparation preparation;
    core::FileWriter trace(options.trace);
    core::Written done = processes.agreed(
        processes.leads() ? prepare(options, processes, trace, preparation) : core::Written());
    if (!done)
        return done;
    done = processes.agreed(share(processes, preparation));
    if (!done)
        return done;
    const ClockKind clock = clockOf(options).value(); // the leader has looked at it
    core::Result<std::unique_ptr<Session>> session =
        Session::open(preparation.scenario, preparation.calibration,
                      {.clock = clock, .makeTeam = processes.makeTeam()});
    done = processes.agreed(session ? core::Written()
                                    : core::Written(named(options.scenario, session.error())));
    if (!done)
        return done;
    std::optional<Progress::Lines> shown;
    if (processes.leads())
        shown = options.progress ? Progress::Lines::Yes : Progress::Lines::No;
    core::Result<std::vector<StepReport>> steps =
        train(*session.value(), preparation.scenario.train->steps, shown);
    if (!steps)
        return named(options.scenario, steps.error()); // each has taken the same steps
    session.value()->collect();
    if (processes.leads())
        done = writeResults(options, trace, *session.value(), clock, std::move(steps).value());
    return processes.agreed(std::move(done));
}

core::Written runLiveComparison(const LiveRunOptions &options)
{
    if (const core::Status room = checkRoom(); !room)
        return room.error();
    const core::Result<Comparison> compared =
        options.scenario.empty() ? compareAll() : compareOne(options);
    if (!compared)
        return compared.error();
    keepCalibration(compared.value().calibration);
    const std::vector<ComparedLayout> &rows = compared.value().rows;
    return show(options.json, comparisonToJson(rows), comparisonToText(rows));
}

core::Written runCalibration(const LiveRunOptions &options)
{
    if (const core::Status room = checkRoom(); !room)
        return room.error();
    const ComputerCurve curve = calibrate();
    keepCalibration(curve.calibration);
    return show(options.json, curveToJson(curve), curveToText(curve));
}

} // namespace app
