// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/unsaved.h"

#include "core/io/json/json_reader.h"
#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_json.h"

namespace core {
namespace {

constexpr std::string_view kFormat = "parallarium-unsaved/1";

} // namespace

std::string unsavedToJson(const Unsaved &unsaved)
{
    // The scenario as text within the text: it is read by the same reader as any other.
    return jsonText(JsonValue{{"format", kFormat},
                              {"origin", unsaved.origin},
                              {"path", unsaved.path},
                              {"left_behind", unsaved.leftBehind},
                              {"scenario", scenarioToJson(unsaved.scenario)}});
}

Result<Unsaved> unsavedFromJson(std::string_view text, std::string_view name)
{
    const Result<JsonNode> root = parseJsonTree(text, name);
    if (!root)
        return root.error();
    Unsaved unsaved;
    const JsonNode *format = root.value().member("format");
    std::string scenarioText(text);
    if (format && format->text == kFormat) {
        const std::vector<std::string> settings;
        JsonComplaints complaints(name, settings);
        ObjectReader reader(complaints, root.value(), {});
        std::string ignored;
        reader.take("format", ignored);
        reader.takeLines("origin", unsaved.origin);
        reader.takeLines("path", unsaved.path);
        reader.take("left_behind", unsaved.leftBehind);
        reader.takeLines("scenario", scenarioText);
        reader.finish();
        if (complaints.any())
            return Error{complaints.first()};
    }
    Result<Scenario> scenario = draftFromJson(scenarioText, name);
    if (!scenario)
        return scenario.error();
    unsaved.scenario = std::move(scenario).value();
    return unsaved;
}

} // namespace core
