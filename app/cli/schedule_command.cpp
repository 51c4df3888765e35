// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "core/answer/schedule_request.h"
#include "core/base/text.h"
#include "core/io/file/files.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace app {
namespace {

struct ScheduleOptions
{
    core::ScheduleRequest asked;
    std::string json;
    std::string csv;
};

std::string scheduleSummary(const core::ScheduleReport &report)
{
    const core::Evaluation &evaluation = report.evaluations.front().evaluation;
    const int most = std::ranges::max(report.peaks.untilWeight);
    std::string text = core::scheduleToCsv(report.order) + "\nmakespan " +
                       core::figureOfNumber(evaluation.makespan) + ", idle (bubble) " +
                       core::figureOfShare(evaluation.bubbleRatio) +
                       " of the step, longest span of a rank " +
                       core::figureOfNumber(evaluation.maxSpan) + ", the fullest rank keeps " +
                       core::figureOfCount(most) + (most == 1 ? " activation\n" : " activations\n");
    for (const std::string &note : report.order.notes)
        text += note + '\n';
    return text;
}

core::Written runSchedule(const ScheduleOptions &options)
{
    if (options.json == "-" && options.csv == "-")
        return core::Error{
            "--json and --csv cannot both go to standard output: name a file for one "
            "of them."};
    const core::Result<core::ScheduleReport> made = core::scheduleRequested(options.asked);
    if (!made)
        return made.error();
    const core::ScheduleReport &report = made.value();
    if (options.json.empty() && options.csv.empty())
        return print(scheduleSummary(report));
    std::vector<core::FileContent> files;
    if (!options.csv.empty())
        files.push_back({options.csv, core::scheduleToCsv(report.order)});
    if (!options.json.empty())
        files.push_back({options.json, core::scheduleToJson(report)});
    return core::writeFiles(files);
}

} // namespace

void addScheduleCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("schedule", "Generate a schedule and evaluate it in abstract units");
    const auto options = std::make_shared<ScheduleOptions>();
    std::vector<std::string> names;
    for (const core::ScheduleEntry &entry : core::schedules())
        names.push_back(std::string(entry.id));
    command->add_option("NAME", options->asked.name, "One of " + core::joinWithAnd(names))
        ->required();
    command->add_option("--ranks", options->asked.shape.ranks, "Pipeline ranks")->required();
    command->add_option("--micro-batches", options->asked.shape.microBatches, "Micro-batches")
        ->required();
    command
        ->add_option("--chunks", options->asked.shape.chunks,
                     "Model chunks per rank; default: the schedule's own")
        ->check(CLI::Range(1, core::kMostChunks));
    command
        ->add_option("--group", options->asked.shape.group,
                     "interleaved, interleaved-zb: micro-batches that run through a chunk in a "
                     "row; default: the ranks")
        ->check(CLI::Range(1, 16'000'000));
    command
        ->add_option("--memory-limit", options->asked.shape.memoryLimit,
                     "zb-auto, zbv-auto: activations that a rank may keep, in micro-batches")
        ->check(CLI::Range(0.0, 1e9));
    command->add_flag("--recompute", options->asked.recompute,
                      "Recompute every forward before its backward (R, at the cost of F)");
    command->add_option("--costs", options->asked.costs,
                        "Cost of one pass through a stage: F=1,I=1,W=1[,B=2]; B is I + W unless "
                        "given; per stage: F=1:2:1:1");
    command->add_option(
        "--hop", options->asked.hop,
        "Latency between two ranks: 0.1, or per boundary between stages: 0.1:0.5:0.1");
    command->add_option("--pair", options->asked.pair,
                        "Time of an overlapped forward and backward: sum, max, or a factor of the "
                        "sum from 0 to 1");
    command->add_option("--json", options->json, "Write the vector format; - is standard output");
    command->add_option("--csv", options->csv,
                        "Write one line of actions per rank; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runSchedule(*options)); });
}

} // namespace app
