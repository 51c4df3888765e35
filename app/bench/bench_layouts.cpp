// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_cases.h"
#include "app/bench/medians.h"
#include "core/presets/presets.h"
#include "core/search/layout_advice.h"

namespace app {
namespace {

constexpr double kTwoCores = 2 * 2.0; // seconds of processor time: two seconds on two cores
constexpr double kFirstAnswer = 0.1;  // seconds

core::Scenario largeModel()
{
    core::Scenario scenario;
    scenario.model = *core::findModel("llama-3-70b");
    scenario.cluster.device = *core::findDevice("h100-80g");
    scenario.cluster.intraLink = core::usualLink(scenario.cluster.device);
    scenario.cluster.interLink = core::usualNetwork(scenario.cluster.device);
    scenario.cluster.software = core::usualSoftware(scenario.cluster.device);
    scenario.cluster.devices = 512;
    scenario.training.sequence = 4096;
    scenario.training.globalBatch = 1024;
    return scenario;
}

// Processor time until the search says something, or all of it.
double secondsOfSearch(const core::Scenario &scenario, bool untilFirst)
{
    return processorSecondsOf([&] {
        std::stop_source stop;
        core::AdviceOptions options = {.most = 1, .stop = stop.get_token()};
        if (untilFirst)
            options.told = [&stop](const core::LayoutAdvice &) { stop.request_stop(); };
        (void)core::adviseLayouts(scenario, options);
    });
}

} // namespace

std::vector<core::BenchResult> benchLayouts()
{
    const core::Scenario scenario = largeModel();
    const auto median = [&scenario](int times, bool untilFirst) {
        return mediansOf(
                   times, [&] { return secondsOfSearch(scenario, untilFirst); }, [] { return 1.0; })
            .work;
    };
    return {
        {"best_layout_of_70b_on_512", median(3, false), kTwoCores, "s",
         "the fastest of all layouts of Llama-3 70B on 512 devices that fits, proved; processor "
         "time of all cores, of which two would take half as long; median of 3"},
        {"first_layout_of_70b_on_512", median(5, true), kFirstAnswer, "s",
         "until the search has a first answer; processor time, median of 5"}};
}

} // namespace app
