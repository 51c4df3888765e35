// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/papers/blame_json.h"

#include "core/io/json/json_value.h"

namespace core {
namespace {

JsonValue rowToJson(const BlamedRun &blamed)
{
    const ValidatedRun &run = blamed.run;
    JsonValue row = {{"id", run.id}, {"group", run.group}};
    if (!run.problem.empty()) {
        row["problem"] = run.problem;
        return row;
    }
    row["published"] = run.published;
    row["predicted"] = run.predicted;
    row["error"] = run.error();
    if (!run.note.empty())
        row["note"] = run.note;
    JsonValue::Items parts;
    for (const BlamedPart &part : blamed.parts)
        parts.push_back(JsonValue{{"name", part.name}, {"share", part.share}});
    row["parts"] = std::move(parts);
    JsonValue::Items constants;
    for (const BlamedConstant &constant : blamed.constants) {
        JsonValue item = {{"name", constant.name},
                          {"value", constant.value},
                          {"effect_of_10_percent", constant.effect}};
        if (constant.needed != 0)
            item["change_needed"] = constant.needed;
        constants.push_back(std::move(item));
    }
    row["constants"] = std::move(constants);
    return row;
}

} // namespace

std::string blameToJson(const std::vector<BlamedRun> &runs, const std::vector<std::string> &notes)
{
    JsonValue::Items rows;
    for (const BlamedRun &run : runs)
        rows.push_back(rowToJson(run));
    JsonValue json = {{"rows", std::move(rows)}};
    if (!notes.empty())
        json["warnings"] = notes;
    return jsonText(json);
}

} // namespace core
