// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/advice_json.h"

#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_value.h"
#include "core/search/held_parts.h"
#include "core/search/layout_words.h"

#include <utility>

namespace core {
namespace {

JsonValue nowToJson(const Scenario &now, const LayoutAdvice &advice)
{
    JsonValue json = {};
    json["runs"] = advice.now && advice.now->ends;
    if (advice.now) {
        json["fits"] = advice.now->fits;
        json["memory_bytes"] = advice.now->memory.count;
    }
    if (advice.now && advice.now->ends)
        json["step_time_s"] = jsonSeconds(advice.now->step);
    json["layout"] = layoutText(now);
    return json;
}

JsonValue ideaToJson(const Scenario &now, const LayoutIdea &idea)
{
    JsonValue json = {};
    json["step_time_s"] = jsonSeconds(idea.step);
    json["memory_bytes"] = idea.memory.count;
    json["layout"] = layoutText(idea.scenario);
    json["changes"] = layoutChanges(now, idea.scenario);
    json["scenario"] = jsonOf(idea.scenario, Detail::Short);
    return json;
}

} // namespace

std::string adviceToJson(const Scenario &now, const LayoutAdvice &advice)
{
    JsonValue document = {};
    document["format"] = "parallarium-advice/1";
    document["now"] = nowToJson(now, advice);
    document["capacity_bytes"] = now.cluster.device.memory.count;
    document["limit_bytes"] = advice.limit.count;
    document["complete"] = advice.complete;
    // Of nothing that fits there is no time.
    document["bound_s"] = advice.ideas.empty() ? JsonValue(nullptr) : jsonSeconds(advice.bound);
    document["candidates"] = {{"all", advice.counts.candidates},
                              {"simulated", advice.counts.simulated},
                              {"do_not_fit", advice.counts.doNotFit},
                              {"no_such_order", advice.counts.refused},
                              {"ruled_out_by_bounds", advice.counts.ruledOut()}};
    document["devices_needed"] =
        advice.devicesNeeded ? JsonValue(*advice.devicesNeeded) : JsonValue(nullptr);
    document["kept"] = keptByLayouts(now);
    document["held"] = namesOf(advice.held);
    if (advice.otherOffload) {
        JsonValue &other = document["other_offload"];
        other = {{"offload_optimizer", *advice.otherOffload}};
        other["best"] =
            advice.ofOtherOffload ? ideaToJson(now, *advice.ofOtherOffload) : JsonValue(nullptr);
    }
    JsonValue::Items ideas;
    for (const LayoutIdea &idea : advice.ideas)
        ideas.push_back(ideaToJson(now, idea));
    document["ideas"] = JsonValue(std::move(ideas));
    return jsonText(document);
}

} // namespace core
