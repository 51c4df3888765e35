// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/answer_line.h"

#include "core/analysis/snapshot.h"
#include "core/base/printable.h"
#include "core/io/json/json_echo.h"
#include "core/io/result/result_json.h"

namespace core {
namespace {

// As it was given, before the members of the answer.
std::string withId(const JsonNode *id, const JsonValue &document)
{
    std::string line = jsonLine(document);
    if (id && id->items.empty())
        line.replace(0, 1, "{\"id\":" + printable(nodeToJson(*id)) + ',');
    return line;
}

LineAnswer refusal(const JsonNode *id, const std::string &sentence, int line)
{
    return {withId(id, {{"error", sentence}, {"line", line}}), true};
}

} // namespace

LineAnswer refuseLine(const std::string &sentence, int line)
{
    return refusal(nullptr, sentence, line);
}

LineAnswer answerLine(std::string_view text, int line, const DocumentPlace &place,
                      const std::vector<std::string> &settings, const std::stop_token &stop)
{
    const Result<JsonNode> request = parseJsonTree(text, place.name, line);
    if (!request)
        return refuseLine(request.error().message, line);
    const JsonNode *id = isRequest(request.value()) ? request.value().member("id") : nullptr;
    const Result<Scenario> scenario = scenarioRequested(request.value(), place, settings);
    if (!scenario)
        return refusal(id, scenario.error().message, line);
    const Result<SnapshotPtr> snapshot = run(scenario.value(), stop);
    if (!snapshot)
        return refusal(id, errorAt(place.name, line, snapshot.error().message).message, line);
    return {withId(id, resultDocument(*snapshot.value())), false};
}

} // namespace core
