// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_scenario.h"
#include "core/sim/simulate.h"

#include "core/analysis/snapshot.h"
#include "core/sim/evaluate.h"

#include <benchmark/benchmark.h>

namespace {

// Arguments of every case here: devices, micro-batches. Items are actions of the schedule.
void countActions(benchmark::State &state)
{
    state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1) * 2);
}

core::Scenario scenarioOf(const benchmark::State &state)
{
    return app::pipelineScenario(static_cast<int>(state.range(0)), state.range(1));
}

void run(benchmark::State &state)
{
    const core::Scenario scenario = scenarioOf(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(core::run(scenario));
    countActions(state);
}

void makePlan(benchmark::State &state)
{
    const core::Scenario scenario = scenarioOf(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(core::makePlan(scenario));
    countActions(state);
}

void simulate(benchmark::State &state)
{
    const core::Plan plan = core::makePlan(scenarioOf(state)).value();
    for (auto _ : state)
        benchmark::DoNotOptimize(core::simulate(plan));
    countActions(state);
}

void measure(benchmark::State &state)
{
    const core::Scenario scenario = scenarioOf(state);
    const core::Plan plan = core::makePlan(scenario).value();
    const core::Trace trace = core::simulate(plan);
    for (auto _ : state)
        benchmark::DoNotOptimize(core::measure(scenario, plan, trace));
    countActions(state);
}

void evaluateUnitCosts(benchmark::State &state)
{
    const core::ScheduleShape shape = {.ranks = static_cast<int>(state.range(0)),
                                       .microBatches = static_cast<int>(state.range(1))};
    const core::ScheduleOrder order = core::makeOrder("1f1b", shape).value();
    for (auto _ : state)
        benchmark::DoNotOptimize(core::evaluate(order, {}));
    countActions(state);
}

void sizes(benchmark::internal::Benchmark *benchmark)
{
    benchmark->Args({4, 8})->Args({32, 256})->Args({64, 1024})->Unit(benchmark::kMicrosecond);
}

BENCHMARK(run)->Apply(sizes);
BENCHMARK(makePlan)->Apply(sizes);
BENCHMARK(simulate)->Apply(sizes);
BENCHMARK(measure)->Apply(sizes);
BENCHMARK(evaluateUnitCosts)->Apply(sizes);

} // namespace
