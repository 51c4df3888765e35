// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/answer_text.h"

#include "core/analysis/snapshot.h"
#include "core/answer/cost_request.h"
#include "core/answer/request_parts.h"
#include "core/answer/simulate_request.h"
#include "core/io/result/campaign_json.h"
#include "core/io/result/result_json.h"

#include <utility>

namespace core {
namespace {

Result<SnapshotPtr> snapshotOf(const JsonNode &request, std::stop_token stop)
{
    const Result<Scenario> scenario =
        scenarioRequested(request, {.name = kRequestName, .folder = {}});
    if (!scenario)
        return withoutLine(scenario.error());
    return run(scenario.value(), std::move(stop));
}

Result<CostRequest> costRequestIn(const JsonNode &node)
{
    const std::vector<std::string> noSettings;
    JsonComplaints complaints(kRequestName, noSettings);
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
    const Result<JsonNode> tree = requestFrom(request);
    if (!tree)
        return tree.error();
    const Result<SnapshotPtr> snapshot = snapshotOf(tree.value(), std::move(stop));
    if (!snapshot)
        return snapshot.error();
    return resultToJson(*snapshot.value());
}

Result<std::string> costAnswer(std::string_view request, std::stop_token stop)
{
    Result<JsonNode> tree = requestFrom(request);
    if (!tree)
        return tree.error();
    const Result<JsonNode> part = takePart(tree.value(), "cost");
    if (!part)
        return part.error();
    const Result<CostRequest> asked = costRequestIn(part.value());
    if (!asked)
        return asked.error();
    const Result<SnapshotPtr> snapshot = snapshotOf(tree.value(), std::move(stop));
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
