// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/usual_axes.h"

#include "core/io/scenario/scenario_names.h"
#include "core/presets/presets.h"

#include <algorithm>
#include <optional>

namespace core {
namespace {

constexpr std::string_view kParameters[] = {
    "cluster.devices",       "parallel.split",    "parallel.pipeline",      "parallel.tensor",
    "parallel.data",         "parallel.context",  "parallel.expert",        "parallel.schedule",
    "parallel.chunks",       "parallel.sharding", "training.micro_batches", "training.micro_batch",
    "training.global_batch", "training.sequence", "training.recompute",     "training.precision",
    "model.layers",          "cluster.device",
};

// Those of schedules that say most beside each other, before the others.
constexpr std::string_view kKnownSchedules[] = {"gpipe", "1f1b", "interleaved", "zb-h1", "naive"};

// Two steps below the value, or from 1 where it is near, and as many above it as there is room for.
std::vector<std::string> doubled(std::int64_t value, std::int64_t highest, std::size_t most)
{
    constexpr int below = 2;
    if (value < 1) // nothing runs yet
        return {};
    const bool isNear = value < (std::int64_t{1} << std::min<std::size_t>(most, 32));
    std::int64_t first = value;
    for (int i = 0; first % 2 == 0 && (i < below || isNear); ++i)
        first /= 2;
    std::vector<std::string> values;
    for (; first <= highest && values.size() < most; first *= 2)
        values.push_back(std::to_string(first));
    return values;
}

std::vector<std::string> schedulesFor(const Scenario &scenario, std::size_t most)
{
    std::vector<std::string> ids = {scenario.parallel.schedule};
    const auto add = [&](std::string_view id) {
        const ScheduleEntry *entry = findSchedule(id);
        if (ids.size() < most && entry && entry->family != ScheduleFamily::Asynchronous &&
            std::ranges::find(ids, id) == ids.end())
            ids.push_back(std::string(id));
    };
    if (!findSchedule(scenario.parallel.schedule))
        ids.clear();
    for (const std::string_view id : kKnownSchedules)
        add(id);
    for (const ScheduleEntry &entry : schedules())
        add(entry.id);
    return ids;
}

template <class T>
std::vector<std::string> idsOf(std::span<const NamedValue<T>> names)
{
    std::vector<std::string> ids;
    for (const NamedValue<T> &name : names)
        ids.push_back(std::string(name.id));
    return ids;
}

std::vector<std::string> devicesFor(const Scenario &scenario)
{
    std::vector<std::string> ids;
    for (const std::string_view id : {"v100-32g", "a100-80g", "h100-80g", "h200-141g", "b200-180g"})
        ids.push_back(std::string(id));
    const std::string &own = scenario.cluster.device.id;
    if (findDevice(own) && std::ranges::find(ids, own) == ids.end())
        ids.front() = own;
    return ids;
}

std::vector<std::string> namesFor(std::string_view path, const Scenario &scenario, std::size_t most)
{
    const bool isTransformer = scenario.model.transformer() != nullptr;
    if (path == "parallel.schedule")
        return schedulesFor(scenario, most);
    if (path == "training.recompute")
        return isTransformer ? idsOf<Recompute>(kRecomputeNames) : std::vector<std::string>();
    if (path == "parallel.split" && strategyOf(scenario) == Strategy::Hybrid)
        return {}; // its degrees say more
    if (path == "training.precision")
        return isTransformer ? std::vector<std::string>{"bf16", "fp32", "fp8"}
                             : std::vector<std::string>();
    if (path == "cluster.device")
        return isTransformer ? devicesFor(scenario) : std::vector<std::string>();
    const SweptSetting *swept = findSweptSetting(path);
    std::vector<std::string> names;
    for (const std::string_view name :
         swept ? sweptNames(swept->setting) : std::vector<std::string_view>())
        names.push_back(std::string(name));
    return names;
}

// What the scenario has of a number, and the most that can be asked for; nothing: it has none.
struct Number
{
    std::int64_t value = 1;
    std::int64_t highest = 1;
};
std::optional<Number> numberOf(std::string_view path, const Scenario &scenario)
{
    constexpr std::int64_t longest = 1 << 20;
    if (path == "training.sequence")
        return scenario.model.transformer()
                   ? std::optional(Number{scenario.training.sequence, longest})
                   : std::nullopt;
    const SweptSetting *swept = findSweptSetting(path);
    if (!swept || !sweptNames(swept->setting).empty())
        return {};
    const bool dividesBatch =
        swept->setting == Setting::MicroBatch || swept->setting == Setting::MicroBatches;
    return Number{valueOf(swept->setting, scenario), dividesBatch
                                                         ? scenario.training.globalBatch
                                                         : rangeOf(swept->setting, scenario).most};
}

} // namespace

std::span<const std::string_view> sweepParameters()
{
    return kParameters;
}

SweepAxis usualAxis(std::string_view path, const Scenario &scenario, std::size_t most)
{
    SweepAxis axis = {.path = std::string(path), .values = {}};
    const std::optional<Number> number = numberOf(path, scenario);
    axis.values =
        number ? doubled(number->value, number->highest, most) : namesFor(path, scenario, most);
    if (axis.values.size() > most)
        axis.values.resize(most);
    return axis;
}

} // namespace core
