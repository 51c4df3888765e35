// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/lesson/lesson_parts.h"

#include <algorithm>

namespace core {
namespace {

constexpr NamedValue<Comparison> kComparisons[] = {
    {"<", Comparison::Less},      {"<=", Comparison::AtMost},  {"==", Comparison::Equal},
    {"!=", Comparison::NotEqual}, {">=", Comparison::AtLeast}, {">", Comparison::More},
};

constexpr std::string_view kMomentForm =
    "must be a moment: \"start\", \"end\", \"18 %\", \"158 ms\", or a visit, "
    "\"event:F1.0.start\" (forward, stage 1, micro-batch 0)";

void readValue(ObjectReader &reader, Condition &condition)
{
    const JsonNode *value = reader.require("value", "The metric is compared with it.");
    if (!value)
        return;
    const bool ordered =
        condition.comparison != Comparison::Equal && condition.comparison != Comparison::NotEqual;
    if (value->kind == JsonNode::Kind::Integer || value->kind == JsonNode::Kind::Number)
        condition.value = value->number;
    else if (value->kind == JsonNode::Kind::Bool && !ordered)
        condition.value = value->flag ? 1.0 : 0.0;
    else if (value->kind == JsonNode::Kind::String && !ordered)
        condition.value = value->text;
    else
        reader.complain(*value, "value",
                        ordered ? "must be a number." : "must be a number, a text, true or false.");
}

Condition readCondition(JsonComplaints &complaints, const JsonNode &node)
{
    ObjectReader reader(complaints, node, "until");
    Condition condition;
    condition.line = node.line;
    if (reader.require("metric", "It says what is compared."))
        takeMetric(reader, "metric", condition.metric);
    if (reader.require("op", "It says how: <, <=, ==, !=, >= or >."))
        reader.take<Comparison>("op", condition.comparison, kComparisons);
    readValue(reader, condition);
    reader.finish();
    return condition;
}

void readComparedWith(JsonComplaints &complaints, const JsonNode &node, Claim &claim)
{
    ObjectReader reader(complaints, node, "compared_with");
    takeSetUp(reader, claim.comparedWith.emplace());
    reader.finish();
    if (claim.condition && std::holds_alternative<std::string>(claim.condition->value))
        reader.complain(node, "", "compares numbers, and the value of the claim is a text.");
}

Claim readClaim(JsonComplaints &complaints, const JsonNode &node)
{
    ObjectReader reader(complaints, node, "claims");
    Claim claim;
    claim.line = node.line;
    if (reader.require("metric", "It says what is claimed."))
        takeMetric(reader, "metric", claim.metric);
    reader.take("shown", claim.shown);
    double value = 0;
    const JsonNode *op = reader.find("op");
    if (op) {
        Condition condition;
        condition.metric = claim.metric;
        condition.line = node.line;
        reader.take<Comparison>("op", condition.comparison, kComparisons);
        readValue(reader, condition);
        claim.condition = condition;
    } else if (reader.take("value", value)) {
        claim.value = value;
    }
    if (reader.take("tolerance", claim.tolerance) && !(claim.tolerance >= 0))
        reader.complain(*reader.find("tolerance"), "tolerance", "must not be negative.");
    takeSetUp(reader, claim.about);
    if (const JsonNode *other = reader.find("compared_with"))
        readComparedWith(complaints, *other, claim);
    if (claim.shown.empty() && !claim.value && !claim.condition)
        reader.complain(node, "", "must say what the metric is: shown, value, or op and value.");
    reader.finish();
    return claim;
}

} // namespace

void takeTexts(ObjectReader &reader, std::string_view key, std::vector<std::string> &target)
{
    const JsonNode *list = reader.find(key);
    if (!list)
        return;
    if (list->kind != JsonNode::Kind::Array) {
        reader.complain(*list, key, "must be a list of texts, but is " + kindText(*list) + '.');
        return;
    }
    for (const JsonNode &item : list->items) {
        if (item.kind != JsonNode::Kind::String)
            reader.complain(item, key, "must hold texts, and this is " + kindText(item) + '.');
        target.push_back(item.text);
    }
}

void takeOptions(JsonComplaints &complaints, ObjectReader &reader,
                 std::vector<std::string> &options, OptionClaims &claims)
{
    const JsonNode *list = reader.find("options");
    if (!list)
        return;
    const auto isMadeOfClaims = [](const JsonNode &item) {
        return item.kind == JsonNode::Kind::Object;
    };
    if (list->kind != JsonNode::Kind::Array || std::ranges::none_of(list->items, isMadeOfClaims))
        return takeTexts(reader, "options", options);
    for (const JsonNode &item : list->items) {
        if (!isMadeOfClaims(item)) {
            reader.complain(item, "options",
                            "must all say what they claim, as one does: {\"text\": …, "
                            "\"claims\": [ … ]}.");
            return;
        }
        ObjectReader option(complaints, item, "options");
        (void)option.require("text", "It is what is chosen.");
        option.take("text", options.emplace_back());
        const JsonNode *claimed = option.require("claims", "They are what the option says.");
        claims.push_back(claimed ? readClaims(complaints, *claimed) : std::vector<Claim>());
        if (claimed && claims.back().empty())
            option.complain(*claimed, "claims", "must hold one claim at least.");
        option.finish();
    }
}

void takeSettings(ObjectReader &reader, std::string_view key, std::vector<std::string> &target)
{
    const std::size_t before = target.size();
    takeTexts(reader, key, target);
    for (std::size_t i = before; i < target.size(); ++i) {
        if (target[i].find('=') == std::string::npos || target[i].starts_with('='))
            reader.complain(*reader.find(key), key,
                            "must hold changes such as \"parallel.pipeline=8\", not \"" +
                                target[i] + "\".");
    }
}

void takeSetUp(ObjectReader &reader, SetUp &target)
{
    reader.take("scenario", target.scenario);
    takeSettings(reader, "set", target.settings);
}

void takeMetric(ObjectReader &reader, std::string_view key, std::string &target)
{
    constexpr std::string_view prefix = "metric:";
    if (reader.take(key, target) && target.starts_with(prefix))
        target.erase(0, prefix.size());
}

void takeMoment(ObjectReader &reader, std::string_view key, std::optional<MomentText> &target)
{
    std::string text;
    if (!reader.take(key, text))
        return;
    target = momentFromText(text);
    if (!target)
        reader.complain(*reader.find(key), key,
                        std::string(kMomentForm) + ", not \"" + text + "\".");
}

std::vector<Condition> readConditions(JsonComplaints &complaints, const JsonNode &node)
{
    std::vector<Condition> conditions;
    if (node.kind != JsonNode::Kind::Array)
        return {readCondition(complaints, node)};
    for (const JsonNode &item : node.items)
        conditions.push_back(readCondition(complaints, item));
    return conditions;
}

std::vector<Claim> readClaims(JsonComplaints &complaints, const JsonNode &node)
{
    std::vector<Claim> claims;
    if (node.kind != JsonNode::Kind::Array)
        complaints.add(node, "claims must be a list, but is " + kindText(node) + '.');
    else
        for (const JsonNode &item : node.items)
            claims.push_back(readClaim(complaints, item));
    return claims;
}

Error errorOf(const JsonComplaints &complaints, std::string_view name)
{
    const std::string place =
        std::string(name) + ':' + std::to_string(std::max(complaints.firstLine(), 1)) + ": ";
    return {.message = complaints.first(),
            .line = complaints.firstLine(),
            .placeSize = complaints.first().starts_with(place) ? place.size() : 0};
}

bool isOfFormat(JsonComplaints &complaints, const JsonNode &root, std::string_view format,
                std::string_view what)
{
    const JsonNode *given = root.kind == JsonNode::Kind::Object ? root.member("format") : nullptr;
    if (given && given->kind == JsonNode::Kind::String && given->text == format)
        return true;
    complaints.add(given ? *given : root, std::string(what) + " begins with \"format\": \"" +
                                              std::string(format) + "\", and this does not.");
    return false;
}

} // namespace core
