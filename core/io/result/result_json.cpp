// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/result/result_json.h"

#include "core/analysis/counted_peak.h"
#include "core/analysis/formulas.h"
#include "core/analysis/ideal_finish.h"
#include "core/analysis/link_use.h"
#include "core/io/result/result_parts.h"
#include "core/io/scenario/scenario_names.h"
#include "core/io/scenario/scenario_value.h"
#include "core/plan/framework_named.h"
#include "core/plan/plan_memory.h"

#include <algorithm>

namespace core {
namespace {

constexpr int kMostSingleDevices = 64; // above, one entry stands for a class

// A number that there is none of is null: a 0 would win every comparison.
JsonValue known(bool is, JsonValue value)
{
    return is ? std::move(value) : JsonValue(nullptr);
}

// The object, or, unless its numbers are known, one with the same members, all of them null.
JsonValue knownMembers(bool are, JsonValue object)
{
    if (are)
        return object;
    JsonValue unknown = {};
    for (const JsonValue::Member &member : std::get<JsonValue::Members>(object.value()))
        unknown[member.first] = nullptr;
    return unknown;
}

JsonValue memoryToJson(const MemoryParts &parts)
{
    return {{"parameters", parts.parameters.count},
            {"gradients", parts.gradients.count},
            {"optimizer", parts.optimizer.count},
            {"activations", parts.activations.count},
            {"buffers", parts.buffers.count}};
}

JsonValue idleToJson(const RowMetrics &row)
{
    constexpr const char *names[kIdleCauseCount] = {
        "fill", "drain", "dependency", "link", "straggler", "gradient_sync", "barrier"};
    JsonValue json = {};
    for (std::size_t cause = 0; cause < row.idle.size(); ++cause)
        json[names[cause]] = jsonSeconds(row.idle[cause]);
    return json;
}

JsonValue breakdownToJson(const Breakdown &breakdown)
{
    return {{"forward", jsonSeconds(breakdown.forward)},
            {"backward", jsonSeconds(breakdown.backward)},
            {"recompute", jsonSeconds(breakdown.recompute)},
            {"tensor_comm", jsonSeconds(breakdown.tensorComm)},
            {"pipeline_comm", jsonSeconds(breakdown.pipelineComm)},
            {"data_comm", jsonSeconds(breakdown.dataComm)},
            {"context_comm", jsonSeconds(breakdown.contextComm)},
            {"expert_comm", jsonSeconds(breakdown.expertComm)},
            {"optimizer", jsonSeconds(breakdown.optimizer)},
            {"host", jsonSeconds(breakdown.host)},
            {"idle", jsonSeconds(breakdown.idle)}};
}

// One device, or count devices that behave alike and of which this is the first.
JsonValue deviceToJson(const Snapshot &snapshot, int rowIndex, std::size_t position, int count)
{
    const RowPlan &plan = snapshot.plan.rows[static_cast<std::size_t>(rowIndex)];
    const RowMetrics &row = snapshot.metrics.rows[static_cast<std::size_t>(rowIndex)];
    const int device = plan.devices[position];
    const bool started = snapshot.metrics.fits;
    return {{"device", device},
            {"count", count},
            {"data", plan.replicas[position]},
            {"pipeline", plan.pipelineRank},
            {"tensor", device % snapshot.scenario.parallel.tensor},
            {"context",
             device / snapshot.scenario.parallel.tensor % snapshot.scenario.parallel.context},
            {"node", device / snapshot.scenario.cluster.devicesPerNode},
            {"busy_s", known(started, jsonSeconds(row.busy()))},
            {"breakdown_s", knownMembers(started, breakdownToJson(row.breakdown))},
            {"idle_s", knownMembers(started, idleToJson(row))},
            {"peak_memory_bytes", row.peakMemory.count},
            {"memory_at_peak", memoryToJson(row.atPeak)},
            {"peak_text", peakText(snapshot.plan, rowIndex)},
            {"in_flight_peak", row.inFlightPeak}};
}

std::size_t positionOf(const RowPlan &row, int device)
{
    const auto at = std::ranges::lower_bound(row.devices, device);
    return static_cast<std::size_t>(at - row.devices.begin());
}

} // namespace

JsonValue devicesToJson(const Snapshot &snapshot)
{
    JsonValue list = JsonValue::Items{};
    if (snapshot.deviceCount() > kMostSingleDevices) {
        for (std::size_t row = 0; row < snapshot.plan.rows.size(); ++row)
            list.push_back(deviceToJson(snapshot, static_cast<int>(row), 0,
                                        static_cast<int>(snapshot.plan.rows[row].devices.size())));
        return list;
    }
    for (int device = 0; device < snapshot.deviceCount(); ++device) {
        const int row = snapshot.rowOf(device);
        const RowPlan &plan = snapshot.plan.rows[static_cast<std::size_t>(row)];
        list.push_back(deviceToJson(snapshot, row, positionOf(plan, device), 1));
    }
    return list;
}

namespace {

JsonValue formulaToJson(const Formula &formula)
{
    return {{"value", formula.value}, {"figure", formula.figure}, {"text", formula.text}};
}

// The formulas of the headline numbers, and the textbook value of the bubble.
JsonValue formulasToJson(const Snapshot &snapshot)
{
    JsonValue json;
    for (int i = 0; i < kHeadlineCount; ++i) {
        const auto headline = static_cast<Headline>(i);
        const Formula formula = formulaOf(snapshot, headline);
        if (!formula.text.empty())
            json[idOf(headline)] = formulaToJson(formula);
    }
    if (const std::optional<Formula> textbook = textbookIdle(snapshot.scenario))
        json["idle_textbook"] = formulaToJson(*textbook);
    if (const std::optional<Formula> ideal = idealIdle(snapshot))
        json["idle_ideal"] = formulaToJson(*ideal);
    return json;
}

// What each link carried in the step; an all-reduce is one entry for all links that it uses.
JsonValue linkToJson(const LinkUse &use, Nanos step, bool started)
{
    JsonValue json = {{"from", use.from}, {"to", use.to}, {"count", use.count}};
    if (use.ring) {
        constexpr const char *names[kPartnerKinds] = {"tensor", "context", "experts", "shards"};
        json["collective"] = use.partners  ? names[static_cast<std::size_t>(*use.partners)]
                             : use.experts ? "expert_gradients"
                                           : "gradients";
        if (!use.partners)
            json["all_reduce"] = nameOf<AllReduce>(use.algorithm, kAllReduceNames);
        json["stride"] = use.stride;
        json["rings"] = use.alike;
        json["sent_bytes_per_device"] = use.gradients.count;
    } else {
        json["activation_bytes"] = use.activations.count;
        json["gradient_bytes"] = use.gradients.count;
    }
    json["busy_s"] = known(started, jsonSeconds(use.busy));
    json["busy_share"] =
        known(step.count > 0, step.count > 0 ? seconds(use.busy) / seconds(step) : 0);
    json["bytes_per_s"] = use.bandwidth > 0 ? JsonValue(use.bandwidth) : JsonValue(nullptr);
    json["slowed"] = use.slowed;
    json["down"] = use.down;
    return json;
}

JsonValue linksToJson(const Snapshot &snapshot)
{
    JsonValue list = JsonValue::Items{};
    for (const LinkUse &use : linkUses(snapshot, {}))
        list.push_back(linkToJson(use, {snapshot.trace.stop}, snapshot.metrics.fits));
    return list;
}

// The three make up the step; exposed gathers and scatters within passes are busy time.
JsonValue sharesToJson(const Metrics &metrics)
{
    return {{"busy", metrics.busyShare},
            {"idle", metrics.idleShare},
            {"waiting_for_gradients", metrics.gradientSyncShare}};
}

// The length of the step and what follows from it; null where it does not run to its end.
JsonValue timesToJson(const Snapshot &snapshot)
{
    const Metrics &metrics = snapshot.metrics;
    return {{"step_time_s", jsonSeconds(metrics.step)},
            {"makespan_s", jsonSeconds(metrics.makespan)},
            {"longest_span_s", jsonSeconds(metrics.longestSpan)},
            {"step_without_waiting_s", jsonSeconds(busiestWithoutWaiting(snapshot))},
            {"samples_per_s", metrics.samplesPerSecond},
            {"tokens_per_s", metrics.tokensPerSecondPerDevice * snapshot.deviceCount()},
            {"tokens_per_s_per_device", metrics.tokensPerSecondPerDevice},
            {"model_tflops_per_device", metrics.modelFlopsPerDevice / kFlopsPerTflops},
            {"hardware_tflops_per_device", metrics.hardwareFlopsPerDevice / kFlopsPerTflops},
            {"mfu", metrics.modelFlopsUtilization},
            {"hfu", metrics.hardwareFlopsUtilization}};
}

void addMembers(JsonValue &document, const JsonValue &object)
{
    for (const JsonValue::Member &member : std::get<JsonValue::Members>(object.value()))
        document[member.first] = member.second;
}

} // namespace

JsonValue resultDocument(const Snapshot &snapshot, const std::vector<std::string> &notes)
{
    const Metrics &metrics = snapshot.metrics;
    const CountedPeak peak = countedPeak(snapshot.scenario);
    const bool ended = metrics.runs();
    std::vector<std::string> warnings = notes;
    warnings.insert(warnings.end(), metrics.warnings.begin(), metrics.warnings.end());
    const JsonValue bubble = {{"idle_over_step", metrics.bubble.idleOverStep},
                              {"idle_over_ideal", metrics.bubble.idleOverIdeal},
                              {"span_idle_max", metrics.bubble.spanIdleMax}};
    JsonValue document = {
        {"format", "parallarium-result/1"},
        {"scenario", jsonOf(snapshot.scenario, Detail::Everything)},
        {"model_parameters", metrics.modelParameters},
        {"peak_tflops_per_device", peak.flops / kFlopsPerTflops},
        {"peak_precision", peak.name},
        {"fits", metrics.fits},
        {"completed", ended},
        {"stopped_at_s", known(metrics.fits && !metrics.completed, jsonSeconds(metrics.step))}};
    addMembers(document, knownMembers(ended, timesToJson(snapshot)));
    if (snapshot.scenario.model.transformer())
        document["framework"] = frameworkNamed(snapshot.scenario);
    const JsonValue rest = {
        {"bubble", knownMembers(ended, bubble)},
        {"shares", knownMembers(ended, sharesToJson(metrics))},
        {"breakdown_s", knownMembers(metrics.fits, breakdownToJson(metrics.breakdown))},
        {"formulas", formulasToJson(snapshot)},
        {"devices", devicesToJson(snapshot)},
        {"links", linksToJson(snapshot)},
        {"host_memory_bytes_per_node",
         hostMemoryOfNode(snapshot.plan, snapshot.scenario).total().count},
        {"warnings", warnings},
        {"elapsed_s",
         {{"plan", jsonSeconds(snapshot.elapsed.plan)},
          {"simulate", jsonSeconds(snapshot.elapsed.simulate)},
          {"measure", jsonSeconds(snapshot.elapsed.measure)}}}};
    addMembers(document, rest);
    return document;
}

std::string resultToJson(const Snapshot &snapshot, const std::vector<std::string> &notes)
{
    return jsonText(resultDocument(snapshot, notes));
}

} // namespace core
