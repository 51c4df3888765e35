// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/constraints.h"

#include "core/model/network_spec.h"
#include "core/scenario/edit_schedule.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace core {
namespace {

// What a degree must divide: the model's part of it, and the devices that are left for it.
std::int64_t wholeOf(const Scenario &scenario, Setting degree)
{
    const ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec *spec = scenario.model.transformer();
    const std::int64_t devices = scenario.cluster.devices;
    switch (degree) {
    case Setting::Tensor:
        return std::gcd(widthOfPartners(scenario), devices);
    case Setting::Pipeline:
        return devices / std::max(1, groupSize(parallel));
    case Setting::Context:
        return spec ? std::gcd(scenario.training.sequence, devices / std::max(1, parallel.tensor))
                    : 1;
    case Setting::Expert:
        return spec ? std::gcd(spec->experts,
                               static_cast<std::int64_t>(parallel.data) * parallel.context)
                    : 1;
    default:
        return 1;
    }
}

} // namespace

std::vector<std::int64_t> divisorsOf(std::int64_t whole)
{
    std::vector<std::int64_t> divisors;
    for (std::int64_t each = 1; each * each <= whole; ++each) {
        if (whole % each != 0)
            continue;
        divisors.push_back(each);
        if (each != whole / each)
            divisors.push_back(whole / each);
    }
    std::ranges::sort(divisors);
    return divisors;
}

std::int64_t nearestDivisor(std::int64_t whole, std::int64_t wanted)
{
    std::int64_t nearest = 1;
    const auto isNearer = [wanted, &nearest](std::int64_t divisor) {
        const std::int64_t apart = std::abs(divisor - wanted) - std::abs(nearest - wanted);
        return apart < 0 || (apart == 0 && divisor < nearest);
    };
    for (std::int64_t divisor = 1; divisor * divisor <= whole; ++divisor) {
        if (whole % divisor != 0)
            continue;
        for (const std::int64_t either : {divisor, whole / divisor}) {
            if (isNearer(either))
                nearest = either;
        }
    }
    return nearest;
}

std::int64_t nearestMultiple(std::int64_t value, std::int64_t step)
{
    return std::max<std::int64_t>(1, (value + step / 2) / step) * step;
}

int stagesWithoutLayers(const Scenario &scenario)
{
    return scenario.model.transformer() && scenario.parallel.chunks > 1 ? 2 : 0;
}

int leastLayers(const Scenario &scenario, std::size_t stage)
{
    const bool isEnd =
        stage == 0 || stage + 1 == static_cast<std::size_t>(stagesOf(scenario.parallel));
    return isEnd && stagesWithoutLayers(scenario) > 0 ? 0 : 1;
}

bool fillsStages(const Scenario &scenario)
{
    const std::vector<int> &partition = scenario.parallel.partition;
    bool fills = partition.size() == static_cast<std::size_t>(stagesOf(scenario.parallel));
    for (std::size_t stage = 0; fills && stage < partition.size(); ++stage)
        fills = partition[stage] >= leastLayers(scenario, stage);
    return fills;
}

std::int64_t widthOfMlp(const TransformerSpec &spec)
{
    return spec.experts > 1 && spec.denseLayers == 0 ? expertWidth(spec) : spec.ffn;
}

std::int64_t widthOfPartners(const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec)
        return scenario.train ? widthOfPartners(scenario.train->network) : 1;
    return std::gcd(spec->heads, widthOfMlp(*spec));
}

std::int64_t visitsOfMicroBatch(const Scenario &scenario)
{
    const ScheduleEntry *entry = findSchedule(scenario.parallel.schedule);
    const std::int64_t perStage = (!entry || entry->splitsBackward ? 3 : 2) +
                                  (scenario.training.recompute == Recompute::None ? 0 : 1);
    return perStage * stagesOf(scenario.parallel);
}

std::int64_t divisorUpTo(std::int64_t whole, std::int64_t limit)
{
    std::int64_t largest = 1;
    for (std::int64_t divisor = 1; divisor * divisor <= whole; ++divisor) {
        if (whole % divisor != 0)
            continue;
        for (const std::int64_t either : {divisor, whole / divisor}) {
            if (either <= limit)
                largest = std::max(largest, either);
        }
    }
    return largest;
}

std::int64_t divisorFrom(std::int64_t whole, std::int64_t limit)
{
    std::int64_t smallest = whole;
    for (std::int64_t divisor = 1; divisor * divisor <= whole; ++divisor) {
        if (whole % divisor != 0)
            continue;
        for (const std::int64_t either : {divisor, whole / divisor}) {
            if (either >= limit)
                smallest = std::min(smallest, either);
        }
    }
    return smallest;
}

std::int64_t mostRanks(const Scenario &scenario)
{
    const std::int64_t layers = std::max<std::int64_t>(1, scenario.model.layerCount());
    return std::max<std::int64_t>(1, layers / stagesPerRank(scenario.parallel));
}

std::int64_t ranksToFeed(const Scenario &scenario)
{
    return isPipelined(scenario) ? scenario.parallel.pipeline : 1;
}

std::vector<std::int64_t> degreesThatHold(const Scenario &scenario, Setting degree)
{
    const std::int64_t now = valueOf(degree, scenario);
    const Wish wish = wishFor(scenario);
    std::vector<std::int64_t> values;
    for (const std::int64_t value :
         divisorsOf(std::max<std::int64_t>(1, wholeOf(scenario, degree)))) {
        const Answer answer = complete(asking(wish, degree, value));
        if (value == now || (valueOf(degree, answer.scenario) == value &&
                             answer.scenario.cluster.devices == scenario.cluster.devices))
            values.push_back(value);
    }
    const auto place = std::ranges::lower_bound(values, now);
    if (place == values.end() || *place != now)
        values.insert(place, now);
    return values;
}

} // namespace core
