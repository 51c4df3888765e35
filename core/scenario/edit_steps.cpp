// SPDX-License-Identifier: GPL-3.0-or-later
// Values that count sliders step through.
#include "core/scenario/edits.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::int64_t kMostMicroBatches = 1024;
constexpr std::int64_t kLargestBatchStep = 65536;

std::vector<std::int64_t> withValue(std::vector<std::int64_t> steps, std::int64_t value)
{
    if (std::ranges::find(steps, value) == steps.end())
        steps.insert(std::ranges::lower_bound(steps, value), value);
    return steps;
}

// Parts of a replica's samples; if they hold none, any number.
std::vector<std::int64_t> partSteps(const Scenario &scenario, BatchPart follows, std::int64_t now)
{
    const std::int64_t samples = scenario.training.globalBatch / scenario.parallel.data;
    std::vector<std::int64_t> steps;
    if (follows == BatchPart::Global) {
        for (const int count : deviceSteps()) {
            if (count <= kMostMicroBatches)
                steps.push_back(count);
        }
        return withValue(std::move(steps), now);
    }
    for (std::int64_t count = 1; count <= std::min(kMostMicroBatches, samples); ++count) {
        if (samples % count == 0)
            steps.push_back(count);
    }
    return withValue(std::move(steps), now);
}

} // namespace

std::span<const int> deviceSteps()
{
    static constexpr int steps[] = {1,     2,     3,     4,     6,     8,     12,    16,   24,
                                    32,    48,    64,    96,    128,   192,   256,   384,  512,
                                    768,   1024,  1536,  2048,  3072,  4096,  6144,  8192, 12288,
                                    16384, 24576, 32768, 49152, 65536, 98304, 131072};
    return steps;
}

std::vector<std::int64_t> microBatchSteps(const Scenario &scenario, BatchPart follows)
{
    return partSteps(scenario, follows, microBatchCount(scenario));
}

std::vector<std::int64_t> microBatchSizeSteps(const Scenario &scenario, BatchPart follows)
{
    return partSteps(scenario, follows, scenario.training.microBatch);
}

std::vector<std::int64_t> globalBatchSteps(const Scenario &scenario, BatchPart follows)
{
    const std::int64_t held =
        follows == BatchPart::MicroBatch ? microBatchCount(scenario) : scenario.training.microBatch;
    const std::int64_t parts = scenario.parallel.data * std::max<std::int64_t>(1, held);
    std::vector<std::int64_t> steps;
    for (const int count : deviceSteps()) {
        if (steps.empty() || parts * count <= kLargestBatchStep)
            steps.push_back(parts * count);
    }
    return withValue(std::move(steps), scenario.training.globalBatch);
}

std::vector<std::int64_t> replicaSteps(const Scenario &scenario, BatchPart follows)
{
    const std::int64_t each =
        static_cast<std::int64_t>(groupSize(scenario.parallel)) * scenario.parallel.pipeline;
    const std::int64_t batch = scenario.training.globalBatch;
    std::vector<std::int64_t> steps;
    for (const int count : deviceSteps()) {
        const bool shares = follows == BatchPart::Global || count > batch || batch % count == 0;
        if (shares && each * count <= deviceSteps().back())
            steps.push_back(count);
    }
    return withValue(std::move(steps), scenario.parallel.data);
}

} // namespace core
