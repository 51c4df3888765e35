// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "core/base/text.h"
#include "core/io/files.h"
#include "core/io/result_json.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>

namespace app {
namespace {

struct ScheduleOptions
{
    std::string name;
    core::ScheduleShape shape;
    std::string costs;
    double hop = 0;
    std::string json;
    std::string csv;
};

core::Nanos now()
{
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::nanoseconds>(since).count()};
}

core::Error costsError(std::string_view part)
{
    return core::Error{"--costs: \"" + std::string(part) +
                       "\" is not one of F=, I=, W= and B= with a number of at least 0, for "
                       "example F=1,I=1,W=1."};
}

// "F=1,I=1,W=1[,B=2]"
core::Result<core::UnitCosts> costsFrom(std::string_view text, double hop)
{
    core::UnitCosts costs;
    costs.hop = {hop};
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        double value = 0;
        const char *end = part.data() + part.size();
        const bool shaped = part.size() > 2 && part[1] == '=';
        if (!shaped || std::from_chars(part.data() + 2, end, value).ptr != end || !(value >= 0))
            return costsError(part);
        switch (part.front()) {
        case 'F':
            costs.forward = {value};
            break;
        case 'I':
            costs.input = {value};
            break;
        case 'W':
            costs.weight = {value};
            break;
        case 'B':
            costs.backward = {value};
            break;
        default:
            return costsError(part);
        }
    }
    return costs;
}

std::string scheduleSummary(const core::ScheduleReport &report)
{
    const core::Evaluation &evaluation = report.evaluations.front().evaluation;
    const int most = std::ranges::max(report.peaks.untilWeight);
    return core::scheduleToCsv(report.order) + "\nmakespan " +
           core::figureOfNumber(evaluation.makespan) + ", idle (bubble) " +
           core::figureOfShare(evaluation.bubbleRatio) + " of the step, the fullest rank keeps " +
           core::figureOfCount(most) + (most == 1 ? " micro-batch\n" : " micro-batches\n");
}

core::Status runSchedule(const ScheduleOptions &options)
{
    if (options.json == "-" && options.csv == "-")
        return core::Error{
            "--json and --csv cannot both go to standard output: name a file for one "
            "of them."};
    const core::Result<core::UnitCosts> costs = costsFrom(options.costs, options.hop);
    if (!costs)
        return costs.error();
    const core::Nanos begin = now();
    core::Result<core::ScheduleOrder> order = core::makeOrder(options.name, options.shape);
    if (!order)
        return order.error();
    const core::Nanos made = now();
    const core::Result<core::Evaluation> evaluation = core::evaluate(order.value(), costs.value());
    if (!evaluation)
        return evaluation.error();
    core::ScheduleReport report{.order = std::move(order).value(),
                                .evaluations = {{costs.value(), evaluation.value()}},
                                .peaks = {},
                                .generate = made - begin,
                                .evaluate = now() - made};
    report.peaks = core::peakActivations(report.order);
    if (options.json.empty() && options.csv.empty())
        return core::writeFile("-", scheduleSummary(report));
    if (!options.csv.empty()) {
        if (core::Status written = core::writeFile(options.csv, core::scheduleToCsv(report.order));
            !written)
            return written;
    }
    if (options.json.empty())
        return std::monostate{};
    return core::writeFile(options.json, core::scheduleToJson(report));
}

} // namespace

void addScheduleCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("schedule", "Make a schedule and evaluate it in abstract units");
    const auto options = std::make_shared<ScheduleOptions>();
    std::vector<std::string> names;
    for (const core::ScheduleEntry &entry : core::schedules())
        names.push_back(std::string(entry.id));
    command->add_option("NAME", options->name, "One of " + core::joinWithAnd(names))->required();
    command->add_option("--ranks", options->shape.ranks, "Pipeline ranks")->required();
    command->add_option("--micro-batches", options->shape.microBatches, "Micro-batches")
        ->required();
    command
        ->add_option("--chunks", options->shape.chunks,
                     "Model chunks per rank; left out: the schedule's usual number")
        ->check(CLI::Range(1, core::kMostChunks));
    command->add_option("--costs", options->costs,
                        "Cost of one stage visit: F=1,I=1,W=1[,B=2]; B is I + W unless given");
    command->add_option("--hop", options->hop, "Latency between two ranks");
    command->add_option("--json", options->json, "Write the vector format; - is standard output");
    command->add_option("--csv", options->csv,
                        "Write one line of actions per rank; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runSchedule(*options)); });
}

} // namespace app
