// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/schedule/schedule_json.h"

#include "core/io/schedule/schedule_json_parts.h"

namespace core {
namespace {

JsonValue numbersToJson(const std::vector<double> &values)
{
    JsonValue list = JsonValue::Items{};
    for (const double value : values)
        list.push_back(value);
    return list;
}

// One number for all stages, or a list with one for each.
JsonValue costToJson(const std::vector<double> &perStage)
{
    return perStage.size() == 1 ? JsonValue(perStage.front()) : numbersToJson(perStage);
}

JsonValue costsToJson(const UnitCosts &costs)
{
    JsonValue json = {{"F", costToJson(costs.forward)},
                      {"I", costToJson(costs.input)},
                      {"W", costToJson(costs.weight)}};
    if (!costs.backward.empty())
        json["B"] = costToJson(costs.backward);
    json["comm"] = costToJson(costs.hop);
    json["pair"] = costs.pair == PairRule::Factor ? JsonValue(costs.pairFactor)
                   : costs.pair == PairRule::Max  ? JsonValue("max")
                                                  : JsonValue("sum");
    return json;
}

std::string vectorNameOf(const ScheduleOrder &order)
{
    const ScheduleEntry *entry = findSchedule(order.schedule);
    return std::string(entry ? entry->vectorName : std::string_view(order.schedule));
}

std::string idOf(const ScheduleOrder &order)
{
    return vectorNameOf(order) + "-p" + std::to_string(order.ranks) + "-m" +
           std::to_string(order.microBatches) + "-v" + std::to_string(order.chunks);
}

} // namespace

JsonValue evaluationToJson(const EvaluatedCosts &evaluated)
{
    const Evaluation &evaluation = evaluated.evaluation;
    JsonValue json;
    if (!evaluated.name.empty())
        json["name"] = evaluated.name;
    json["costs"] = costsToJson(evaluated.costs);
    json["makespan"] = evaluation.makespan;
    json["busy"] = numbersToJson(evaluation.busy);
    json["idle_fraction"] = numbersToJson(evaluation.idleFraction);
    json["bubble_ratio"] = evaluation.bubbleRatio;
    json["max_span"] = evaluation.maxSpan;
    json["span_idle"] = numbersToJson(evaluation.spanIdle);
    return json;
}

JsonValue peaksToJson(const PeakActivations &peaks)
{
    return {{"until_I", peaks.untilInput},
            {"until_W", peaks.untilWeight},
            {"half", numbersToJson(peaks.half)}};
}

std::string scheduleToJson(const ScheduleReport &report)
{
    const ScheduleOrder &order = report.order;
    JsonValue json = {{"schema", "pp-vector/1"},         {"id", idOf(order)},
                      {"schedule", vectorNameOf(order)}, {"p", order.ranks},
                      {"m", order.microBatches},         {"v", order.chunks},
                      {"stages", order.stages},          {"routes", order.routes}};
    if (!order.routeOf.empty())
        json["mb_route"] = order.routeOf;
    JsonValue &ranks = json["ranks"] = JsonValue::Items{};
    for (const std::vector<Action> &actions : order.actions)
        ranks.push_back(actionsText(actions, ' '));
    JsonValue &evaluations = json["eval"] = JsonValue::Items{};
    for (const EvaluatedCosts &evaluated : report.evaluations)
        evaluations.push_back(evaluationToJson(evaluated));
    json["peak_activations"] = peaksToJson(report.peaks);
    if (!order.notes.empty())
        json["notes"] = order.notes;
    json["elapsed_s"] = {{"generate", jsonSeconds(report.generate)},
                         {"evaluate", jsonSeconds(report.evaluate)}};
    return jsonLine(json);
}

// torch names the kind of a pair after it.
std::string scheduleToCsv(const ScheduleOrder &order)
{
    std::string text;
    for (const std::vector<Action> &actions : order.actions) {
        for (const char c : actionsText(actions, ',')) {
            text += c;
            if (c == ')')
                text += "OVERLAP_F_B";
        }
        text += '\n';
    }
    return text;
}

} // namespace core
