// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/live_cases.h"

#include "core/live/run/hand_off.h"

#include <benchmark/benchmark.h>

namespace {

app::DenseCase deep(const benchmark::State &state)
{
    return {.sizes = {64, 256, 256, 256, 256, 256, 256, 256, 10},
            .replicas = static_cast<int>(state.range(0)),
            .stages = static_cast<int>(state.range(1)),
            .microBatches = 8 / static_cast<int>(state.range(0)),
            .samples = 32};
}

// Times are of all threads together. Arguments: replicas, stages; of 8 x 32 samples a step.
template <class Steps>
void countSteps(benchmark::State &state)
{
    Steps steps(deep(state));
    for (auto _ : state)
        state.SetIterationTime(steps.seconds(1));
    state.SetItemsProcessed(state.iterations() * 8 * 32);
}
void step(benchmark::State &state)
{
    countSteps<app::EngineSteps>(state);
}
void products(benchmark::State &state)
{
    countSteps<app::ProductSteps>(state);
}

// Arguments: workers, kilobytes of each.
std::size_t bytesOf(const benchmark::State &state)
{
    return static_cast<std::size_t>(state.range(1)) << 10U;
}
void allReduce(benchmark::State &state)
{
    app::AllReduces allReduces(static_cast<int>(state.range(0)), bytesOf(state));
    for (auto _ : state)
        state.SetIterationTime(allReduces.seconds(1));
}
void copiesAround(benchmark::State &state)
{
    core::live::CopiesAround copies(static_cast<int>(state.range(0)), bytesOf(state));
    for (auto _ : state)
        state.SetIterationTime(app::secondsToCopy(copies, 1));
}

void handOff(benchmark::State &state)
{
    for (auto _ : state)
        state.SetIterationTime(static_cast<double>(core::live::handOffTime()) * 1e-9);
}
void wake(benchmark::State &state)
{
    for (auto _ : state)
        state.SetIterationTime(static_cast<double>(core::live::wakeTime()) * 1e-9);
}

void splits(benchmark::internal::Benchmark *benchmark)
{
    benchmark->Args({1, 1})->Args({1, 8})->Args({4, 1})->Args({2, 4})->UseManualTime()->Unit(
        benchmark::kMillisecond);
}
void sizes(benchmark::internal::Benchmark *benchmark)
{
    for (const int workers : {2, 4}) {
        for (const int kilobytes : {64, 1024, 4096})
            benchmark->Args({workers, kilobytes});
    }
    benchmark->UseManualTime()->Unit(benchmark::kMicrosecond);
}

BENCHMARK(step)->Apply(splits);
BENCHMARK(products)->Apply(splits);
BENCHMARK(allReduce)->Apply(sizes);
BENCHMARK(copiesAround)->Apply(sizes);
BENCHMARK(handOff)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(wake)->UseManualTime()->Unit(benchmark::kMicrosecond);

} // namespace
