// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/cost_texts.h"

#include "core/campaign/campaign_text.h"
#include "core/presets/running_costs.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct Cost
{
    Q_DECLARE_TR_FUNCTIONS(Cost)
};

QString longTime(double seconds)
{
    return textOf(core::figureOfLongTime(seconds).text());
}

QString many(double count)
{
    return textOf(core::figureOfMany(count));
}

QString trainingText(const core::Snapshot &snapshot, const core::CampaignCost &cost)
{
    const QString text = snapshot.scenario.training.sequence > 1
                             ? Cost::tr("%1 tokens in %2 steps of %3")
                             : Cost::tr("%1 samples in %2 steps of %3");
    return text.arg(many(snapshot.scenario.training.sequence > 1 ? cost.tokens : cost.samples),
                    many(cost.steps), textOf(core::figureOf(snapshot.metrics.step).text()));
}

void addFailures(QList<CostRow> &rows, const core::CampaignCost &cost)
{
    const std::vector<core::Figure> intervals =
        core::figuresOfLongTimes({static_cast<double>(cost.stepsBetween) * cost.stepSeconds,
                                  cost.youngSeconds, cost.dalySeconds});
    rows.append({Cost::tr("Failures"), Cost::tr("%1 expected, one every %2")
                                           .arg(textOf(core::figureOfExpected(cost.time.failures)),
                                                longTime(cost.machineHours * 3600))});
    rows.append({Cost::tr("Checkpoints"),
                 Cost::tr("every %1 steps, %2 (best by Young %3, by Daly %4)")
                     .arg(many(static_cast<double>(cost.stepsBetween)), textOf(intervals[0].text()),
                          textOf(intervals[1].text()), textOf(intervals[2].text()))});
    rows.append({Cost::tr("Beside training"),
                 Cost::tr("writing %1, work done again %2, restarts %3")
                     .arg(longTime(cost.time.checkpoints), longTime(cost.time.lost),
                          longTime(cost.time.restarts))});
    rows.append(
        {Cost::tr("Effective"), Cost::tr("%1 of the time trains")
                                    .arg(textOf(core::shareInTenths(cost.effectiveShare())))});
}

} // namespace

QList<CostRow> costRows(const core::Snapshot &snapshot,
                        const core::CampaignAssumptions &assumptions,
                        const core::CampaignCost &cost)
{
    const std::vector<core::Figure> times =
        core::figuresOfLongTimes({cost.time.total(), cost.time.training});
    QList<CostRow> rows = {{Cost::tr("Time"), textOf(times[0].text())}};
    rows.append({Cost::tr("Training"), trainingText(snapshot, cost)});
    if (assumptions.failures) {
        rows.append({Cost::tr("Without failures"), textOf(times[1].text())});
        addFailures(rows, cost);
    }
    rows.append({Cost::tr("GPU hours"), many(cost.deviceHours)});
    rows.append({Cost::tr("Money"), assumptions.dollarsPerHour > 0
                                        ? textOf(core::figureOfDollars(cost.dollars))
                                        : Cost::tr("give a price")});
    rows.append(
        {Cost::tr("Energy"),
         assumptions.watts > 0
             ? Cost::tr("%1 at most").arg(textOf(core::figureOfEnergy(cost.kilowattHours).text()))
             : Cost::tr("give a power")});
    return rows;
}

QString costSource(const core::Scenario &scenario)
{
    const core::RunningCost *row = core::findRunningCost(scenario.cluster.device.id);
    return row == nullptr ? QString()
                          : Cost::tr("Assumed price and power of %1: %2")
                                .arg(textOf(scenario.cluster.device.title), textOf(row->source));
}

} // namespace ui
