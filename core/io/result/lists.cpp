// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/result/lists.h"

#include "core/base/text.h"
#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/scenario_names.h"
#include "core/presets/builtin_scenarios.h"
#include "core/presets/presets.h"
#include "core/schedule/schedule.h"

namespace core {
namespace {

// Follows what was not read from its source.
std::string mark(bool verified)
{
    return verified ? "" : " (not verified)";
}

// What is 0 where it is not published, or was never measured.
ListedItem::Value known(double value)
{
    return value > 0 ? ListedItem::Value(value) : nullptr;
}

std::vector<ListedItem> listModels()
{
    std::vector<ListedItem> items;
    for (const ModelSpec &model : modelPresets()) {
        const std::int64_t parameters = parameterCount(model);
        items.push_back({model.id,
                         model.title + ": " + figureOfParameters(parameters) + " parameters, " +
                             figureOfCount(model.layerCount()) + " layers" + mark(model.verified),
                         {{"title", model.title},
                          {"parameters", static_cast<double>(parameters)},
                          {"active_parameters", static_cast<double>(activeParameterCount(model))},
                          {"layers", static_cast<double>(model.layerCount())},
                          {"sequence", static_cast<double>(model.sequence)},
                          {"source", model.source},
                          {"verified", model.verified}}});
    }
    return items;
}

std::vector<ListedItem> listDevices()
{
    std::vector<ListedItem> items;
    for (const DeviceSpec &device : devicePresets()) {
        items.push_back({device.id,
                         device.title + ": " +
                             figureOfNumber(device.peakHalfFlops / kFlopsPerTflops) + " TFLOP/s, " +
                             figureOfRate(device.memoryBandwidth).text() + mark(device.verified),
                         {{"title", device.title},
                          {"memory_gb", static_cast<double>(device.memory.count) / kBytesPerGb},
                          {"peak_tflops", device.peakHalfFlops / kFlopsPerTflops},
                          {"single_tflops", known(device.peakSingleFlops / kFlopsPerTflops)},
                          {"tf32_tflops", known(device.peakTf32Flops / kFlopsPerTflops)},
                          {"fp8_tflops", known(device.peakFp8Flops / kFlopsPerTflops)},
                          {"measured_tflops", known(device.measuredFlops / kFlopsPerTflops)},
                          {"memory_gbps", device.memoryBandwidth / kBytesPerGb},
                          {"copy_gbps", known(device.copyBandwidth / kBytesPerGb)},
                          {"link", device.link},
                          {"multiprocessors", known(static_cast<double>(device.multiprocessors))},
                          {"source", device.source},
                          {"verified", device.verified}}});
    }
    return items;
}

std::vector<ListedItem> listLinks()
{
    std::vector<ListedItem> items;
    for (const LinkSpec &link : linkPresets()) {
        items.push_back(
            {link.id,
             link.title + ": " + figureOfRate(link.bandwidth).text() +
                 (link.sharedByNode ? " for each node, " : " for each device, ") +
                 figureOfShare(link.efficiency) + " of it achieved, " +
                 figureOf(link.latency).text() + mark(link.verified),
             {{"title", link.title},
              {"gbps", link.bandwidth / kBytesPerGb},
              {"efficiency", link.efficiency},
              {"reduction_gbps", known(link.reduction / kBytesPerGb)},
              {"latency_us", static_cast<double>(link.latency.count) / kNanosPerMicrosecond},
              {"shared_by_node", link.sharedByNode},
              {"source", link.source},
              {"verified", link.verified}}});
    }
    return items;
}

std::vector<ListedItem> listSchedules()
{
    std::vector<ListedItem> items;
    for (const ScheduleEntry &entry : schedules()) {
        items.push_back({std::string(entry.id),
                         std::string(entry.title) + ": " + std::string(entry.trade),
                         {{"title", std::string(entry.title)},
                          {"vector_name", std::string(entry.vectorName)},
                          {"trade", std::string(entry.trade)}}});
    }
    return items;
}

std::vector<ListedItem> listScenarios()
{
    std::vector<ListedItem> items;
    for (const BuiltinScenario &builtin : builtinScenarios()) {
        const Result<Scenario> scenario = scenarioFromJson(builtin.json, builtin.id);
        const std::string title = scenario ? scenario.value().title : scenario.error().message;
        items.push_back({std::string(builtin.id), title, {{"title", title}}});
    }
    return items;
}

JsonValue valueToJson(const ListedItem::Value &value)
{
    if (const bool *flag = std::get_if<bool>(&value))
        return *flag;
    if (const double *number = std::get_if<double>(&value))
        return *number;
    if (std::holds_alternative<std::nullptr_t>(value))
        return nullptr;
    return std::get<std::string>(value);
}

} // namespace

std::span<const Listing> listings()
{
    static constexpr Listing table[] = {{"models", listModels},
                                        {"devices", listDevices},
                                        {"links", listLinks},
                                        {"schedules", listSchedules},
                                        {"scenarios", listScenarios}};
    return table;
}

std::string listToJson(const std::vector<ListedItem> &items)
{
    JsonValue list = JsonValue::Items{};
    for (const ListedItem &item : items) {
        JsonValue json = {{"id", item.id}};
        for (const auto &[name, value] : item.fields)
            json[name] = valueToJson(value);
        list.push_back(std::move(json));
    }
    return jsonText(list);
}

} // namespace core
