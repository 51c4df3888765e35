// SPDX-License-Identifier: GPL-3.0-or-later
// The live engine beside what this computer does without it.
#include "app/bench/bench_cases.h"
#include "app/bench/live_cases.h"
#include "app/bench/medians.h"
#include "app/bench/numpy_peer.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/compute/blas.h"
#include "core/live/run/hand_off.h"
#include "core/live/session/session.h"

#include <limits>
#include <string>

namespace app {
namespace {

std::string pairText(const Medians &medians)
{
    return millisecondsText(medians.work) + " over " + millisecondsText(medians.yardstick);
}

core::BenchResult benchProducts(const std::string &name, const std::string &what, double bar,
                                const DenseCase &dense)
{
    constexpr int kSteps = 2;
    EngineSteps engine(dense);
    ProductSteps products(dense);
    Medians medians = mediansOf(
        15, [&] { return engine.seconds(kSteps); }, [&] { return products.seconds(kSteps); });
    medians.work /= kSteps;
    medians.yardstick /= kSteps;
    return {name, medians.work / medians.yardstick, bar, "ratio",
            "processor time of a training step of " + what +
                ", over its matrix products alone on as many threads: " + pairText(medians) +
                ", medians of 15"};
}

// Of 2 to 4 workers and two sizes, the one that does worst.
core::BenchResult benchAllReduce()
{
    constexpr double kShareOfMemcpy = 0.6;
    core::BenchResult worst = {"all_reduce_over_memcpy", 0, 1 / kShareOfMemcpy, "ratio", {}};
    for (const int workers : {2, 3, 4}) {
        for (const std::size_t megabytes : {std::size_t{1}, std::size_t{4}}) {
            const int times = static_cast<int>(32 / megabytes);
            AllReduces allReduces(workers, megabytes << 20U);
            core::live::CopiesAround copies(workers, megabytes << 20U);
            Medians medians = mediansOf(
                11, [&] { return allReduces.seconds(times); },
                [&] { return secondsToCopy(copies, times); });
            medians.work /= times;
            medians.yardstick /= times;
            const double ratio = medians.work / medians.yardstick;
            if (ratio <= worst.value)
                continue;
            worst.value = ratio;
            worst.how = "processor time of a ring all-reduce, over memcpy of its messages between "
                        "the same threads; the worst of 2, 3 and 4 workers with 1 and 4 MB each: " +
                        std::to_string(workers) + " workers with " + std::to_string(megabytes) +
                        " MB, " + pairText(medians) + ", medians of 11";
        }
    }
    return worst;
}

core::BenchResult benchHandOff()
{
    const auto seconds = [](std::int64_t nanoseconds) {
        return static_cast<double>(nanoseconds) * 1e-9;
    };
    const Medians medians = mediansOf(
        15, [&] { return seconds(core::live::handOffTime()); },
        [&] { return seconds(core::live::wakeTime()); });
    return {"hand_off_over_wake", medians.work / medians.yardstick, 2, "ratio",
            "a message from one worker to another that waits for it, over waking a thread by a "
            "condition variable alone: " +
                pairText(medians) + ", medians of 15"};
}

core::BenchResult benchRecording()
{
    constexpr int kSteps = 100;
    EngineSteps engine({.sizes = {64, 256, 256, 256, 256, 256, 256, 256, 10},
                        .stages = 8,
                        .microBatches = 8,
                        .samples = 32});
    Medians medians = mediansOf(
        11, [&] { return secondsToRecord(engine.team().programs(), kSteps); },
        [&] { return engine.seconds(1); });
    medians.work /= kSteps;
    return {"recording_of_a_step", medians.work / medians.yardstick, 0.01, "ratio",
            "what 8 workers in turn write down of a step, over the step: " + pairText(medians) +
                ", medians of 11"};
}

// The processor time until a network knows the digits; endless if it does not come to that.
core::BenchResult benchDigits()
{
    constexpr int kSteps = 450;
    constexpr double kAccuracy = 0.95;
    core::Result<core::Scenario> scenario = core::loadScenario(
        "train-digits-1", {"training.micro_batch=64", "train.network.sizes=[64, 64, 64, 10]"});
    double accuracy = 0;
    const auto train = [&] {
        const auto session =
            core::live::Session::open(scenario.value(), core::live::nominalCalibration(), {});
        const double seconds = processorSecondsOf([&] {
            for (int step = 0; step < kSteps; ++step)
                (void)session.value()->step({});
        });
        accuracy = session.value()->testAnswers().value().accuracy();
        return accuracy < kAccuracy ? std::numeric_limits<double>::infinity() : seconds;
    };
    const double seconds = mediansOf(5, train, [] { return 1.0; }).work;
    return {"digits_to_95_percent", seconds, 1, "s",
            "processor time of 450 steps of 64 digits, dense layers 64-64-64-10, which then know " +
                core::figureOfNumber(100 * accuracy) + " % of the test samples; median of 5"};
}

// Each with the kernels that it trains with, which for the engine are those of the processor also
// where the library does not know that. It stays with them, so this comes last.
core::BenchResult benchNumpy()
{
    constexpr int kSteps = 50;
    constexpr double kTimesAsMany = 2;
    core::BenchResult result = {"live_step_over_numpy", {}, 1 / kTimesAsMany, "ratio", {}};
    NumpyPeer numpy;
    if (numpy.name().empty()) {
        result.how = "there is no python3 here whose numpy multiplies with OpenBLAS";
        return result;
    }
    core::live::useKernelsOfProcessor();
    EngineSteps engine(NumpyPeer::network());
    Medians medians = mediansOf(
        11, [&] { return engine.seconds(kSteps); }, [&] { return numpy.seconds(kSteps); });
    medians.work /= kSteps;
    medians.yardstick /= kSteps;
    result.value = medians.work / medians.yardstick;
    result.how = "processor time of a training step of dense layers 784-128-127-126-125-124-123-10"
                 " with 4 x 32 samples on the kernels " +
                 core::live::kernelsOfLibrary() + ", over that of the same in Python with " +
                 numpy.name() + ": " + pairText(medians) + ", medians of 11";
    return result;
}

} // namespace

std::vector<core::BenchResult> benchLive()
{
    const std::vector<int> wide = {784, 512, 512, 512, 10};
    const std::vector<int> deep = {64, 256, 256, 256, 256, 256, 256, 256, 10};
    return {benchProducts("live_step_over_products", "dense layers 784-3x512-10, 4 x 128 samples",
                          1.05, {.sizes = wide, .microBatches = 4, .samples = 128}),
            benchProducts("live_step_of_8_stages_over_products",
                          "dense layers 64-7x256-10 on 8 workers in turn, 8 x 32 samples", 1.15,
                          {.sizes = deep, .stages = 8, .microBatches = 8, .samples = 32}),
            benchProducts("live_step_of_4_replicas_over_products",
                          "dense layers 784-3x512-10 on 4 replicas with 128 samples each", 1.12,
                          {.sizes = wide, .replicas = 4, .microBatches = 1, .samples = 128}),
            benchAllReduce(),
            benchHandOff(),
            benchRecording(),
            benchDigits(),
            benchNumpy()};
}

} // namespace app
