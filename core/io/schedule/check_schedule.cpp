// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/schedule/check_schedule.h"

#include "core/base/text.h"
#include "core/io/schedule/schedule_json_parts.h"

#include <algorithm>

namespace core {
namespace {

void complain(CheckedSchedule &checked, CheckedSchedule::Complaint complaint)
{
    ++checked.complaintCount;
    checked.complaints.push_back(std::move(complaint));
}

void takeErrors(CheckedSchedule &checked, const OrderErrors &errors, bool isCsv)
{
    for (const OrderError &error : errors.listed)
        checked.complaints.push_back({codeOf(error.fault), error.rank, error.position,
                                      checked.line + (isCsv ? std::max(0, error.rank) : 0),
                                      error.message});
    checked.complaintCount += errors.count;
}

std::string placeText(const CheckedSchedule &checked, int line)
{
    return checked.path + ':' + std::to_string(line) + ": ";
}

std::string validText(const CheckedSchedule &checked)
{
    const ScheduleOrder &order = checked.order;
    std::string text =
        checked.id + ": valid. " + checked.recognition.sentence + ' ' + figureOfCount(order.ranks) +
        (order.ranks == 1 ? " rank, " : " ranks, ") + figureOfCount(order.stages) +
        (order.stages == 1 ? " stage, " : " stages, ") + figureOfCount(order.microBatches) +
        (order.microBatches == 1 ? " micro-batch" : " micro-batches") + "; at most " +
        figureOfCount(std::ranges::max(checked.peaks.untilWeight)) +
        (std::ranges::max(checked.peaks.untilWeight) == 1 ? " activation kept.\n"
                                                          : " activations kept.\n");
    for (const EvaluatedCosts &each : checked.evaluations)
        text += "    " + (each.name.empty() ? std::string("makespan") : each.name + ": makespan") +
                ' ' + figureOfNumber(each.evaluation.makespan) + ", idle (bubble) " +
                figureOfShare(each.evaluation.bubbleRatio) + " of the step, longest span " +
                figureOfNumber(each.evaluation.maxSpan) + '\n';
    for (const std::string &note : order.notes)
        text += "    " + note + '\n';
    return text;
}

} // namespace

CheckedSchedule checkSchedule(ReadSchedule read, const std::string &path, const UnitCosts &costs)
{
    CheckedSchedule checked;
    checked.id = std::move(read.id);
    checked.path = path;
    checked.line = read.line;
    if (!read.order) {
        const Error &error = read.order.error();
        complain(checked,
                 {"SYNTAX", -1, -1, error.line > 0 ? error.line : read.line, error.withoutPlace()});
        return checked;
    }
    checked.order = std::move(read.order).value();
    takeErrors(checked, validateOrder(checked.order), read.isCsv);
    checked.recognition =
        recognise(checked.order, read.costs.empty() ? costs : read.costs.front().costs);
    if (!checked.valid()) {
        if (checked.recognition.exact) // of what is there: the rest is missing
            checked.recognition = {};
        return checked;
    }
    if (read.costs.empty())
        read.costs.push_back({.name = {}, .costs = costs});
    for (NamedCosts &named : read.costs) {
        const Result<Evaluation> evaluation = evaluate(checked.order, named.costs);
        if (evaluation)
            checked.evaluations.push_back(
                {std::move(named.name), std::move(named.costs), evaluation.value()});
        else
            complain(checked, {"COSTS", -1, -1, read.line, evaluation.error().message});
    }
    checked.peaks = peakActivations(checked.order);
    return checked;
}

std::string checkedToJson(const CheckedSchedule &checked)
{
    JsonValue errors = JsonValue::Items{};
    for (const CheckedSchedule::Complaint &each : checked.complaints)
        errors.push_back(JsonValue{{"code", each.code},
                                   {"rank", each.rank},
                                   {"position", each.position},
                                   {"line", each.line},
                                   {"message", each.message}});
    JsonValue evaluations = JsonValue::Items{};
    for (const EvaluatedCosts &each : checked.evaluations)
        evaluations.push_back(evaluationToJson(each));
    JsonValue json = {{"id", checked.id},
                      {"valid", checked.valid()},
                      {"errors", std::move(errors)},
                      {"eval", std::move(evaluations)},
                      {"peak_activations", peaksToJson(checked.peaks)}};
    const auto listed = static_cast<std::int64_t>(checked.complaints.size());
    if (checked.complaintCount > listed)
        json["errors_not_listed"] = checked.complaintCount - listed;
    if (!checked.recognition.sentence.empty())
        json["recognised"] = {{"schedule", checked.recognition.schedule},
                              {"exact", checked.recognition.exact},
                              {"sentence", checked.recognition.sentence}};
    if (!checked.order.notes.empty())
        json["notes"] = checked.order.notes;
    return jsonLine(json);
}

std::string checkedToText(const CheckedSchedule &checked, std::size_t from)
{
    if (checked.valid())
        return validText(checked);
    std::string text = checked.id + ": not valid, " + figureOfCount(checked.complaintCount) +
                       (checked.complaintCount == 1 ? " mistake." : " mistakes.") +
                       (checked.recognition.sentence.empty() ? "" : " ") +
                       checked.recognition.sentence + '\n';
    for (std::size_t i = from; i < checked.complaints.size(); ++i) {
        const CheckedSchedule::Complaint &each = checked.complaints[i];
        text += placeText(checked, each.line) + std::string(each.code) + ": " + each.message + '\n';
    }
    const auto listed = static_cast<std::int64_t>(checked.complaints.size());
    if (checked.complaintCount > listed)
        text += "    and " + figureOfCount(checked.complaintCount - listed) + " more\n";
    return text;
}

} // namespace core
