// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/sweep_files.h"

#include "core/base/text.h"
#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_value.h"

namespace core {
namespace {

constexpr std::string_view kStates[] = {"runs", "does_not_fit", "stops", "cannot_be"}; // PointState

std::string_view stateOf(const SweepPoint &point)
{
    return kStates[static_cast<std::size_t>(point.state)];
}

// RFC 4180; a sign that a spreadsheet would take for a formula cannot begin one of our texts.
std::string cell(const std::string &text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char sign : text)
        quoted += sign == '"' ? std::string("\"\"") : std::string(1, sign);
    return quoted + '"';
}

std::string joined(const std::vector<std::string> &sentences)
{
    std::string text;
    for (const std::string &sentence : sentences)
        text += (text.empty() ? "" : " ") + sentence;
    return text;
}

std::string csvHead(const SweepPlan &plan)
{
    std::string head;
    for (const SweepAxis &axis : plan.axes)
        head += cell(axis.path) + ',';
    head += "state,devices,global_batch";
    for (const SweepMetric &metric : sweepMetrics())
        head += ',' + std::string(metric.id) +
                (metric.unit.empty() ? "" : " [" + std::string(metric.unit) + ']');
    return head + ",reason,changed\n";
}

bool hasMemory(const SweepPoint &point)
{
    return point.state == PointState::Runs || point.state == PointState::DoesNotFit;
}

// What does not fit has no time, but a need of memory.
std::optional<double> written(const SweepMetric &metric, const SweepPoint &point,
                              const SweepReference &reference)
{
    if (point.state == PointState::DoesNotFit && metric.id == "memory")
        return static_cast<double>(point.figures.memory.count);
    return point.state == PointState::Runs ? metricOf(metric, point, reference) : std::nullopt;
}

std::string csvLine(const SweepResults &results, const SweepPoint &point,
                    const SweepReference &reference)
{
    std::string line;
    for (std::size_t axis = 0; axis < results.plan.axes.size(); ++axis)
        line += cell(results.plan.valueAt(axis, point.index)) + ',';
    line += stateOf(point);
    line += ',' + (hasMemory(point) ? std::to_string(point.figures.devices) : std::string());
    line += ',' + (hasMemory(point) ? std::to_string(point.figures.samples) : std::string());
    for (const SweepMetric &metric : sweepMetrics()) {
        const std::optional<double> value = written(metric, point, reference);
        line += ',' + (value ? plainNumber(*value) : std::string());
    }
    return line + ',' + cell(point.reason) + ',' + cell(joined(point.changed)) + '\n';
}

// Numbers as numbers.
JsonValue valueToJson(const SweepAxis &axis, std::size_t place)
{
    const std::optional<double> number = axis.number(place);
    return number ? JsonValue(*number) : JsonValue(axis.values[place]);
}

JsonValue axisToJson(const SweepAxis &axis)
{
    JsonValue::Items values;
    for (std::size_t place = 0; place < axis.values.size(); ++place)
        values.push_back(valueToJson(axis, place));
    return {{"path", axis.path}, {"values", JsonValue(std::move(values))}};
}

JsonValue pointToJson(const SweepResults &results, const SweepPoint &point,
                      const SweepReference &reference)
{
    JsonValue json = {};
    for (std::size_t axis = 0; axis < results.plan.axes.size(); ++axis)
        json["values"][results.plan.axes[axis].path] =
            valueToJson(results.plan.axes[axis], results.plan.placeAt(axis, point.index));
    json["state"] = stateOf(point);
    if (!point.reason.empty())
        json["reason"] = point.reason;
    if (!point.changed.empty())
        json["changed"] = JsonValue(point.changed);
    if (!hasMemory(point))
        return json;
    json["devices"] = point.figures.devices;
    json["global_batch"] = point.figures.samples;
    json["capacity"] = point.figures.capacity.count;
    for (const SweepMetric &metric : sweepMetrics()) {
        const std::optional<double> value = written(metric, point, reference);
        if (value || point.state == PointState::Runs)
            json[metric.id] = value ? JsonValue(*value) : JsonValue(nullptr);
    }
    return json;
}

} // namespace

std::string sweepToCsv(const SweepResults &results)
{
    const std::vector<SweepReference> references = referencesOf(results);
    std::string text = csvHead(results.plan);
    for (const std::optional<SweepPoint> &point : results.points) {
        if (point)
            text += csvLine(results, *point, references[results.plan.placeAt(1, point->index)]);
    }
    return text;
}

std::string sweepToJson(const SweepResults &results)
{
    const SweepPlan &plan = results.plan;
    JsonValue json = {{"format", "parallarium-sweep/1"},
                      {"scenario", jsonOf(plan.scenario, Detail::Everything)},
                      {"scaling", plan.scaling == Scaling::Strong ? "strong" : "weak"}};
    JsonValue::Items axes;
    for (const SweepAxis &axis : plan.axes)
        axes.push_back(axisToJson(axis));
    json["axes"] = JsonValue(std::move(axes));
    JsonValue units = {};
    for (const SweepMetric &metric : sweepMetrics())
        units[metric.id] = metric.unit;
    json["units"] = std::move(units);
    const std::vector<SweepReference> references = referencesOf(results);
    JsonValue::Items points;
    for (const std::optional<SweepPoint> &point : results.points) {
        if (point)
            points.push_back(
                pointToJson(results, *point, references[plan.placeAt(1, point->index)]));
    }
    json["points"] = JsonValue(std::move(points));
    return jsonText(json);
}

} // namespace core
