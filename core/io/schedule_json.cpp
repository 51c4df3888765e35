// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_value.h"
#include "core/io/result_json.h"

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

JsonValue evaluationToJson(const EvaluatedCosts &evaluated)
{
    const Evaluation &evaluation = evaluated.evaluation;
    return {{"costs", costsToJson(evaluated.costs)},
            {"makespan", evaluation.makespan},
            {"busy", numbersToJson(evaluation.busy)},
            {"idle_fraction", numbersToJson(evaluation.idleFraction)},
            {"bubble_ratio", evaluation.bubbleRatio},
            {"max_span", evaluation.maxSpan},
            {"span_idle", numbersToJson(evaluation.spanIdle)}};
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
    json["peak_activations"] = {{"until_I", report.peaks.untilInput},
                                {"until_W", report.peaks.untilWeight},
                                {"half", numbersToJson(report.peaks.half)}};
    json["elapsed_s"] = {{"generate", jsonSeconds(report.generate)},
                         {"evaluate", jsonSeconds(report.evaluate)}};
    return jsonLine(json);
}

std::string scheduleToCsv(const ScheduleOrder &order)
{
    std::string text;
    for (const std::vector<Action> &actions : order.actions)
        text += actionsText(actions, ',') + '\n';
    return text;
}

} // namespace core
