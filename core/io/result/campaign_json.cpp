// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/result/campaign_json.h"

#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_value.h"

namespace core {
namespace {

JsonValue assumptionsToJson(const CampaignAssumptions &assumptions)
{
    JsonValue json = {{"dollars_per_device_hour", assumptions.dollarsPerHour},
                      {"watts_per_device", assumptions.watts},
                      {"power_usage_effectiveness", assumptions.powerUsage}};
    if (const auto &failures = assumptions.failures) {
        json["device_hours_between_failures"] = failures->deviceHours;
        json["checkpoint_s"] = failures->checkpointSeconds;
        json["restart_s"] = failures->restartSeconds;
    }
    return json;
}

JsonValue failuresToJson(const CampaignCost &cost)
{
    return {{"expected", cost.time.failures},
            {"hours_between", cost.machineHours},
            {"steps_between_checkpoints", cost.stepsBetween},
            {"young_interval_s", cost.youngSeconds},
            {"daly_interval_s", cost.dalySeconds},
            {"checkpoints_s", cost.time.checkpoints},
            {"lost_s", cost.time.lost},
            {"restarts_s", cost.time.restarts}};
}

} // namespace

std::string campaignToJson(const Snapshot &snapshot, const CampaignAssumptions &assumptions,
                           const CampaignCost &cost)
{
    JsonValue json = {{"format", "parallarium-cost/1"},
                      {"scenario", jsonOf(snapshot.scenario, Detail::Short)},
                      {"assumptions", assumptionsToJson(assumptions)},
                      {"steps", cost.steps},
                      {"samples", cost.samples},
                      {"tokens", cost.tokens},
                      {"step_time_s", cost.stepSeconds},
                      {"training_s", cost.time.training},
                      {"total_s", cost.time.total()},
                      {"days", cost.hours() / 24},
                      {"effective_share", cost.effectiveShare()},
                      {"device_hours", cost.deviceHours}};
    json["dollars"] = assumptions.dollarsPerHour > 0 ? JsonValue(cost.dollars) : JsonValue(nullptr);
    json["kilowatt_hours"] =
        assumptions.watts > 0 ? JsonValue(cost.kilowattHours) : JsonValue(nullptr);
    if (assumptions.failures)
        json["failures"] = failuresToJson(cost);
    return jsonText(json);
}

} // namespace core
