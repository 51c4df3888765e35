// SPDX-License-Identifier: GPL-3.0-or-later
// Optimizer states, gradients and weights sharded over the copies of the model (ZeRO).
#include "core/advice/share_states.h"
#include "core/scenario/check.h"
#include "core/scenario/constraints.h"
#include "core/scenario/edits.h"

#include <algorithm>
#include <functional>

namespace core {
namespace {

constexpr double kDearer = 1.05; // a step that much longer is not worth the memory it frees
constexpr std::size_t kMostLayouts = 64;

std::int64_t copiesOf(const Scenario &scenario)
{
    return static_cast<std::int64_t>(scenario.parallel.data) * scenario.parallel.context;
}

// A higher ZeRO stage, or the same over more GPUs. Of those that fit, the one that needs least,
// unless its step is much longer than the fastest.
std::optional<Remedy> bestSharing(Scenario layout, const Scenario &now, Search &search)
{
    std::vector<Remedy> ways;
    for (const Sharding wanted : {Sharding::Zero1, Sharding::Zero2, Sharding::Zero3}) {
        const bool isNew = wanted > now.parallel.sharding || sharersOf(layout) > sharersOf(now);
        if (wanted < now.parallel.sharding || !isNew || search.isOver())
            continue;
        shareStates(layout.parallel, wanted);
        if (now.parallel.framework == Framework::PyTorch)
            layout.parallel.framework = Framework::PyTorch; // it was asked for
        if (std::optional<Remedy> remedy = planned(RemedyKind::ShareStates, layout, search))
            ways.push_back(std::move(*remedy));
    }
    if (ways.empty())
        return std::nullopt;
    std::ranges::stable_sort(ways, {}, &Remedy::need);
    std::erase_if(ways, [&ways](const Remedy &way) { return ways.front().fits && !way.fits; });
    if (!ways.front().fits || ways.size() == 1)
        return ways.front();
    for (Remedy &way : ways)
        way.step = stepWithEnoughMemory(withFewMicroBatches(way.scenario), search.stop);
    const auto ends = [](const Remedy &way) { return way.step.count > 0; };
    if (std::ranges::any_of(ways, ends)) // one that cannot be run is not the fastest
        std::erase_if(ways, std::not_fn(ends));
    const Nanos fastest = std::ranges::min_element(ways, {}, &Remedy::step)->step;
    const double limit = kDearer * static_cast<double>(fastest.count);
    return *std::ranges::find_if(
        ways, [limit](const Remedy &way) { return static_cast<double>(way.step.count) <= limit; });
}

// How many samples a micro-batch may have, from as many as now to fewer.
std::vector<std::int64_t> pieces(const Scenario &layout)
{
    std::vector<std::int64_t> sizes;
    const std::int64_t each = layout.training.globalBatch / layout.parallel.data;
    std::int64_t size = layout.training.microBatch;
    while (size >= 1 && sizes.size() < kMostLayouts) {
        size = divisorUpTo(each, size);
        sizes.push_back(size);
        size /= 2;
    }
    return sizes;
}

// Sharding alone, then with smaller micro-batches, then with recomputation as well.
enum class Besides : std::uint8_t { Nothing, SmallerMicroBatches, Recomputing };

std::optional<Remedy> fitting(Scenario layout, const Scenario &now, Besides besides, Search &search)
{
    if (besides == Besides::Recomputing)
        layout.training.recompute = Recompute::Full;
    for (const std::int64_t size : pieces(layout)) {
        layout.training.microBatch = size;
        if (search.isOver())
            break;
        std::optional<Remedy> remedy = bestSharing(layout, now, search);
        if (remedy && remedy->fits)
            return remedy;
        if (besides == Besides::Nothing)
            break;
    }
    return std::nullopt;
}

Scenario regrouped(Scenario scenario, int tensor, int pipeline)
{
    const TrainingSpec before = scenario.training;
    if (pipeline == 1)
        scenario = withSchedule(std::move(scenario), ParallelSpec().schedule);
    scenario = withPipeline(withTensor(std::move(scenario), tensor), pipeline);
    keepBatch(scenario, before, before.microBatch);
    return scenario;
}

// The same layout with larger groups that divide the states, the smallest first.
std::vector<Scenario> largerGroups(const Scenario &now)
{
    std::vector<Scenario> layouts;
    if (!sharesInGroups(now))
        return layouts;
    for (const std::int64_t group : divisorsOf(copiesOf(now))) {
        if (group <= sharersOf(now))
            continue;
        Scenario larger = now;
        larger.parallel.shardingGroup = group == copiesOf(now) ? 0 : static_cast<int>(group);
        layouts.push_back(std::move(larger));
    }
    return layouts;
}

// On the existing devices: the current layout if it has copies, and with larger groups of them,
// then fewer stages and tensor partners for more copies; the nearest first.
std::vector<Scenario> layoutsHere(const Scenario &now)
{
    std::vector<Scenario> layouts = largerGroups(now);
    if (copiesOf(now) > 1)
        layouts.insert(layouts.begin(), now);
    const std::size_t first = layouts.size();
    for (const std::int64_t tensor : divisorsOf(now.parallel.tensor)) {
        for (const std::int64_t pipeline : divisorsOf(now.parallel.pipeline)) {
            if (tensor == now.parallel.tensor && pipeline == now.parallel.pipeline)
                continue;
            Scenario other = regrouped(now, static_cast<int>(tensor), static_cast<int>(pipeline));
            if (other.cluster.devices == now.cluster.devices &&
                other.training.globalBatch == now.training.globalBatch &&
                copiesOf(other) > copiesOf(now))
                layouts.push_back(std::move(other));
        }
    }
    std::stable_sort(
        layouts.begin() + static_cast<std::ptrdiff_t>(first), layouts.end(),
        [](const Scenario &a, const Scenario &b) { return copiesOf(a) < copiesOf(b); });
    layouts.resize(std::min(layouts.size(), kMostLayouts));
    return layouts;
}

// More copies than now on more devices, as many as divide the batch; the fewest first.
std::vector<Scenario> layoutsWithMore(const Scenario &now)
{
    std::vector<Scenario> layouts;
    const int each = groupSize(now.parallel) * now.parallel.pipeline;
    const std::int64_t most =
        std::min<std::int64_t>(now.training.globalBatch, deviceSteps().back() / each);
    for (std::int64_t data = now.parallel.data + 1; data <= most && layouts.size() < kMostLayouts;
         ++data) {
        if (now.training.globalBatch % data != 0)
            continue;
        Scenario more = now;
        more.parallel.data = static_cast<int>(data);
        more.cluster.devices = each * more.parallel.data;
        more.parallel.placement.clear();
        keepBatch(more, now.training, now.training.microBatch);
        layouts.push_back(std::move(more));
    }
    return layouts;
}

constexpr Besides kBesides[] = {Besides::Nothing, Besides::SmallerMicroBatches,
                                Besides::Recomputing};

} // namespace

std::optional<Remedy> shareStates(const Scenario &scenario, Search &search)
{
    // On the existing devices, the cheapest extra measure; otherwise as few more devices as needed.
    const std::vector<Scenario> here = layoutsHere(scenario);
    for (const Besides besides : kBesides) {
        for (const Scenario &layout : here) {
            if (std::optional<Remedy> remedy = fitting(layout, scenario, besides, search))
                return remedy;
        }
    }
    for (const Scenario &layout : layoutsWithMore(scenario)) {
        for (const Besides besides : kBesides) {
            if (std::optional<Remedy> remedy = fitting(layout, scenario, besides, search))
                return remedy;
        }
    }
    // What it leaves is reported as well.
    return copiesOf(scenario) > 1 ? bestSharing(scenario, scenario, search) : std::nullopt;
}

} // namespace core
