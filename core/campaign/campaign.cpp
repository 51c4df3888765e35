// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/campaign.h"

#include "core/base/language.h"
#include "core/base/text.h"
#include "core/presets/running_costs.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

constexpr double kHour = 3600;                // seconds
constexpr double kMostHours = 24 * 365 * 1e4; // nobody waits for ten thousand years

// A number that is asked for, and where it must lie.
struct Bounded
{
    Words what;
    double value;
    double least;
    double most;
};

Status checkRanges(const CampaignAssumptions &asked)
{
    const FailureAssumptions failures = asked.failures.value_or(FailureAssumptions{});
    const Bounded numbers[] = {
        {inContext("Campaign", "The number of steps"), asked.steps, 1, 1e15},
        {inContext("Campaign", "The price of a device hour"), asked.dollarsPerHour, 0, 1e6},
        {inContext("Campaign", "The power of a device in watts"), asked.watts, 0, 1e6},
        {inContext("Campaign", "The power usage effectiveness"), asked.powerUsage, 1, 10},
        {inContext("Campaign", "The hours between two failures of a device"), failures.deviceHours,
         1e-3, 1e12},
        {inContext("Campaign", "The seconds to write a checkpoint"), failures.checkpointSeconds, 0,
         1e6},
        {inContext("Campaign", "The seconds to restart"), failures.restartSeconds, 0, 1e7},
        {inContext("Campaign", "The steps between two checkpoints"),
         static_cast<double>(failures.stepsBetween), 0, 1e15}};
    for (const Bounded &number : numbers) {
        if (!(number.value >= number.least && number.value <= number.most))
            return Error{phrase(inContext("Campaign", "%1 is %2, but must be from %3 to %4."),
                                {phrase(number.what), plainNumber(number.value),
                                 plainNumber(number.least), plainNumber(number.most)})};
    }
    return std::monostate{};
}

Status checkStep(const Snapshot &snapshot)
{
    const Metrics &metrics = snapshot.metrics;
    if (!metrics.fits)
        return Error{phrase(inContext(
            "Campaign",
            "A run has no cost: the model does not fit into the memory of its devices."))};
    if (!metrics.completed || metrics.step.count <= 0)
        return Error{
            phrase(inContext("Campaign", "A run has no cost: its step does not come to an end."))};
    return std::monostate{};
}

// A checkpoint is written between two steps, so its interval is a whole number of them.
std::int64_t stepsBetween(const CampaignCost &cost, const FailureAssumptions &asked)
{
    const double most = std::max(1.0, cost.steps);
    const double wanted = asked.stepsBetween > 0 ? static_cast<double>(asked.stepsBetween)
                                                 : std::round(cost.dalySeconds / cost.stepSeconds);
    return static_cast<std::int64_t>(std::clamp(wanted, 1.0, most));
}

Status addFailures(CampaignCost &cost, const FailureAssumptions &asked, int devices)
{
    const Failures failures = {.meanTimeBetween = asked.deviceHours * kHour / devices,
                               .checkpoint = asked.checkpointSeconds,
                               .restart = asked.restartSeconds};
    cost.machineHours = failures.meanTimeBetween / kHour;
    cost.youngSeconds = youngInterval(failures);
    cost.dalySeconds = dalyInterval(failures);
    cost.stepsBetween = stepsBetween(cost, asked);
    const double interval = static_cast<double>(cost.stepsBetween) * cost.stepSeconds;
    cost.time = expectedTime(failures, cost.time.training, interval);
    if (cost.hours() < kMostHours) // and no infinity
        return std::monostate{};
    return Error{phrase(
        inContext("Campaign", "Such a run never ends: the machine fails every %1 s on average, and "
                              "from one checkpoint to the next it needs %2 s."),
        {figureOfNumber(failures.meanTimeBetween),
         figureOfNumber(interval + failures.checkpoint)})};
}

} // namespace

double stepsForTokens(const Scenario &scenario, double tokens)
{
    const TrainingSpec &training = scenario.training;
    return std::ceil(tokens / (static_cast<double>(training.globalBatch) *
                               static_cast<double>(training.sequence)));
}

CampaignAssumptions usualAssumptions(const Scenario &scenario)
{
    CampaignAssumptions usual;
    if (const RunningCost *row = findRunningCost(scenario.cluster.device.id)) {
        usual.dollarsPerHour = row->dollarsPerHour;
        usual.watts = row->watts;
    }
    return usual;
}

Result<CampaignCost> campaignCost(const Snapshot &snapshot, const CampaignAssumptions &assumptions)
{
    if (const Status checked = checkStep(snapshot); !checked)
        return checked.error();
    if (const Status checked = checkRanges(assumptions); !checked)
        return checked.error();
    const TrainingSpec &training = snapshot.scenario.training;
    CampaignCost cost;
    cost.steps = std::ceil(assumptions.steps);
    cost.samples = cost.steps * static_cast<double>(training.globalBatch);
    cost.tokens = cost.samples * static_cast<double>(training.sequence);
    cost.stepSeconds = seconds(snapshot.metrics.step);
    cost.time.training = cost.steps * cost.stepSeconds;
    if (assumptions.failures) {
        if (const Status added = addFailures(cost, *assumptions.failures, snapshot.deviceCount());
            !added)
            return added.error();
    }
    if (!(cost.hours() < kMostHours))
        return Error{phrase(
            inContext("Campaign", "A run of so many steps takes more than ten thousand years."))};
    cost.deviceHours = cost.hours() * snapshot.deviceCount();
    cost.dollars = cost.deviceHours * assumptions.dollarsPerHour;
    cost.kilowattHours = cost.deviceHours * assumptions.watts / 1000 * assumptions.powerUsage;
    return cost;
}

} // namespace core
