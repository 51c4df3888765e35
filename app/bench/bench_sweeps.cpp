// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_cases.h"
#include "app/bench/medians.h"
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "core/sweep/sweep.h"

namespace app {
namespace {

constexpr double kMostOfSingleRuns = 1.1;

// A hundred batches and ten lengths of samples.
core::SweepPlan planOfThousand()
{
    core::SweepPlan plan;
    plan.scenario = core::loadScenario("llama3-405b-16k").value();
    const std::int64_t share = plan.scenario.parallel.data * plan.scenario.training.microBatch;
    const std::string step = std::to_string(share);
    const std::string most = std::to_string(100 * share);
    plan.axes = {core::axisFrom("training.global_batch=" + step + ".." + most + '+' + step).value(),
                 core::axisFrom("training.sequence=512..5120+512").value()};
    return plan;
}

} // namespace

// In processor time of all threads: how long a person waits is that over the cores that are free.
std::vector<core::BenchResult> benchSweeps()
{
    const core::SweepPlan plan = planOfThousand();
    std::vector<core::Scenario> scenarios;
    for (std::size_t index = 0; index < plan.pointCount(); ++index)
        scenarios.push_back(core::scenarioAt(plan, index).scenario);
    double waited = 0;
    const auto sweepAll = [&] {
        core::SweepResults results;
        double used = 0;
        waited =
            secondsOf([&] { used = processorSecondsOf([&] { results = core::sweep(plan); }); });
        return used;
    };
    const auto runEach = [&] {
        return processorSecondsOf([&] {
            for (const core::Scenario &scenario : scenarios)
                (void)core::run(scenario);
        });
    };
    const Medians times = mediansOf(3, sweepAll, runEach);
    return {{"sweep_of_1000", times.work / times.yardstick, kMostOfSingleRuns, "ratio",
             "a sweep of 1,000 scenarios of llama3-405b-16k on all cores, made and simulated: " +
                 millisecondsText(times.work) + " of processor time, " + millisecondsText(waited) +
                 " on the clock; over simulating each by itself: " +
                 millisecondsText(times.yardstick) + "; medians of 3"}};
}

} // namespace app
