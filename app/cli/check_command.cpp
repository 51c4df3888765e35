// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "core/base/text.h"
#include "core/classroom/check_quiz.h"
#include "core/classroom/library.h"
#include "core/io/exchange/read_step.h"
#include "core/io/file/files.h"
#include "core/io/json/json_value.h"
#include "core/io/picture/carried_scenario.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/schedule/check_schedule.h"
#include "core/io/schedule/costs_text.h"
#include "core/plan/plan.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <memory>

namespace app {
namespace {

struct CheckOptions
{
    std::string file;
    std::string costs;
    std::string hop;
    std::string pair;
    std::string json;
};

// What has been seen so far.
struct Tally
{
    std::int64_t schedules = 0;
    std::int64_t wrong = 0;
    std::string first; // complaint, with its place
};

void count(Tally &tally, const core::CheckedSchedule &checked)
{
    ++tally.schedules;
    if (checked.valid())
        return;
    if (tally.wrong++ == 0) {
        const core::CheckedSchedule::Complaint &complaint = checked.complaints.front();
        tally.first = checked.path + ':' + std::to_string(complaint.line) + ": " +
                      std::string(complaint.code) + ": " + complaint.message;
    }
}

// Without the complaint that the verdict ends with.
std::string textOf(const core::CheckedSchedule &checked, const Tally &counted)
{
    return core::checkedToText(checked, !checked.valid() && counted.wrong == 1 ? 1 : 0);
}

core::Status verdict(const Tally &tally)
{
    if (tally.wrong == 0)
        return std::monostate{};
    if (tally.wrong == 1)
        return core::Error{tally.first};
    return core::Error{tally.first + " (The first of " + core::figureOfCount(tally.wrong) +
                       " schedules that are not valid, of " + core::figureOfCount(tally.schedules) +
                       ".)"};
}

bool isPicture(const std::string &path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return false;
    std::string begin(1024, '\0');
    std::ifstream(path, std::ios::binary).read(begin.data(), 1024);
    return core::isPicture(begin);
}

// The schedule of the scenario that a picture carries.
core::Written checkPicture(const CheckOptions &options, const core::UnitCosts &costs)
{
    const core::Result<core::Scenario> scenario = core::loadScenario(options.file);
    if (!scenario)
        return scenario.error();
    const core::Result<core::Plan> plan = core::makePlan(scenario.value());
    if (!plan)
        return core::Error{options.file + ": " + plan.error().message};
    core::ReadSchedule read;
    read.id = std::filesystem::path(options.file).filename().string();
    read.order = plan.value().order;
    const core::CheckedSchedule checked = core::checkSchedule(std::move(read), options.file, costs);
    Tally tally;
    count(tally, checked);
    core::Written written = options.json.empty()
                                ? print(textOf(checked, tally))
                                : core::writeFile(options.json, core::checkedToJson(checked));
    return written ? core::Written(verdict(tally)) : written;
}

// The text, if the file is a lesson or a quiz.
std::optional<std::string> classroomText(const std::string &path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return {};
    core::Result<std::string> text = core::readFile(path, core::kLargestScenarioFile);
    if (!text || !core::isClassroomFile(text.value()))
        return {};
    return std::move(text).value();
}

// Of a quiz that is right: whose answers are words that nothing was held against.
std::vector<int> unprovedIn(const std::string &text, const std::string &path)
{
    const core::Result<core::ClassroomFile> file = core::classroomFileFrom(text, path);
    const auto *quiz = file ? std::get_if<core::Quiz>(&file.value()) : nullptr;
    return quiz != nullptr ? core::unprovedAnswers(*quiz) : std::vector<int>();
}

std::string verdictOf(const std::string &path, const std::vector<int> &unproved)
{
    std::string text = path + ": all that it says is true.\n";
    for (const int line : unproved)
        text += path + ':' + std::to_string(line) +
                ": Nothing proves this answer: give the question a truth, or its options claims.\n";
    return text;
}

// One line of JSON, as for a schedule.
std::string classroomJson(const std::string &path, const std::vector<core::Error> &complaints,
                          const std::vector<int> &unproved)
{
    core::JsonValue list = core::JsonValue::Items{};
    for (const core::Error &complaint : complaints)
        list.push_back({{"line", complaint.line}, {"message", complaint.withoutPlace()}});
    core::JsonValue lines = core::JsonValue::Items{};
    for (const int line : unproved)
        lines.push_back(line);
    return core::jsonLine({{"file", path},
                           {"valid", complaints.empty()},
                           {"errors", list},
                           {"unproved_lines", lines}});
}

core::Written checkClassroom(const CheckOptions &options, const std::string &text)
{
    const std::vector<core::Error> complaints = core::checkClassroomFile(options.file, text);
    const std::vector<int> unproved =
        complaints.empty() ? unprovedIn(text, options.file) : std::vector<int>();
    std::string answer;
    if (options.json.empty() && complaints.empty())
        answer = verdictOf(options.file, unproved);
    for (std::size_t i = 1; options.json.empty() && i < complaints.size(); ++i)
        answer += complaints[i].message + '\n';
    core::Written written =
        options.json.empty()
            ? print(answer)
            : core::writeFile(options.json, classroomJson(options.file, complaints, unproved));
    if (!written || complaints.empty())
        return written;
    return complaints.front();
}

// Answers are written one by one, except to a file, which is written whole. Schedules before an
// unreadable place are still answered.
core::Written runCheck(const CheckOptions &options)
{
    const core::Result<core::UnitCosts> costs =
        core::costsFromText({.costs = options.costs, .hop = options.hop, .pair = options.pair});
    if (!costs)
        return costs.error();
    if (const std::optional<std::string> text = classroomText(options.file))
        return checkClassroom(options, *text);
    if (isPicture(options.file))
        return checkPicture(options, costs.value());
    if (core::isStepFile(options.file))
        return core::Error{options.file + ": This is a trace, not a schedule: open it in the "
                                          "window, or draw it with \"parallarium export\"."};
    core::Result<core::ScheduleFile> file = core::ScheduleFile::open(options.file);
    if (!file)
        return file.error();
    const bool toFile = !options.json.empty() && options.json != "-";
    Tally tally;
    std::string answers;
    core::Status readable = std::monostate{};
    while (true) {
        core::Result<std::optional<core::ReadSchedule>> read = file.value().next();
        if (!read)
            readable = read.error();
        if (!read || !read.value())
            break;
        const core::CheckedSchedule checked =
            core::checkSchedule(std::move(*read.value()), options.file, costs.value());
        count(tally, checked);
        const std::string answer =
            options.json.empty() ? textOf(checked, tally) : core::checkedToJson(checked);
        if (toFile)
            answers += answer;
        else if (core::Written written = print(answer); !written)
            return written;
    }
    if (toFile && tally.schedules > 0) {
        if (core::Written written = core::writeFile(options.json, answers); !written)
            return written;
    }
    if (readable)
        return verdict(tally);
    if (tally.wrong > 0 && options.json.empty()) { // no verdict says it
        if (core::Written written = print(tally.first + '\n'); !written)
            return written;
    }
    return readable;
}

} // namespace

void addCheckCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command = parser.add_subcommand(
        "check", "Validate schedules, evaluate them and identify them. FILE: the CSV of "
                 "torch.distributed.pipelining, printed rows, the vector form (.json, .jsonl; also "
                 ".gz), or an exported picture; or a lesson or a quiz, which is played against the "
                 "simulator. Exit code 2 if one of them is not valid");
    const auto options = std::make_shared<CheckOptions>();
    command->add_option("FILE", options->file, "Schedules, as CSV or in the vector form")
        ->required();
    command->add_option(
        "--costs", options->costs,
        "For schedules without costs of their own: F=1,I=1,W=1[,B=2], per stage F=1:2:1:1");
    command->add_option("--hop", options->hop, "Latency between two ranks, or one per boundary");
    command->add_option("--pair", options->pair,
                        "Time of an overlapped pair: sum, max or a factor of the sum");
    command->add_option("--json", options->json,
                        "Write one line of JSON per schedule; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runCheck(*options)); });
}

} // namespace app
