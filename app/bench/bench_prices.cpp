// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_cases.h"
#include "app/bench/medians.h"
#include "core/analysis/snapshot.h"
#include "core/analysis/step_time.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/presets/presets.h"

namespace app {
namespace {

constexpr double kFrameSeconds = 0.016;
constexpr double kOnePriceSeconds = 10e-6; // a search of 100,000 configurations in a second

core::Scenario pricedScenario()
{
    core::Scenario scenario;
    scenario.model = *core::findModel("megatron-22b");
    scenario.cluster.device = *core::findDevice("a100-80g");
    scenario.cluster.intraLink = *core::findLink("nvlink3");
    scenario.cluster.interLink = *core::findLink("ib-hdr");
    scenario.cluster.software = *core::findSoftware("2022");
    scenario.cluster.devices = 64;
    scenario.parallel.tensor = 8;
    scenario.parallel.pipeline = 8;
    scenario.parallel.sequenceParallel = true;
    scenario.training.sequence = 2048;
    scenario.training.microBatch = 1;
    scenario.training.globalBatch = 32;
    scenario.training.recompute = core::Recompute::Selective;
    return scenario;
}

core::Scenario builtin(std::string_view id)
{
    const core::BuiltinScenario *found = core::findBuiltinScenario(id);
    return core::scenarioFromJson(found->json, found->id).value();
}

// The pipeline of a layout alone: one device for each stage.
core::Scenario pipelineOf(core::Scenario scenario)
{
    core::ParallelSpec &parallel = scenario.parallel;
    scenario.training.globalBatch /= parallel.data;
    parallel.data = 1;
    parallel.tensor = 1;
    parallel.context = 1;
    parallel.sequenceParallel = false;
    parallel.sharding = core::Sharding::None;
    scenario.cluster.devices = parallel.pipeline;
    scenario.cluster.device.memory = {100'000'000'000'000};
    return scenario;
}

double secondsToRun(const core::Scenario &scenario)
{
    core::SnapshotPtr kept;
    return processorSecondsOf([&] { kept = core::run(scenario).value(); });
}

core::BenchResult benchOnePrice()
{
    constexpr int configurations = 1000;
    core::Scenario scenario = pricedScenario();
    core::StepTimer timer;
    const auto price = [&] {
        return processorSecondsOf([&] {
            for (int i = 0; i < configurations; ++i) {
                scenario.cluster.device.memoryBandwidth *= i % 2 == 0 ? 1.01 : 1 / 1.01;
                (void)timer.time(scenario);
            }
        });
    };
    const double each =
        mediansOf(15, price, [] { return 1.0; }).work / static_cast<double>(configurations);
    return {"configuration_priced", each, kOnePriceSeconds, "s",
            "22B model, tensor 8, pipeline 8, 32 micro-batches: priced and simulated to the "
            "nanosecond without a trace, each time with another memory bandwidth; median of 15 "
            "times 1,000"};
}

} // namespace

std::vector<core::BenchResult> benchPrices()
{
    const core::Scenario whole = builtin("llama3-405b-16k");
    const core::Scenario pipeline = pipelineOf(whole);
    const Medians folded = mediansOf(
        21, [&] { return secondsToRun(whole); }, [&] { return secondsToRun(pipeline); });
    core::Scenario large = whole;
    large.cluster.devices = 131'072;
    large.parallel.data = 1024;
    large.training.globalBatch = 16'384;
    large.faults.devices = {{70'000, 0.5}};
    const double straggler = mediansOf(
                                 11, [&] { return secondsToRun(large); }, [] { return 1.0; })
                                 .work;
    return {benchOnePrice(),
            {"folded_16384_devices", folded.work / folded.yardstick, 1.5, "ratio",
             "plan, simulate and measure of llama3-405b-16k: " + millisecondsText(folded.work) +
                 ", over the same pipeline with one device per stage: " +
                 millisecondsText(folded.yardstick) + "; medians of 21"},
            {"straggler_of_131072_devices", straggler, kFrameSeconds, "s",
             "plan, simulate and measure of 131,072 devices, one of them at half speed; median of "
             "11"}};
}

} // namespace app
