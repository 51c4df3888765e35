// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/sweep_point.h"

#include "core/analysis/result_difference.h"
#include "core/analysis/snapshot.h"
#include "core/base/figure_group.h"
#include "core/base/language.h"
#include "core/base/text.h"
#include "core/presets/running_costs.h"
#include "core/sim/simulate.h"

#include <new>
#include <utility>

namespace core {
namespace {

void takeRates(const CostRates &rates, const Scenario &scenario, PointFigures &figures)
{
    const RunningCost *row = findRunningCost(scenario.cluster.device.id);
    figures.dollarsPerHour = rates.dollarsPerHour.value_or(row ? row->dollarsPerHour : 0);
    figures.watts = rates.watts.value_or(row ? row->watts : 0);
}

void takeMetrics(const Snapshot &snapshot, PointFigures &figures)
{
    const Metrics &metrics = snapshot.metrics;
    const TrainingSpec &training = snapshot.scenario.training;
    figures.step = metrics.step;
    figures.devices = snapshot.scenario.cluster.devices;
    figures.samples = training.globalBatch;
    figures.tokens = training.globalBatch * training.sequence;
    figures.samplesPerSecond = metrics.samplesPerSecond;
    figures.tokensPerSecondPerDevice = metrics.tokensPerSecondPerDevice;
    figures.modelFlopsUtilization = metrics.modelFlopsUtilization;
    figures.hardwareFlopsUtilization = metrics.hardwareFlopsUtilization;
    figures.busyShare = metrics.busyShare;
    figures.idleShare = metrics.idleShare;
    figures.idleOverIdeal = metrics.bubble.idleOverIdeal;
    figures.gradientSyncShare = metrics.gradientSyncShare;
    figures.memory = metrics.rows[static_cast<std::size_t>(metrics.fullestRow)].peakMemory;
    figures.capacity = snapshot.scenario.cluster.device.memory;
}

// The stations of run(), without the index that only a picture needs.
void simulatePoint(Scenario scenario, const CostRates &rates, const std::stop_token &stop,
                   SweepPoint &point)
{
    Snapshot snapshot;
    snapshot.scenario = std::move(scenario);
    Result<Plan> plan = makePlan(snapshot.scenario);
    if (!plan) {
        point.reason = plan.error().message;
        return;
    }
    snapshot.plan = std::move(plan).value();
    if (snapshot.plan.fits)
        snapshot.trace = simulate(snapshot.plan, stop);
    if (stop.stop_requested()) {
        point.reason = "cancelled";
        return;
    }
    snapshot.metrics = measure(snapshot.scenario, snapshot.plan, snapshot.trace);
    takeMetrics(snapshot, point.figures);
    takeRates(rates, snapshot.scenario, point.figures);
    if (!snapshot.metrics.fits) {
        const PartOfCapacity both = partOfCapacity(point.figures.memory, point.figures.capacity);
        point.state = PointState::DoesNotFit;
        point.reason = phrase(inContext("Sweep", "Out of memory: needs %1, has %2."),
                              {both.part.value + ' ' + both.capacity.unit, both.capacity.text()});
    } else if (!snapshot.metrics.completed) {
        point.state = PointState::Stops;
        point.reason = snapshot.trace.diagnosis;
    } else {
        point.state = PointState::Runs;
        point.figures.sent = sentInStep(snapshot);
    }
}

} // namespace

SweepPoint pointAt(const SweepPlan &plan, std::size_t index, const std::stop_token &stop)
{
    SweepPoint point;
    point.index = index;
    try {
        PointScenario made = scenarioAt(plan, index);
        point.reason = std::move(made.refusal);
        point.changed = std::move(made.changed);
        if (point.reason.empty())
            simulatePoint(std::move(made.scenario), plan.rates, stop, point);
    } catch (const std::bad_alloc &) {
        point.state = PointState::CannotBe;
        point.reason = phrase(inContext(
            "Sweep", "This machine has not enough memory to simulate so many micro-batches."));
    }
    return point;
}

} // namespace core
