// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/validation/validation.h"

#include "core/analysis/snapshot.h"
#include "core/base/median.h"
#include "core/sim/simulate.h"
#include "core/validation/run_kind.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

constexpr double kGigabyte = 1e9;

// Even where our memory model says that it does not fit: it did.
void predict(ValidatedRun &result, const Scenario &scenario)
{
    result.device = scenario.cluster.device.id;
    result.kind = runKind(scenario);
    const Result<Plan> plan = makePlan(scenario);
    if (!plan) {
        result.problem = plan.error().message;
        return;
    }
    const Trace trace = simulate(plan.value());
    const Metrics metrics = measure(scenario, plan.value(), trace);
    result.predicted = seconds(metrics.step);
    result.memoryPredicted = static_cast<double>(metrics.fullest().peakMemory.count) / kGigabyte;
}

void addRun(ValidatedGroup &group, const ValidatedRun &run)
{
    if (!run.problem.empty()) {
        ++group.skipped;
        return;
    }
    if (run.published > 0) {
        ++group.rows;
        group.meanError += std::abs(run.error());
        group.bias += run.error();
        group.maxError = std::max(group.maxError, std::abs(run.error()));
    }
    if (run.memoryPublished > 0) {
        ++group.memoryRows;
        group.memoryMeanError += std::abs(run.memoryError());
    }
}

} // namespace

ValidatedRun validateRun(const PublishedRun &run)
{
    ValidatedRun result = {.id = run.id,
                           .group = run.group,
                           .published = run.stepSeconds,
                           .memoryPublished = run.memoryGb,
                           .note = run.note};
    if (run.scenario)
        predict(result, run.scenario.value());
    else
        result.problem = run.scenario.error().message;
    if (result.problem.empty() && result.published <= 0 && result.memoryPublished <= 0)
        result.problem = "Neither a step time nor a memory figure is published for it.";
    return result;
}

std::vector<ValidatedGroup> groupsOf(const std::vector<ValidatedRun> &runs,
                                     std::string ValidatedRun::*by)
{
    std::vector<ValidatedGroup> groups;
    std::vector<std::vector<double>> errors;
    for (const ValidatedRun &run : runs) {
        if ((run.*by).empty())
            continue;
        auto group = std::ranges::find(groups, run.*by, &ValidatedGroup::group);
        if (group == groups.end()) {
            groups.push_back({.group = run.*by});
            group = std::prev(groups.end());
            errors.emplace_back();
        }
        addRun(*group, run);
        if (run.problem.empty() && run.published > 0)
            errors[static_cast<std::size_t>(group - groups.begin())].push_back(
                std::abs(run.error()));
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        ValidatedGroup &group = groups[i];
        group.meanError /= std::max(1, group.rows);
        group.medianError = errors[i].empty() ? 0 : medianOf(errors[i]);
        group.bias /= std::max(1, group.rows);
        group.memoryMeanError /= std::max(1, group.memoryRows);
    }
    return groups;
}

Validation validateRuns(const std::vector<PublishedRun> &runs, const std::stop_token &stop)
{
    Validation validation;
    for (const PublishedRun &run : runs) {
        if (stop.stop_requested())
            break;
        validation.runs.push_back(validateRun(run));
    }
    validation.groups = groupsOf(validation.runs);
    return validation;
}

} // namespace core
