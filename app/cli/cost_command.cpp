// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/cost_text.h"
#include "app/console/scenario_options.h"
#include "core/answer/cost_request.h"
#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/result/campaign_json.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace app {
namespace {

struct CostOptions : ScenarioOptions
{
    core::CostRequest asked;
    std::string json;
};

core::Written runCost(const CostOptions &options)
{
    const core::Result<core::Scenario> scenario = scenarioAsked(options);
    if (!scenario)
        return scenario.error();
    const core::Result<core::SnapshotPtr> snapshot = core::run(scenario.value());
    if (!snapshot)
        return core::Error{options.scenario + ": " + snapshot.error().message};
    const core::Result<core::CampaignAssumptions> asked =
        core::assumptionsOf(options.asked, scenario.value());
    if (!asked)
        return asked.error();
    const core::Result<core::CampaignCost> cost =
        core::campaignCost(*snapshot.value(), asked.value());
    if (!cost && snapshot.value()->metrics.runs()) // else it is an option that is at fault
        return cost.error();
    if (!cost)
        return core::Error{options.scenario + ": " + cost.error().message};
    if (!options.json.empty())
        return core::writeFile(
            options.json, core::campaignToJson(*snapshot.value(), asked.value(), cost.value()));
    const bool priceAsked =
        options.asked.dollarsPerHour.has_value() && options.asked.watts.has_value();
    return print(costText(*snapshot.value(), asked.value(), cost.value(),
                          priceAsked ? CostSources::Left : CostSources::Told));
}

void addFailureOptions(CLI::App &command, core::CostRequest &asked)
{
    command.add_flag("--failures", asked.failures,
                     "With failures of devices, checkpoints and restarts; so does each of the "
                     "options below");
    command.add_option("--mtbf", asked.deviceHours,
                       "Hours between two failures of one device; default: those of Llama 3, " +
                           core::figureOfNumber(core::FailureAssumptions{}.deviceHours));
    command.add_option("--checkpoint-time", asked.checkpointSeconds,
                       "Seconds for which training stands still for a checkpoint; default: 10");
    command.add_option("--restart-time", asked.restartSeconds,
                       "Seconds from a failure until it trains again; default: 600");
    command.add_option("--checkpoint-every", asked.stepsBetween,
                       "Steps between two checkpoints; default: the best number, by Daly's "
                       "formula");
}

} // namespace

void addCostCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("cost", "Time, money and energy of a whole training run");
    const auto options = std::make_shared<CostOptions>();
    addScenarioOptions(*command, *options, {.setting = "cluster.devices=512"});
    command->add_option("--tokens", options->asked.tokens, "Tokens to train on, such as 15.6e12");
    command->add_option("--steps", options->asked.steps, "Steps to train for, instead of --tokens");
    command->add_option("--price", options->asked.dollarsPerHour,
                        "Dollars for an hour of one device; default: what it is rented for");
    command->add_option("--watts", options->asked.watts,
                        "Power of one device; default: the most that it draws");
    command->add_option("--pue", options->asked.powerUsage,
                        "Energy of the site over that of its devices; default: 1.1");
    addFailureOptions(*command, options->asked);
    command->add_option("--json", options->json, "Write as JSON; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runCost(*options)); });
}

} // namespace app
