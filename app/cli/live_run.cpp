// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/live_run.h"

#include "app/cli/command.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/write_trace.h"
#include "core/live/session/calibration_file.h"
#include "core/live/session/compare_layouts.h"
#include "core/live/session/run_report.h"
#include "core/scenario/check.h"
#include "core/scenario/train.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <unistd.h>

namespace app {
namespace {

using namespace core::live;

// A line on a terminal that the next one replaces; nothing where errors go into a file.
class Progress
{
public:
    Progress() : m_isShown(isatty(STDERR_FILENO) == 1) {}
    ~Progress() { clear(); }
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    void show(const std::string &text)
    {
        if (!m_isShown)
            return;
        std::fprintf(stderr, "\r\033[K%s", text.c_str());
        m_isDirty = true;
    }
    void clear()
    {
        if (m_isDirty)
            std::fputs("\r\033[K", stderr);
        m_isDirty = false;
    }

private:
    bool m_isShown;
    bool m_isDirty = false;
};

core::Result<ClockKind> clockOf(const LiveRunOptions &options)
{
    if (options.clock.empty() || options.clock == "steady")
        return ClockKind::Steady;
    if (options.clock == "measured")
        return ClockKind::Measured;
    return core::Error{"--clock: There is no clock \"" + options.clock +
                       "\"; choose steady or measured."};
}

core::Result<std::vector<StepReport>> train(Session &session, std::int64_t steps)
{
    Progress progress;
    std::vector<StepReport> reports;
    for (std::int64_t step = 0; step < steps; ++step) {
        core::Result<StepReport> report = session.step({});
        if (!report)
            return report.error();
        if (report.value().diverged)
            return core::Error{report.value().message};
        progress.show(progressText(report.value(), steps));
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

} // namespace

void addLiveRunOptions(CLI::App &command, LiveRunOptions &options)
{
    command.add_option("FILE", options.scenario,
                       "A scenario with a section train, or the id of a built-in one, such as "
                       "train-digits-1; - is standard input");
    command
        .add_option("--set", options.settings,
                    "PATH=VALUE: change one value, such as train.learning_rate=0.1")
        ->expected(1)
        ->take_all();
    command.add_option("--steps", options.steps, "Steps to take; else those of the scenario")
        ->check(CLI::PositiveNumber);
    command.add_option("--data", options.data, "What is learned: " + core::namesOfData());
    command.add_option("--clock", options.clock,
                       "Virtual time of work: steady, as calibrated and the same in every run, or "
                       "measured, what it really takes");
    command.add_option("--trace", options.trace,
                       "Write the last step as a trace file, which the window opens: X.json or "
                       "X.json.gz");
    command.add_flag("--compare", options.compare,
                     "Predicted against trained: a table of layouts, or of FILE");
    command.add_flag("--calibrate", options.calibrate,
                     "Measure this computer anew and show its curve");
}

core::Result<core::Scenario> scenarioToTrain(const LiveRunOptions &options)
{
    core::Result<core::Scenario> scenario = core::loadScenario(options.scenario, options.settings);
    if (!scenario)
        return scenario;
    core::Scenario wanted = std::move(scenario).value();
    if (wanted.train && !options.data.empty())
        wanted.train->data = options.data;
    if (wanted.train && options.steps > 0)
        wanted.train->steps = options.steps;
    if (const auto complaint = core::complaintAboutTrained(wanted))
        return named(options.scenario, core::Error{complaint->message});
    return wanted;
}

core::Written runLive(const LiveRunOptions &options)
{
    const core::Result<ClockKind> clock = clockOf(options);
    if (!clock)
        return clock.error();
    const core::Result<core::Scenario> scenario = scenarioToTrain(options);
    if (!scenario)
        return scenario.error();
    const core::Result<Calibration> calibration = calibrationFor(scenario.value());
    if (!calibration)
        return named(options.scenario, calibration.error());
    core::Result<std::unique_ptr<Session>> session =
        Session::open(scenario.value(), calibration.value(), {.clock = clock.value()});
    if (!session)
        return named(options.scenario, session.error());
    core::FileWriter trace(options.trace);
    core::Written written = options.trace.empty() ? core::Written() : trace.open();
    if (!written)
        return written; // before the time that training takes
    core::Result<std::vector<StepReport>> steps =
        train(*session.value(), scenario.value().train->steps);
    if (!steps)
        return named(options.scenario, steps.error());
    if (!options.trace.empty())
        written = writeLastStep(trace, *session.value(), core::packingOf(options.trace));
    if (!written)
        return written;
    const RunReport report = reportOf(*session.value(), clock.value(), std::move(steps).value());
    return show(options.json, reportToJson(report), reportToText(report));
}

core::Written runLiveComparison(const LiveRunOptions &options)
{
    Calibration calibration = keptCalibration();
    std::vector<ComparedLayout> rows;
    if (options.scenario.empty()) {
        Progress progress;
        core::Result<std::vector<ComparedLayout>> compared = compareLayouts(
            calibration, [&progress](const std::string &name) { progress.show(name + " …"); });
        if (!compared)
            return compared.error();
        rows = std::move(compared).value();
    } else {
        const core::Result<core::Scenario> scenario = scenarioToTrain(options);
        if (!scenario)
            return scenario.error();
        const core::Result<ComparedLayout> row = compareLayout(scenario.value(), calibration);
        if (!row)
            return named(options.scenario, row.error());
        rows.push_back(row.value());
    }
    keepCalibration(calibration);
    return show(options.json, comparisonToJson(rows), comparisonToText(rows));
}

core::Written runCalibration(const LiveRunOptions &options)
{
    const ComputerCurve curve = calibrate();
    keepCalibration(curve.calibration);
    return show(options.json, curveToJson(curve), curveToText(curve));
}

} // namespace app
