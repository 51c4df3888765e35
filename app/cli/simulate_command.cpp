// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/simulate_lines.h"
#include "app/cli/summary.h"
#include "app/console/scenario_options.h"
#include "app/console/this_computer.h"
#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/result/event_writer.h"
#include "core/io/result/result_json.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/write_trace.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace app {
namespace {

struct SimulateOptions : ScenarioOptions
{
    std::string json;
    bool spans = false;
    std::string events;
    std::string trace;
    std::string eventFormat; // by the name of the file
    bool lines = false;      // scenario is a file of requests
};

std::string formatNames()
{
    std::vector<std::string> names;
    for (const core::EventFormatName &row : core::eventFormats())
        names.push_back(std::string(row.id));
    return core::joinWithAnd(names);
}

core::Result<core::EventFormat> eventFormat(const SimulateOptions &options)
{
    if (options.eventFormat.empty())
        return core::eventFormatOf(options.events);
    const auto formats = core::eventFormats();
    const auto row = std::ranges::find(formats, options.eventFormat, &core::EventFormatName::id);
    if (row != formats.end())
        return row->format;
    return core::Error{"--events-format: There is no format \"" + options.eventFormat +
                       "\"; there are " + formatNames() + '.'};
}

core::Status checkOptions(const SimulateOptions &options)
{
    if ((options.json == "-") + (options.events == "-") + (options.trace == "-") > 1)
        return core::Error{"Only one of --json, --events and --trace can go to standard output: "
                           "name a file for the others."};
    if (options.spans && options.json.empty())
        return core::Error{"--spans belongs to --json: give that as well."};
    if (!options.eventFormat.empty() && options.events.empty())
        return core::Error{"--events-format belongs to --events: give that as well."};
    const core::Result<core::EventFormat> format = eventFormat(options);
    return format ? core::Status(std::monostate{}) : format.error();
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
    core::FileWriter events(options.events);
    core::FileWriter json(options.json);
    core::FileWriter trace(options.trace);
    core::Written done = options.events.empty() ? core::Written() : events.open();
    if (done && !options.json.empty())
        done = json.open();
    if (done && !options.json.empty())
        done = writeJson(json, options, snapshot, notes);
    if (done && !options.events.empty())
        done = core::writeEvents(events, snapshot, eventFormat(options).value());
    if (done && !options.trace.empty())
        done = trace.open();
    if (done && !options.trace.empty())
        done = core::writeTrace(trace, snapshot, core::packingOf(options.trace));
    for (core::FileWriter *writer : {&json, &events, &trace}) {
        if (done && writer->isOpen())
            done = writer->seal();
    }
    for (core::FileWriter *writer : {&json, &events, &trace}) {
        if (done)
            done = writer->commit();
    }
    return done;
}

core::Status checkLineOptions(const SimulateOptions &options)
{
    if (options.json.empty() && options.events.empty() && options.trace.empty() &&
        options.overlay.empty())
        return std::monostate{};
    return core::Error{"--lines answers on standard output, a line of JSON for each line: leave "
                       "--json, --events, --trace and --overlay out."};
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
    priceAsMeasured(loaded.value());
    const core::Result<core::SnapshotPtr> snapshot = core::run(loaded.value().scenario);
    if (!snapshot)
        return core::Error{options.scenario + ": " + snapshot.error().message};
    const std::vector<std::string> &notes = loaded.value().notes;
    if (options.json.empty() && options.events.empty() && options.trace.empty())
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
                        "devices, otherwise their names; - is standard output");
    command->add_option("--trace", options->trace,
                        "Write the step as a trace file, which the window opens: X.json or "
                        "X.json.gz");
    command->add_option("--events-format", options->eventFormat, "One of " + formatNames());
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runSimulate(*options)); });
}

} // namespace app
