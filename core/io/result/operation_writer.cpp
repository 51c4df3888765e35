// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/result/operation_writer.h"

#include "core/base/printable.h"
#include "core/io/json/json_value.h"
#include "core/io/result/event_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace core {
namespace {

// A field of a line: what it is called, and its value, if it has a meaning there. Both formats
// write these.
struct Field
{
    std::string_view name;
    std::optional<JsonValue> (*value)(const StageOperation &row, const Snapshot &snapshot);
};

template <class T>
std::optional<JsonValue> when(bool has, T value)
{
    return has ? std::optional(JsonValue(value)) : std::nullopt;
}

bool isCollective(const StageOperation &row)
{
    return row.operation.kind() == OperationKind::Collective;
}

// The parties of some are not the business of a visit: those of sharded layers, a hand-over.
bool hasParties(const StageOperation &row)
{
    return isCollective(row) && row.operation.way.devices > 1;
}

std::string tileText(const Operation &operation)
{
    return std::to_string(operation.tileRows) + 'x' + std::to_string(operation.tileColumns);
}

constexpr std::array<Field, 23> kFields = {{
    {"kind", [](const StageOperation &row,
                const Snapshot &) { return when(true, idOf(row.operation.kind())); }},
    {"operation", [](const StageOperation &row,
                     const Snapshot &) { return when(true, titleOf(row.operation.name).id); }},
    {"layers",
     [](const StageOperation &row, const Snapshot &snapshot) {
         return when(row.firstLayer >= 0, layersOf(row, snapshot.plan));
     }},
    {"gradient", // that it makes in a backward pass
     [](const StageOperation &row, const Snapshot &) {
         const LayerPass pass = row.operation.pass;
         return when(row.firstLayer >= 0 && (pass == LayerPass::Input || pass == LayerPass::Weight),
                     pass == LayerPass::Input ? "input" : "weights");
     }},
    {"count",
     [](const StageOperation &row, const Snapshot &) { return when(true, row.operation.count); }},
    {"m", [](const StageOperation &row,
             const Snapshot &) { return when(row.operation.shape.m > 0, row.operation.shape.m); }},
    {"n", [](const StageOperation &row,
             const Snapshot &) { return when(row.operation.shape.m > 0, row.operation.shape.n); }},
    {"k", [](const StageOperation &row,
             const Snapshot &) { return when(row.operation.shape.m > 0, row.operation.shape.k); }},
    {"batch",
     [](const StageOperation &row, const Snapshot &) {
         return when(row.operation.shape.m > 0, row.operation.shape.batch);
     }},
    {"flops", [](const StageOperation &row,
                 const Snapshot &) { return when(row.operation.flops > 0, row.operation.flops); }},
    {"bytes", [](const StageOperation &row,
                 const Snapshot &) { return when(row.operation.bytes > 0, row.operation.bytes); }},
    {"flop_per_byte",
     [](const StageOperation &row, const Snapshot &) {
         return when(row.operation.intensity() > 0, row.operation.intensity());
     }},
    {"tiles", [](const StageOperation &row,
                 const Snapshot &) { return when(row.operation.tiles > 0, row.operation.tiles); }},
    {"tile",
     [](const StageOperation &row, const Snapshot &) {
         return when(row.operation.tiles > 0, tileText(row.operation));
     }},
    {"reached_of_peak",
     [](const StageOperation &row, const Snapshot &snapshot) {
         return when(row.operation.flops > 0, reachedOfPeak(row.operation, snapshot.scenario));
     }},
    {"reached_of_bandwidth",
     [](const StageOperation &row, const Snapshot &snapshot) {
         const double share = reachedOfBandwidth(row.operation, snapshot.scenario);
         return when(share > 0, share);
     }},
    {"way",
     [](const StageOperation &row, const Snapshot &) {
         return when(isCollective(row) && row.operation.name != OperationName::HandOver,
                     wayOf(row.operation.way));
     }},
    {"devices", [](const StageOperation &row,
                   const Snapshot &) { return when(hasParties(row), row.operation.way.devices); }},
    {"nodes", [](const StageOperation &row,
                 const Snapshot &) { return when(hasParties(row), row.operation.way.nodes); }},
    {"latency_s",
     [](const StageOperation &row, const Snapshot &) {
         return when(row.operation.way.latency > 0, row.operation.way.latency);
     }},
    {"carrying_s",
     [](const StageOperation &row, const Snapshot &) {
         return when(row.operation.way.latency > 0, row.operation.carrying());
     }},
    {"hidden_s",
     [](const StageOperation &row, const Snapshot &) {
         return row.hidden > Nanos{} ? std::optional(jsonSeconds(row.hidden)) : std::nullopt;
     }},
    {"time_s", [](const StageOperation &row,
                  const Snapshot &) { return std::optional(jsonSeconds(row.time)); }},
}};

// Numbers with nine digits, which is what a share or a count can be asked for.
std::string cellText(const JsonValue &value)
{
    std::array<char, 32> text = {};
    if (const auto *number = std::get_if<double>(&value.value()))
        std::snprintf(text.data(), text.size(), "%.9g", *number);
    else if (const auto *whole = std::get_if<std::int64_t>(&value.value()))
        return std::to_string(*whole);
    else if (const auto *words = std::get_if<std::string>(&value.value()))
        return printable(*words);
    return text.data();
}

std::string quotedCell(const std::string &text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string lineOf(const StageCosts &costs, const StageOperation &row, const Snapshot &snapshot)
{
    std::string line = std::to_string(costs.stage) + ',' + std::string(eventKind(costs.kind)) + ',';
    for (const Field &field : kFields) {
        const std::optional<JsonValue> value = field.value(row, snapshot);
        if (field.name == "time_s")
            line += exactSeconds(row.time);
        else if (field.name == "hidden_s")
            line += value ? exactSeconds(row.hidden) : std::string();
        else if (value)
            line += quotedCell(cellText(*value));
        line += ',';
    }
    return line + exactSeconds(costs.total) + ',' + std::to_string(costs.visits) + '\n';
}

JsonValue visitOf(const StageCosts &costs, const Snapshot &snapshot)
{
    JsonValue::Items operations;
    for (const StageOperation &row : costs.rows) {
        JsonValue object;
        for (const Field &field : kFields) {
            if (const std::optional<JsonValue> value = field.value(row, snapshot))
                object[field.name] = *value;
        }
        operations.push_back(std::move(object));
    }
    return JsonValue{{"stage", costs.stage},
                     {"pass", eventKind(costs.kind)},
                     {"time_s", jsonSeconds(costs.total)},
                     {"visits", costs.visits},
                     {"operations", std::move(operations)}};
}

} // namespace

std::span<const OperationFormatName> operationFormats()
{
    static constexpr OperationFormatName table[] = {{"csv", OperationFormat::Csv},
                                                    {"json", OperationFormat::Json}};
    return table;
}

OperationFormat operationFormatOf(std::string_view path)
{
    return path.ends_with(".json") ? OperationFormat::Json : OperationFormat::Csv;
}

std::string operationsToCsv(const std::vector<StageCosts> &costs, const Snapshot &snapshot)
{
    std::string text = "stage,pass,";
    for (const Field &field : kFields)
        text += std::string(field.name) + ',';
    text += "visit_s,visits\n";
    for (const StageCosts &each : costs) {
        for (const StageOperation &row : each.rows)
            text += lineOf(each, row, snapshot);
    }
    return text;
}

std::string operationsToJson(const std::vector<StageCosts> &costs, const Snapshot &snapshot)
{
    const DeviceSpec &device = snapshot.scenario.cluster.device;
    JsonValue::Items visits;
    for (const StageCosts &each : costs)
        visits.push_back(visitOf(each, snapshot));
    const JsonValue document = {
        {"format", "parallarium-operations/1"},
        {"device",
         JsonValue{{"id", device.id},
                   {"peak_flops", peakFlops(snapshot.scenario)},
                   {"peak_fp8_flops",
                    device.peakFp8Flops > 0 ? JsonValue(device.peakFp8Flops) : JsonValue(nullptr)},
                   {"memory_bytes_per_s", device.memoryBandwidth}}},
        {"visits", std::move(visits)}};
    return jsonText(document);
}

Written writeOperations(FileWriter &writer, const Snapshot &snapshot, OperationFormat format)
{
    const std::vector<StageCosts> costs = allStageCosts(snapshot);
    return writer.write(format == OperationFormat::Csv ? operationsToCsv(costs, snapshot)
                                                       : operationsToJson(costs, snapshot));
}

} // namespace core
