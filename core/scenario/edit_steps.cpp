// SPDX-License-Identifier: GPL-3.0-or-later
// Values that count sliders step through.
#include "core/scenario/edits.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::int64_t kMostMicroBatches = 1024;
constexpr std::int64_t kLargestBatchStep = 65536;

} // namespace

std::span<const int> deviceSteps()
{
    static constexpr int steps[] = {1,     2,     3,     4,     6,     8,     12,    16,   24,
                                    32,    48,    64,    96,    128,   192,   256,   384,  512,
                                    768,   1024,  1536,  2048,  3072,  4096,  6144,  8192, 12288,
                                    16384, 24576, 32768, 49152, 65536, 98304, 131072};
    return steps;
}

std::vector<std::int64_t> microBatchSteps(const Scenario &scenario)
{
    const std::int64_t most =
        std::min(kMostMicroBatches, scenario.training.globalBatch / scenario.parallel.data);
    std::vector<std::int64_t> steps;
    for (std::int64_t count = 1; count <= most; ++count) {
        if (scenario.training.globalBatch % (count * scenario.parallel.data) == 0)
            steps.push_back(count);
    }
    const std::int64_t now = microBatchCount(scenario);
    if (std::ranges::find(steps, now) == steps.end())
        steps.insert(std::ranges::lower_bound(steps, now), now);
    return steps;
}

std::vector<std::int64_t> globalBatchSteps(const Scenario &scenario)
{
    // One sample per micro-batch, then doubled: every step divides evenly.
    const std::int64_t parts =
        scenario.parallel.data * std::max<std::int64_t>(1, microBatchCount(scenario));
    std::vector<std::int64_t> steps;
    for (std::int64_t samples = parts; samples <= std::max(kLargestBatchStep, parts);
         samples *= 2) {
        steps.push_back(samples);
        if (samples % 2 == 0 && samples / 2 * 3 <= kLargestBatchStep && samples >= 2 * parts)
            steps.push_back(samples / 2 * 3);
    }
    const std::int64_t now = scenario.training.globalBatch;
    if (std::ranges::find(steps, now) == steps.end())
        steps.insert(std::ranges::lower_bound(steps, now), now);
    return steps;
}

} // namespace core
