// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/answer_text.h"

#include "core/analysis/snapshot.h"
#include "core/answer/cost_request.h"
#include "core/answer/simulate_request.h"
#include "core/io/json/json_reader.h"
#include "core/io/result/campaign_json.h"
#include "core/io/result/result_json.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::string_view kPlace = "request";

// There is one line, and who asks did not write it.
Error withoutLine(Error error)
{
    constexpr std::string_view place = "request:1: ";
    if (error.message.starts_with(place))
        error.message.erase(0, place.size());
    return error;
}

Result<SnapshotPtr> snapshotOf(const JsonNode &request, std::stop_token stop)
{
    const Result<Scenario> scenario = scenarioRequested(request, {.name = kPlace, .folder = {}});
    if (!scenario)
        return withoutLine(scenario.error());
    return run(scenario.value(), std::move(stop));
}

template <class Number>
void takeInto(ObjectReader &reader, std::string_view key, std::optional<Number> &target)
{
    Number value = {};
    if (reader.take(key, value))
        target = value;
}

Result<CostRequest> costRequestIn(const JsonNode &node)
{
    const std::vector<std::string> noSettings;
    JsonComplaints complaints(kPlace, noSettings);
    ObjectReader reader(complaints, node, "cost");
    CostRequest request;
    takeInto(reader, "tokens", request.tokens);
    takeInto(reader, "steps", request.steps);
    takeInto(reader, "price", request.dollarsPerHour);
    takeInto(reader, "watts", request.watts);
    takeInto(reader, "pue", request.powerUsage);
    reader.take("failures", request.failures);
    takeInto(reader, "mtbf", request.deviceHours);
    takeInto(reader, "checkpoint_time", request.checkpointSeconds);
    takeInto(reader, "restart_time", request.restartSeconds);
    takeInto(reader, "checkpoint_every", request.stepsBetween);
    reader.finish();
    if (complaints.any())
        return withoutLine(Error{complaints.first()});
    return request;
}

} // namespace

Result<std::string> simulateAnswer(std::string_view request, std::stop_token stop)
{
    const Result<JsonNode> tree = parseJsonTree(request, kPlace);
    if (!tree)
        return withoutLine(tree.error());
    const Result<SnapshotPtr> snapshot = snapshotOf(tree.value(), std::move(stop));
    if (!snapshot)
        return snapshot.error();
    return resultToJson(*snapshot.value());
}

Result<std::string> costAnswer(std::string_view request, std::stop_token stop)
{
    Result<JsonNode> tree = parseJsonTree(request, kPlace);
    if (!tree)
        return withoutLine(tree.error());
    JsonNode &root = tree.value();
    const auto part = std::ranges::find(root.items, "cost", &JsonNode::key);
    if (part == root.items.end())
        return Error{"The request has no \"cost\"."};
    const Result<CostRequest> asked = costRequestIn(*part);
    if (!asked)
        return asked.error();
    root.items.erase(part);
    const Result<SnapshotPtr> snapshot = snapshotOf(root, std::move(stop));
    if (!snapshot)
        return snapshot.error();
    const Result<CampaignAssumptions> assumptions =
        assumptionsOf(asked.value(), snapshot.value()->scenario);
    if (!assumptions)
        return assumptions.error();
    const Result<CampaignCost> cost = campaignCost(*snapshot.value(), assumptions.value());
    if (!cost)
        return cost.error();
    return campaignToJson(*snapshot.value(), assumptions.value(), cost.value());
}

} // namespace core
