// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/blame_text.h"
#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/picture/carried_scenario.h"
#include "core/io/published/read_published_runs.h"
#include "core/io/published/read_run_lines.h"
#include "core/io/result/validation_json.h"
#include "core/papers/blame_json.h"
#include "core/papers/paper_tables.h"
#include "core/papers/published_bubbles.h"
#include "core/presets/presets.h"
#include "core/runner/spread_work.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

namespace app {
namespace {

struct ValidateOptions
{
    std::string file;
    bool schedules = false;
    bool blame = false;
    std::string json;
};

std::string rateText(double rate)
{
    std::array<char, 32> text = {};
    std::snprintf(text.data(), text.size(), "%.4f", rate);
    return text.data();
}

const char *verdictOf(const core::PublishedBubble &bubble)
{
    if (!bubble.ours)
        return "not there";
    if (!bubble.counts)
        return "see below";
    return bubble.agrees() ? "equal" : "DIFFERENT";
}

std::string lineOf(const core::PublishedBubble &bubble)
{
    std::array<char, 128> text = {};
    std::snprintf(text.data(), text.size(), "%5d  %-6s %3d %4d  %-7s %10s  %10s  %s\n",
                  bubble.table, bubble.model.c_str(), bubble.ranks, bubble.microBatches,
                  bubble.schedule.c_str(), rateText(bubble.published).c_str(),
                  bubble.ours ? rateText(*bubble.ours).c_str() : "-", verdictOf(bubble));
    return text.data();
}

std::string validationText(const std::vector<core::PublishedBubble> &bubbles)
{
    std::string text = std::string("Bubble rates of ") + core::kPublishedBubblesSource +
                       "\ntable  model    p    m  schedule  published        ours\n";
    std::int64_t counted = 0;
    std::int64_t equal = 0;
    std::int64_t better = 0;
    std::vector<std::string> notes;
    for (const core::PublishedBubble &bubble : bubbles) {
        text += lineOf(bubble);
        counted += bubble.counts;
        equal += bubble.counts && bubble.agrees();
        better += bubble.isBetter();
        if (!bubble.note.empty() && std::ranges::find(notes, bubble.note) == notes.end())
            notes.push_back(bubble.note);
    }
    text += core::figureOfCount(equal) + " of " + core::figureOfCount(counted) +
            " entries match to 0.0001\n";
    if (better > 0)
        text += core::figureOfCount(better) +
                " of them come from the heuristic as published; zbv-auto searches further and "
                "finds orders with less idle time (--json: searched)\n";
    if (counted < static_cast<std::int64_t>(bubbles.size()))
        text += "1F1B-I is not among them: the paper omits as many hops as there are ranks on its "
                "longest path; without those ours is the same figure (row by row with --json)\n";
    return text;
}

std::string percent(double share)
{
    std::array<char, 32> text = {};
    std::snprintf(text.data(), text.size(), "%+.1f %%", 100 * share);
    return text.data();
}

std::string lineOf(const core::ValidatedRun &run)
{
    if (!run.problem.empty())
        return run.id + ": " + run.problem + '\n';
    std::array<char, 160> text = {};
    std::snprintf(text.data(), text.size(), "%-38.38s %11.4f %11.4f %9s", run.id.c_str(),
                  run.published, run.predicted, percent(run.error()).c_str());
    std::string line = text.data();
    if (run.memoryPublished > 0) {
        std::snprintf(text.data(), text.size(), "  %8.2f %8.2f %9s", run.memoryPublished,
                      run.memoryPredicted, percent(run.memoryError()).c_str());
        line += text.data();
    }
    return line + (run.note.empty() ? "" : "  (" + run.note + ')') + '\n';
}

std::string lineOf(const core::ValidatedGroup &group, std::size_t width)
{
    std::array<char, 160> text = {};
    if (group.rows == 0)
        std::snprintf(text.data(), text.size(), " %5d          -         -         -         -",
                      group.rows);
    else
        std::snprintf(text.data(), text.size(), " %5d %8.2f %% %7.1f %% %7.1f %% %9s", group.rows,
                      100 * group.meanError, 100 * group.medianError, 100 * group.maxError,
                      percent(group.bias).c_str());
    std::string line = group.group;
    line.resize(width, ' ');
    line += text.data();
    if (group.memoryRows > 0) {
        std::snprintf(text.data(), text.size(), "  memory %.2f %% (%d)",
                      100 * group.memoryMeanError, group.memoryRows);
        line += text.data();
    }
    if (group.skipped > 0)
        line += "  " + core::figureOfCount(group.skipped) + " cannot be modelled";
    return line + '\n';
}

// Devices whose figures are in part assumed or from memory, as "Assumptions" says of a run on one.
std::string unverifiedText(const std::vector<core::ValidatedGroup> &devices)
{
    std::vector<std::string> names;
    for (const core::ValidatedGroup &group : devices) {
        const core::DeviceSpec *device = core::findDevice(group.group);
        if (device && !device->verified)
            names.push_back(group.group);
    }
    if (names.empty())
        return {};
    return "Not verified: " + core::joinWithAnd(names) +
           ". Some figures of such a device are assumed or from memory: see its source (list "
           "devices).\n";
}

std::string validationText(const core::Validation &validation)
{
    std::string text =
        "run                                      published   predicted     error   memory: "
        "published, predicted (GB)\n";
    for (const core::ValidatedRun &run : validation.runs)
        text += lineOf(run);
    const auto add = [&text](const char *by, const std::vector<core::ValidatedGroup> &groups) {
        std::size_t width = 30;
        for (const core::ValidatedGroup &group : groups)
            width = std::max(width, group.group.size());
        std::string head = by;
        head.resize(width, ' ');
        text += '\n' + head + "  rows mean error    median   maximum      bias\n";
        for (const core::ValidatedGroup &group : groups)
            text += lineOf(group, width);
    };
    add("group", validation.groups);
    const auto devices = core::groupsOf(validation.runs, &core::ValidatedRun::device);
    add("device", devices);
    text += unverifiedText(devices);
    add("kind", core::groupsOf(validation.runs, &core::ValidatedRun::kind));
    return text + "Steps in seconds. One set of constants for each software generation, chosen by "
                  "year; none for a run or a group.\n";
}

struct Table
{
    std::vector<core::PublishedRun> runs;
    std::vector<std::string> notes;
};

core::Result<Table> tableIn(const std::string &file)
{
    constexpr std::size_t kLargestTable = 256u << 20;
    const core::Result<std::string> text = core::readFile(file, kLargestTable);
    if (!text)
        return text.error();
    if (core::isPicture(text.value()))
        return core::Error{file + ": This is a picture, but a table of measured runs (CSV or JSON "
                                  "Lines) is "
                                  "needed here; simulate and export accept a picture."};
    Table table;
    std::vector<std::string> unread;
    if (core::areRunLines(text.value())) {
        auto lines = core::readRunLines(text.value(), file);
        if (!lines)
            return lines.error();
        table.runs = std::move(lines.value().runs);
        unread = std::move(lines.value().unread);
    } else {
        auto runs = core::readPublishedRuns(text.value(), file);
        if (!runs)
            return runs.error();
        table.runs = std::move(runs).value();
        unread = core::unreadColumns(text.value());
    }
    if (!unread.empty())
        table.notes.push_back(file + ": Columns without a meaning here were ignored: " +
                              core::joinWithAnd(unread) + '.');
    return table;
}

// The tables that the program carries.
core::Result<Table> carriedTables()
{
    Table table;
    for (const core::PaperTable &paper : core::paperTables()) {
        const auto more = core::readPublishedRuns(paper.text, paper.name);
        if (!more)
            return more.error();
        table.runs.insert(table.runs.end(), more.value().begin(), more.value().end());
    }
    return table;
}

std::string withNotes(std::string text, const std::vector<std::string> &notes)
{
    for (const std::string &note : notes)
        text += "\n! " + note + '\n';
    return text;
}

// On all cores: each run is planned some forty times.
core::Written blameRunsOf(const Table &table, const std::string &json)
{
    std::vector<core::BlamedRun> blamed(table.runs.size());
    (void)core::spreadWork(
        table.runs.size(), core::coreCount(), {},
        [&table](std::size_t index) { return core::blame(table.runs[index]); },
        [&blamed](std::size_t index, core::BlamedRun run) { blamed[index] = std::move(run); });
    core::sortWorstFirst(blamed);
    if (!json.empty())
        return core::writeFile(json, core::blameToJson(blamed, table.notes));
    return print(withNotes(blameText(blamed), table.notes));
}

core::Written validateRunsOf(const ValidateOptions &options)
{
    const core::Result<Table> table =
        options.file.empty() ? carriedTables() : tableIn(options.file);
    if (!table)
        return table.error();
    if (options.blame)
        return blameRunsOf(table.value(), options.json);
    const std::vector<std::string> &notes = table.value().notes;
    const core::Validation validation = core::validateRuns(table.value().runs);
    if (!options.json.empty())
        return core::writeFile(options.json, core::validationToJson(validation, notes));
    return print(withNotes(validationText(validation), notes));
}

core::Written runValidate(const ValidateOptions &options)
{
    if (options.schedules && options.blame)
        return core::Error{"--blame says what step times are made of, and --schedules compares "
                           "bubble rates, which have no constants: leave one of them out."};
    if (!options.schedules)
        return validateRunsOf(options);
    const std::vector<core::PublishedBubble> bubbles = core::publishedBubbles();
    if (options.json.empty())
        return print(validationText(bubbles));
    return core::writeFile(options.json, core::publishedBubblesToJson(bubbles));
}

} // namespace

void addValidateCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("validate", "Compare published figures with those of this program");
    const auto options = std::make_shared<ValidateOptions>();
    command->add_option(
        "FILE", options->file,
        "Measured runs, a table (CSV) or a scenario a line (JSON Lines); default: the tables "
        "of papers that come with the program");
    command->add_flag("--schedules", options->schedules,
                      "Bubble rates of the Zero Bubble paper, Tables 5 and 8");
    command->add_flag("--blame", options->blame,
                      "Say of each run, the worst first, what its step is made of and which "
                      "constants move it most");
    command->add_option("--json", options->json, "Write as JSON; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runValidate(*options)); });
}

} // namespace app
