// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/simulate_lines.h"
#include "app/cli/summary.h"
#include "app/console/scenario_options.h"
#include "app/console/this_computer.h"
#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/result/event_writer.h"
#include "core/io/result/operation_writer.h"
#include "core/io/result/result_json.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/write_trace.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

namespace app {
namespace {

struct SimulateOptions : ScenarioOptions
{
    std::string json;
    bool spans = false;
    std::string events;
    std::string trace;
    std::string operations;
    std::string eventFormat; // by the name of the file
    std::string operationFormat;
    bool lines = false; // scenario is a file of requests
};

// Of a table whose rows have an id and a format.
std::string namesOf(auto formats)
{
    std::vector<std::string> names;
    for (const auto &row : formats)
        names.push_back(std::string(row.id));
    return core::joinWithAnd(names);
}

// The format that an option names, or, if it is empty, the usual one.
template <class Format>
core::Result<Format> formatOf(const char *option, const std::string &name, auto formats,
                              Format usual)
{
    if (name.empty())
        return usual;
    for (const auto &row : formats) {
        if (row.id == name)
            return row.format;
    }
    return core::Error{std::string(option) + ": There is no format \"" + name + "\"; there are " +
                       namesOf(formats) + '.'};
}

core::Result<core::EventFormat> eventFormat(const SimulateOptions &options)
{
    return formatOf("--events-format", options.eventFormat, core::eventFormats(),
                    core::eventFormatOf(options.events));
}

core::Result<core::OperationFormat> operationFormat(const SimulateOptions &options)
{
    return formatOf("--operations-format", options.operationFormat, core::operationFormats(),
                    core::operationFormatOf(options.operations));
}

// Nothing is asked for as a file.
bool isForPeople(const SimulateOptions &options)
{
    return options.json.empty() && options.events.empty() && options.trace.empty() &&
           options.operations.empty();
}

// What a name promises must be what is written: another ending is refused. A name without one, and
// what is no file, may be anything.
core::Status checkEnding(const char *option, const std::string &path,
                         std::span<const std::string_view> endings, const char *wayOut)
{
    const std::string name = std::filesystem::path(path).filename().string();
    const bool known = std::ranges::any_of(
        endings, [&name](std::string_view ending) { return name.ends_with(ending); });
    if (known || name.find('.') == std::string::npos)
        return std::monostate{};
    return core::Error{std::string(option) + ": \"" + path +
                       "\" ends in no format that can be written; give " + wayOut + '.'};
}

core::Status checkEndings(const SimulateOptions &options)
{
    constexpr std::string_view events[] = {".csv", ".jsonl", ".txt"};
    constexpr std::string_view operations[] = {".csv", ".json"};
    constexpr std::string_view traces[] = {".json", ".json.gz"};
    core::Status checked = std::monostate{};
    if (options.eventFormat.empty())
        checked = checkEnding("--events", options.events, events,
                              "X.csv, X.jsonl or X.txt, or --events-format as well");
    if (checked && options.operationFormat.empty())
        checked = checkEnding("--operations", options.operations, operations,
                              "X.csv or X.json, or --operations-format as well");
    if (checked)
        checked = checkEnding("--trace", options.trace, traces, "X.json or X.json.gz");
    return checked;
}

core::Status checkOptions(const SimulateOptions &options)
{
    if ((options.json == "-") + (options.events == "-") + (options.trace == "-") +
            (options.operations == "-") >
        1)
        return core::Error{"Only one of --json, --events, --trace and --operations can go to "
                           "standard output: name a file for the others."};
    if (options.spans && options.json.empty())
        return core::Error{"--spans belongs to --json: give that as well."};
    if (!options.eventFormat.empty() && options.events.empty())
        return core::Error{"--events-format belongs to --events: give that as well."};
    if (!options.operationFormat.empty() && options.operations.empty())
        return core::Error{"--operations-format belongs to --operations: give that as well."};
    if (core::Status endings = checkEndings(options); !endings)
        return endings;
    const core::Result<core::EventFormat> format = eventFormat(options);
    if (!format)
        return format.error();
    const core::Result<core::OperationFormat> operations = operationFormat(options);
    return operations ? core::Status(std::monostate{}) : operations.error();
}

// Of what files of frameworks say and the simulation leaves out.
std::string notesText(const std::vector<std::string> &notes)
{
    std::string text;
    for (const std::string &note : notes)
        text += "\n! " + note + '\n';
    return text;
}

core::Written writeJson(core::FileWriter &writer, const SimulateOptions &options,
                        const core::Snapshot &snapshot, const std::vector<std::string> &notes)
{
    return options.spans ? core::writeResultWithSpans(writer, snapshot, notes)
                         : writer.write(core::resultToJson(snapshot, notes));
}

// All files or none: each is whole beside its target before the first takes its place.
core::Written writeFiles(const SimulateOptions &options, const core::Snapshot &snapshot,
                         const std::vector<std::string> &notes)
{
    struct File
    {
        core::FileWriter writer;
        bool wanted;
        std::function<core::Written(core::FileWriter &)> write;
    };
    std::array<File, 4> files = {{
        {core::FileWriter(options.json), !options.json.empty(),
         [&](core::FileWriter &to) { return writeJson(to, options, snapshot, notes); }},
        {core::FileWriter(options.events), !options.events.empty(),
         [&](core::FileWriter &to) {
             return core::writeEvents(to, snapshot, eventFormat(options).value());
         }},
        {core::FileWriter(options.trace), !options.trace.empty(),
         [&](core::FileWriter &to) {
             return core::writeTrace(to, snapshot, core::packingOf(options.trace));
         }},
        {core::FileWriter(options.operations), !options.operations.empty(),
         [&](core::FileWriter &to) {
             return core::writeOperations(to, snapshot, operationFormat(options).value());
         }},
    }};
    core::Written done;
    for (File &file : files) {
        if (done && file.wanted)
            done = file.writer.open();
    }
    for (File &file : files) {
        if (done && file.wanted)
            done = file.write(file.writer);
    }
    for (File &file : files) {
        if (done && file.wanted)
            done = file.writer.seal();
    }
    for (File &file : files) {
        if (done && file.wanted)
            done = file.writer.commit();
    }
    return done;
}

core::Status checkLineOptions(const SimulateOptions &options)
{
    if (isForPeople(options) && options.overlay.empty())
        return std::monostate{};
    return core::Error{"--lines answers on standard output, a line of JSON for each line: leave "
                       "--json, --events, --trace, --operations and --overlay out."};
}

core::Written runLines(const SimulateOptions &options)
{
    if (core::Status checked = checkLineOptions(options); !checked)
        return checked;
    return simulateLines(options.scenario.empty() ? "-" : options.scenario, options.settings);
}

core::Written runSimulate(const SimulateOptions &options)
{
    if (core::Status checked = checkOptions(options); !checked)
        return checked;
    if (options.lines)
        return runLines(options);
    if (options.scenario.empty())
        return core::Error{"FILE is missing: name a scenario, or give --lines and a scenario on "
                           "each line."};
    core::Result<core::LoadedScenario> loaded = loadAsked(options);
    if (!loaded)
        return loaded.error();
    noteThisComputer(loaded.value());
    const core::Result<core::SnapshotPtr> snapshot = core::run(loaded.value().scenario);
    if (!snapshot)
        return core::Error{options.scenario + ": " + snapshot.error().message};
    const std::vector<std::string> &notes = loaded.value().notes;
    if (isForPeople(options))
        return print(summaryOf(*snapshot.value()) + notesText(notes));
    tellNotes(notes);
    return writeFiles(options, *snapshot.value(), notes);
}

} // namespace

void addSimulateCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("simulate", "Simulate one training step of a scenario");
    const auto options = std::make_shared<SimulateOptions>();
    addScenarioOptions(*command, *options, {.isRequired = false, .takesOverlay = true});
    command->add_flag("--lines", options->lines,
                      "FILE holds a scenario on each line, as JSON, or {\"scenario\": ID or PATH, "
                      "\"set\": {PATH: VALUE}, \"id\": …}; without FILE: standard input. Each line "
                      "is answered by one of JSON at once");
    command->add_option("--json", options->json, "Write the result as JSON; - is standard output");
    command->add_flag("--spans", options->spans,
                      "With --json: also everything each device did and waited for");
    command->add_option("--events", options->events,
                        "Write the passes in order, one per line: X.csv and X.jsonl with times and "
                        "devices, X.txt their names; - is standard output");
    command->add_option("--trace", options->trace,
                        "Write the step as a trace file, which the window opens: X.json or "
                        "X.json.gz");
    command->add_option("--events-format", options->eventFormat,
                        "One of " + namesOf(core::eventFormats()));
    command->add_option("--operations", options->operations,
                        "Write where the time of each stage and pass goes, operation by operation: "
                        "X.csv or X.json; - is standard output");
    command->add_option("--operations-format", options->operationFormat,
                        "One of " + namesOf(core::operationFormats()));
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runSimulate(*options)); });
}

} // namespace app
