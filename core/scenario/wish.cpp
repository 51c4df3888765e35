// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/wish.h"

#include "core/scenario/check.h"
#include "core/scenario/complete.h"
#include "core/scenario/edits.h"
#include "core/scenario/way_out.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

using Value = std::int64_t (*)(const Scenario &);

std::int64_t scheduleValue(const Scenario &scenario)
{
    const ScheduleEntry *entry = findSchedule(scenario.parallel.schedule);
    return entry ? entry - schedules().data() : -1;
}

std::int64_t faultsValue(const Scenario &scenario)
{
    return static_cast<std::int64_t>(scenario.faults.devices.size() + scenario.faults.links.size());
}

std::int64_t memoryLimitValue(const Scenario &scenario)
{
    return std::llround(scenario.parallel.memoryLimit * kMemoryLimitUnit);
}

// In the order of Setting.
constexpr Value kValues[kSettingCount] = {
    [](const Scenario &s) { return static_cast<std::int64_t>(strategyOf(s)); },
    [](const Scenario &s) { return std::int64_t{s.cluster.devices}; },
    [](const Scenario &s) { return std::int64_t{s.parallel.tensor}; },
    [](const Scenario &s) { return std::int64_t{s.parallel.pipeline}; },
    [](const Scenario &s) { return std::int64_t{s.parallel.data}; },
    [](const Scenario &s) { return std::int64_t{s.parallel.context}; },
    [](const Scenario &s) { return std::int64_t{s.parallel.expert}; },
    [](const Scenario &s) { return static_cast<std::int64_t>(s.parallel.sharding); },
    scheduleValue,
    [](const Scenario &s) { return s.model.layerCount(); },
    [](const Scenario &s) { return s.training.globalBatch; },
    [](const Scenario &s) { return s.training.microBatch; },
    microBatchCount,
    [](const Scenario &s) { return std::int64_t{s.parallel.chunks}; },
    [](const Scenario &s) { return std::int64_t{s.parallel.group}; },
    memoryLimitValue,
    [](const Scenario &s) { return static_cast<std::int64_t>(s.parallel.partition.size()); },
    [](const Scenario &s) { return static_cast<std::int64_t>(s.parallel.placement.size()); },
    faultsValue};

Setting settingOf(BatchPart part)
{
    constexpr Setting settings[] = {Setting::GlobalBatch, Setting::MicroBatch,
                                    Setting::MicroBatches};
    return settings[static_cast<std::size_t>(part)];
}

// Which part of the batch follows once one is asked for: the same as before if possible.
BatchPart followsBeside(BatchPart follows, Setting setting)
{
    if (setting != settingOf(follows))
        return follows;
    return follows == BatchPart::Count ? BatchPart::MicroBatch : BatchPart::Count;
}

void append(Wish &wish, Setting setting, std::int64_t value, std::int64_t shown)
{
    Ask ask = {.setting = setting, .value = value, .shown = shown, .followed = wish.follows};
    const auto same = std::ranges::find(wish.asks, setting, &Ask::setting);
    if (same != wish.asks.end()) {
        ask.place = static_cast<std::size_t>(same - wish.asks.begin());
        ask.earlier = {*same};
        ask.earlier.front().earlier.clear();
        wish.asks.erase(same);
    }
    wish.asks.push_back(std::move(ask));
}

// A part of the base that is not as the scenario shows it follows from what was asked for: it stays
// unless the change was about it.
template <class Part>
void stays(Part &base, const Part &kept, const Part &before, const Part &after)
{
    if (before == after)
        base = kept;
}

// Everything that no ask is about.
void takeOver(Scenario &base, const Scenario &before, const Scenario &after)
{
    const Scenario kept = base;
    base = after;
    base.cluster.devices = kept.cluster.devices;
    base.training.globalBatch = kept.training.globalBatch;
    base.training.microBatch = kept.training.microBatch;
    ParallelSpec &parallel = base.parallel;
    const ParallelSpec &was = kept.parallel;
    for (int ParallelSpec::*degree :
         {&ParallelSpec::data, &ParallelSpec::tensor, &ParallelSpec::pipeline,
          &ParallelSpec::context, &ParallelSpec::expert})
        parallel.*degree = was.*degree;
    parallel.sharding = was.sharding;
    parallel.framework = was.framework;
    parallel.schedule = was.schedule;
    parallel.own = was.own;
    parallel.chunks = was.chunks;
    parallel.group = was.group;
    parallel.memoryLimit = was.memoryLimit;
    const ParallelSpec &from = before.parallel;
    const ParallelSpec &to = after.parallel;
    stays(base.model, kept.model, before.model, after.model);
    stays(base.faults, kept.faults, before.faults, after.faults);
    stays(parallel.sequenceParallel, was.sequenceParallel, from.sequenceParallel,
          to.sequenceParallel);
    stays(parallel.partition, was.partition, from.partition, to.partition);
    stays(parallel.placement, was.placement, from.placement, to.placement);
}

} // namespace

std::int64_t valueOf(Setting setting, const Scenario &scenario)
{
    return kValues[static_cast<std::size_t>(setting)](scenario);
}

Wish wishFor(Scenario base, BatchPart follows)
{
    return {.base = std::move(base), .asks = {}, .follows = follows};
}

Wish takenBack(Wish wish)
{
    if (wish.asks.empty())
        return wish;
    Ask last = std::move(wish.asks.back());
    wish.asks.pop_back();
    wish.follows = last.followed;
    if (!last.earlier.empty())
        wish.asks.insert(wish.asks.begin() + static_cast<std::ptrdiff_t>(last.place),
                         std::move(last.earlier.front()));
    return wish;
}

Range rangeOf(Setting setting, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    const std::int64_t layers = scenario.model.layerCount();
    const std::int64_t each =
        static_cast<std::int64_t>(groupSize(scenario.parallel)) * scenario.parallel.pipeline;
    const std::int64_t replicas = scenario.parallel.data;
    // In the order of Setting; what is a choice of its own has as many values as rows.
    const std::int64_t most[kSettingCount] = {
        static_cast<std::int64_t>(Strategy::Hybrid),
        kMaxDevices,
        spec ? spec->heads : widthOfPartners(scenario),
        std::min<std::int64_t>(layers, kMaxDevices),
        kMaxDevices / each,
        spec ? std::min<std::int64_t>(scenario.training.sequence, kMaxDevices) : 1,
        spec ? std::max<std::int64_t>(1, spec->experts) : 1,
        static_cast<std::int64_t>(Sharding::Zero3),
        static_cast<std::int64_t>(schedules().size()) - 1,
        scenario.train ? kMostNetworkLayers : kMaxLayers,
        kMaxSamples,
        kMaxSamples / replicas,
        kMaxSamples / replicas,
        std::min<std::int64_t>(layers, kMaxDevices),
        kMaxSamples,
        kMaxSamples * kMemoryLimitUnit};
    const bool isChoice =
        setting == Setting::Split || setting == Setting::Sharding || setting == Setting::Schedule;
    const bool hasRule = setting == Setting::Group || setting == Setting::MemoryLimit;
    return {isChoice || hasRule ? 0 : 1, most[static_cast<std::size_t>(setting)]};
}

bool canBe(const Wish &wish, Setting setting, std::int64_t value)
{
    const Range range = rangeOf(setting, complete(wish).scenario);
    return value >= range.least && value <= range.most &&
           valueOf(setting, complete(asking(wish, setting, value)).scenario) == value;
}

Wish asking(const Wish &wish, Setting setting, std::int64_t value)
{
    Wish next = wish;
    // While one control is moved, its intermediate values leave no trace.
    if (!next.asks.empty() && next.asks.back().setting == setting)
        next = takenBack(std::move(next));
    const Scenario before = complete(next).scenario;
    const std::int64_t shown = valueOf(setting, before);
    // A split that became another one was not asked for itself: asking for that one goes back.
    const auto asked = std::ranges::find(next.asks, setting, &Ask::setting);
    const bool becameIt =
        setting == Setting::Split && asked != next.asks.end() && asked->value != value;
    if (value == shown && !becameIt)
        return next;
    // What the base has is not asked for again, unless something else prevents it.
    Wish without = next;
    std::erase_if(without.asks, [setting](const Ask &ask) { return ask.setting == setting; });
    const bool isBase = without.asks.size() < next.asks.size() &&
                        value == valueOf(setting, wish.base) &&
                        valueOf(setting, complete(without).scenario) == value;
    append(next, setting, value, shown);
    next.asks.back().isBase = isBase;
    if (!isBase)
        next.follows = followsBeside(next.follows, setting);
    return next;
}

Wish following(const Wish &wish, BatchPart part)
{
    if (wish.follows == part)
        return wish;
    Wish next = wish;
    const Scenario now = complete(wish).scenario;
    next.follows = part; // also when another value is asked for in place of what is kept below
    // From now on the displayed value is kept.
    for (const BatchPart held : {BatchPart::Global, BatchPart::MicroBatch, BatchPart::Count}) {
        const Setting setting = settingOf(held);
        if (held == part)
            continue;
        const auto asked = std::ranges::find(next.asks, setting, &Ask::setting);
        const std::int64_t value =
            asked != next.asks.end() ? asked->value : valueOf(setting, next.base);
        if (value != valueOf(setting, now))
            append(next, setting, valueOf(setting, now), value);
    }
    return next;
}

Wish changedTo(const Wish &wish, const Scenario &before, const Scenario &after)
{
    Wish next = wish;
    takeOver(next.base, before, after);
    // An option that was chosen is asked for: another schedule may not know it, and gives it back.
    for (const Setting option : {Setting::Chunks, Setting::Group, Setting::MemoryLimit}) {
        if (valueOf(option, before) != valueOf(option, after))
            next = asking(next, option, valueOf(option, after));
    }
    const auto untitled = [](Scenario scenario) {
        scenario.title.clear();
        return scenario;
    };
    const Scenario follows = untitled(complete(next).scenario);
    if (follows == untitled(after))
        return next;
    // Another model may need other degrees than it would have alone.
    if (!(before.model == after.model) &&
        untitled(withModel(before, after.model)) == untitled(after))
        return next;
    return wishFor(after, wish.follows);
}

std::vector<GaveWay> gaveWay(const Scenario &before, const Answer &after, Setting moved)
{
    using enum Setting;
    // What was held comes first, what only follows last: replicas, where devices are asked for.
    std::vector<Setting> order = {Schedule, Sharding, GlobalBatch, Tensor,     Pipeline,
                                  Context,  Expert,   Data,        MicroBatch, MicroBatches,
                                  Split,    Devices,  Partition,   Placement,  Faults};
    if (moved == Devices)
        std::rotate(std::ranges::find(order, Data), std::ranges::find(order, Data) + 1,
                    std::ranges::find(order, Devices));
    std::vector<GaveWay> all;
    for (const Setting setting : order) {
        const std::int64_t from = valueOf(setting, before);
        const std::int64_t to = valueOf(setting, after.scenario);
        if (setting == moved || from == to)
            continue;
        Reason reason = after.reasons[static_cast<std::size_t>(setting)];
        const bool isBatch = setting == MicroBatch || setting == MicroBatches;
        const bool isDegree = setting == Tensor || setting == Pipeline || setting == Data ||
                              setting == Context || setting == Expert;
        if (reason.because == Because::Nothing && isBatch &&
            before.training.globalBatch == after.scenario.training.globalBatch)
            reason = {Because::BatchStays, before.training.globalBatch};
        else if (reason.because == Because::Nothing && moved == Split)
            reason = {Because::SplitSets};
        else if (reason.because == Because::Nothing && isDegree)
            reason = {Because::DevicesAreUsed, after.scenario.cluster.devices};
        all.push_back({setting, from, to, reason});
    }
    return all;
}

} // namespace core
