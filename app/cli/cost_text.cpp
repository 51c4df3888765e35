// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cost_text.h"

#include "core/campaign/campaign_text.h"
#include "core/presets/running_costs.h"

#include <algorithm>

namespace app {
namespace {

std::string line(std::string label, const std::string &text)
{
    constexpr std::size_t kLabelWidth = 14;
    label.resize(std::max(label.size(), kLabelWidth), ' ');
    return label + text + '\n';
}

std::string longTime(double seconds)
{
    return core::figureOfLongTime(seconds).text();
}

std::string trainingText(const core::Snapshot &snapshot, const core::CampaignCost &cost)
{
    const bool tokens = snapshot.scenario.training.sequence > 1;
    return core::figureOfMany(tokens ? cost.tokens : cost.samples) +
           (tokens ? " tokens in " : " samples in ") + core::figureOfMany(cost.steps) +
           (cost.steps == 1 ? " step of " : " steps of ") +
           core::figureOf(snapshot.metrics.step).text();
}

std::string failuresText(const core::CampaignCost &cost)
{
    const core::ExpectedTime &time = cost.time;
    const std::vector<core::Figure> intervals =
        core::figuresOfLongTimes({static_cast<double>(cost.stepsBetween) * cost.stepSeconds,
                                  cost.youngSeconds, cost.dalySeconds});
    return line("Failures", core::figureOfExpected(time.failures) + " expected, one every " +
                                longTime(cost.machineHours * 3600) + " of the whole machine") +
           line("Checkpoints", "every " +
                                   core::figureOfMany(static_cast<double>(cost.stepsBetween)) +
                                   (cost.stepsBetween == 1 ? " step, " : " steps, ") +
                                   intervals[0].text() + " (best: " + intervals[1].text() +
                                   " by Young, " + intervals[2].text() + " by Daly)") +
           line("", "writing " + longTime(time.checkpoints) + ", lost work " + longTime(time.lost) +
                        ", restarts " + longTime(time.restarts)) +
           line("Effective", core::shareInTenths(cost.effectiveShare()) + " of the time trains");
}

std::string moneyText(const core::CampaignAssumptions &assumptions, const core::CampaignCost &cost)
{
    if (assumptions.dollarsPerHour <= 0)
        return "not known: give --price, dollars for an hour of one device";
    return core::figureOfDollars(cost.dollars) + " at " +
           core::figureOfDollars(assumptions.dollarsPerHour) + " for a device hour";
}

std::string energyText(const core::CampaignAssumptions &assumptions, const core::CampaignCost &cost)
{
    if (assumptions.watts <= 0)
        return "not known: give --watts, the power of one device";
    return core::figureOfEnergy(cost.kilowattHours).text() +
           " at most: " + core::figureOfNumber(assumptions.watts) + " W for each device, and " +
           core::figureOfNumber(assumptions.powerUsage) + " times that for the site";
}

std::string sourceText(const core::Scenario &scenario)
{
    const core::RunningCost *row = core::findRunningCost(scenario.cluster.device.id);
    return row ? "\n! Price and power are assumptions: " + std::string(row->source) + ".\n"
               : std::string();
}

} // namespace

std::string costText(const core::Snapshot &snapshot, const core::CampaignAssumptions &assumptions,
                     const core::CampaignCost &cost, CostSources sources)
{
    std::string text = snapshot.scenario.title + "\n\n";
    text += line("Training", trainingText(snapshot, cost));
    const std::vector<core::Figure> times =
        core::figuresOfLongTimes({cost.time.total(), cost.time.training});
    text += line("Time", assumptions.failures
                             ? times[0].text() + ", " + times[1].text() + " without failures"
                             : longTime(cost.time.total()) + " if nothing fails");
    if (assumptions.failures)
        text += failuresText(cost);
    text += line("Device hours", core::figureOfMany(cost.deviceHours));
    text += line("Money", moneyText(assumptions, cost));
    text += line("Energy", energyText(assumptions, cost));
    if (sources == CostSources::Told)
        text += sourceText(snapshot.scenario);
    return text;
}

} // namespace app
