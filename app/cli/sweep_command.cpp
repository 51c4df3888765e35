// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/sweep_text.h"
#include "app/console/progress.h"
#include "app/console/scenario_options.h"
#include "core/base/text.h"
#include "core/sweep/sweep_files.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

namespace app {
namespace {

struct SweepOptions : ScenarioOptions
{
    std::vector<std::string> varied;
    std::string metric;
    std::string scaling = "strong";
    std::int64_t points = core::kUsualMostPoints;
    int threads = 0;
    core::CostRates rates;
    std::string csv;
    std::string json;
};

std::string metricNames()
{
    std::vector<std::string> names;
    for (const core::SweepMetric &metric : core::sweepMetrics())
        names.push_back(std::string(metric.id));
    return core::joinWithAnd(names);
}

core::Result<const core::SweepMetric *> metricOf(const SweepOptions &options)
{
    if (options.metric.empty())
        return nullptr;
    if (const core::SweepMetric *metric = core::findSweepMetric(options.metric))
        return metric;
    return core::Error{"--metric: There is no metric \"" + options.metric + "\"; there are " +
                       metricNames() + '.'};
}

core::Status checkOptions(const SweepOptions &options)
{
    if (options.csv == "-" && options.json == "-")
        return core::Error{"Only one of --csv and --json can go to standard output: name a file "
                           "for the other."};
    if (options.scaling != "strong" && options.scaling != "weak")
        return core::Error{"--scaling is \"" + options.scaling +
                           "\", but must be strong (the same global batch) or weak (the same "
                           "samples for each GPU)."};
    if (options.points < 1 || options.points > core::kMostPoints)
        return core::Error{"--points is " + std::to_string(options.points) +
                           ", but must be from 1 to " + core::figureOfCount(core::kMostPoints) +
                           '.'};
    for (const std::optional<double> &rate : {options.rates.dollarsPerHour, options.rates.watts}) {
        if (rate && !(*rate > 0 && *rate <= core::kHighestRate))
            return core::Error{"--price and --watts must be above 0, up to " +
                               core::figureOfNumber(core::kHighestRate) + '.'};
    }
    if (options.threads < 0 || options.threads > core::kMostSweepThreads)
        return core::Error{"--threads is " + std::to_string(options.threads) +
                           ", but must be from 0 to " + std::to_string(core::kMostSweepThreads) +
                           '.'};
    const core::Result<const core::SweepMetric *> metric = metricOf(options);
    return metric ? core::Status(std::monostate{}) : metric.error();
}

core::Result<core::SweepPlan> planOf(const SweepOptions &options)
{
    core::SweepPlan plan;
    plan.rates = options.rates;
    plan.scaling = options.scaling == "weak" ? core::Scaling::Weak : core::Scaling::Strong;
    for (const std::string &varied : options.varied) {
        core::Result<core::SweepAxis> axis = core::axisFrom(varied, options.points);
        if (!axis)
            return axis.error();
        plan.axes.push_back(std::move(axis).value());
    }
    core::Result<core::Scenario> scenario = scenarioAsked(options);
    if (!scenario)
        return scenario.error();
    plan.scenario = std::move(scenario).value();
    if (const core::Status status = core::checkSweep(plan, options.points); !status)
        return status.error();
    return plan;
}

// Nothing is worked on for a file that cannot be written.
core::Written openFor(const std::string &path, std::optional<core::FileWriter> &writer)
{
    return path.empty() ? core::Written() : writer.emplace(path).open();
}

core::Written writeInto(std::optional<core::FileWriter> &writer, const std::string &text)
{
    core::Written done = writer->write(text);
    if (done)
        done = writer->seal();
    return done ? writer->commit() : done;
}

core::SweepResults sweepTold(const core::SweepPlan &plan, int threads)
{
    Progress progress;
    std::size_t done = 0;
    return core::sweep(plan, threads, {}, [&](const core::SweepPoint &) {
        ++done;
        progress.follow([&] {
            return std::to_string(done) + " of " + std::to_string(plan.pointCount()) + " points";
        });
    });
}

core::Written runSweep(const SweepOptions &options)
{
    if (core::Status checked = checkOptions(options); !checked)
        return checked;
    const core::Result<core::SweepPlan> plan = planOf(options);
    if (!plan)
        return plan.error();
    std::optional<core::FileWriter> csv;
    std::optional<core::FileWriter> json;
    core::Written done = openFor(options.csv, csv);
    if (done)
        done = openFor(options.json, json);
    if (!done)
        return done;
    const core::SweepResults results = sweepTold(plan.value(), options.threads);
    if (csv)
        done = writeInto(csv, core::sweepToCsv(results));
    if (done && json)
        done = writeInto(json, core::sweepToJson(results));
    if (!done || options.csv == "-" || options.json == "-" ||
        (options.metric.empty() && !(options.csv + options.json).empty()))
        return done;
    const core::SweepMetric *metric = metricOf(options).value();
    return print(metric ? tableOf(results, *metric) : tableOf(results));
}

} // namespace

void addSweepCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command = parser.add_subcommand(
        "sweep", "Simulate a scenario with many values of one or two settings");
    const auto options = std::make_shared<SweepOptions>();
    addScenarioOptions(*command, *options);
    command
        ->add_option("--vary", options->varied,
                     "PATH=VALUES, once or twice: cluster.devices=1..1024x2 doubles, =1..8+1 "
                     "counts, =1,2,4 and =1f1b,gpipe list; the second one makes series")
        ->required()
        ->expected(1)
        ->take_all();
    command->add_option("--metric", options->metric,
                        "Show this figure alone. One of " + metricNames());
    command->add_option(
        "--scaling", options->scaling,
        "One of strong and weak: the same global batch, or the same samples for each GPU");
    command->add_option("--price", options->rates.dollarsPerHour,
                        "Dollars for an hour of one device, instead of what is known of it");
    command->add_option("--watts", options->rates.watts, "Power of one device, likewise");
    command->add_option("--points", options->points, "The most points that are simulated");
    command->add_option("--threads", options->threads,
                        "Threads to work on; 0: as many as this computer has");
    command->add_option("--csv", options->csv, "Write a table; - is standard output");
    command->add_option("--json", options->json, "Write everything as JSON; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runSweep(*options)); });
}

} // namespace app
