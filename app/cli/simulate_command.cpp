// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/summary.h"
#include "core/analysis/moment.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/file/files.h"
#include "core/io/result/result_json.h"
#include "core/io/scenario/scenario_json.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace app {
namespace {

struct SimulateOptions
{
    std::string scenario;
    std::vector<std::string> settings;
    std::string overlay;
    std::string json;
    std::string events;
};

core::Result<std::string> eventLines(const core::Snapshot &snapshot)
{
    constexpr std::size_t limit = 2'000'000;
    const std::vector<core::Visit> visits = core::visits(snapshot, limit);
    if (visits.size() == limit)
        return core::Error{"The step has more than 2,000,000 visits, too many to list: use fewer "
                           "micro-batches or devices."};
    std::string lines;
    for (const core::Visit &visit : visits)
        lines += visit.name + '\n';
    return lines;
}

// What the overlay says that makes no difference here.
std::string overlayNote(const std::string &overlay)
{
    const core::Result<std::string> text =
        overlay.empty() ? core::Result<std::string>(std::string())
                        : core::readFile(overlay, core::kLargestScenarioFile);
    const std::string unused = text ? core::unusedDeepSpeedKeys(text.value()) : std::string();
    return unused.empty() ? unused
                          : "\n! " + overlay + ": Not read, and not in the step: " + unused + ".\n";
}

core::Status runSimulate(const SimulateOptions &options)
{
    if (options.json == "-" && options.events == "-")
        return core::Error{"--json and --events cannot both go to standard output: name a file for "
                           "one of them."};
    const core::Result<core::Scenario> scenario =
        core::loadScenario(options.scenario, options.settings, options.overlay);
    if (!scenario)
        return scenario.error();
    const core::Result<core::SnapshotPtr> snapshot = core::run(scenario.value());
    if (!snapshot)
        return core::Error{options.scenario + ": " + snapshot.error().message};
    if (options.json.empty() && options.events.empty())
        return core::writeFile("-", summaryOf(*snapshot.value()) + overlayNote(options.overlay));
    std::vector<core::FileContent> outputs;
    if (!options.events.empty()) {
        core::Result<std::string> lines = eventLines(*snapshot.value());
        if (!lines)
            return lines.error();
        outputs.push_back({options.events, std::move(lines).value()});
    }
    if (!options.json.empty())
        outputs.push_back({options.json, core::resultToJson(*snapshot.value())});
    return core::writeFiles(outputs);
}

} // namespace

void addSimulateCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("simulate", "Simulate one training step of a scenario");
    const auto options = std::make_shared<SimulateOptions>();
    command
        ->add_option("FILE", options->scenario,
                     "A scenario file, a Hugging Face config.json, or the id of a "
                     "built-in scenario")
        ->required();
    command
        ->add_option("--set", options->settings,
                     "PATH=VALUE: change one value, such as parallel.pipeline=8")
        ->expected(1)
        ->take_all();
    command->add_option("--overlay", options->overlay,
                        "A DeepSpeed configuration: ZeRO stage, batch sizes and precision from "
                        "there, after --set");
    command->add_option("--json", options->json, "Write the result as JSON; - is standard output");
    command->add_option("--events", options->events,
                        "Write the visits in order, one a line; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runSimulate(*options)); });
}

} // namespace app
