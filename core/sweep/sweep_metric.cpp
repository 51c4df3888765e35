// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/sweep_metric.h"

#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

using Figures = const PointFigures &;

constexpr double kSecondsPerHour = 3600;
constexpr double kMillion = 1e6;
constexpr double kJoulesPerWattHour = 3600;

double perDevice(Figures point)
{
    return point.devices > 0 ? point.samplesPerSecond / static_cast<double>(point.devices) : 0;
}

double dollarsOfStep(Figures point)
{
    return point.dollarsPerHour / kSecondsPerHour * static_cast<double>(point.devices) *
           seconds(point.step);
}

double joulesOfStep(Figures point)
{
    return point.watts * static_cast<double>(point.devices) * seconds(point.step);
}

double perMillionTokens(double ofStep, Figures point)
{
    return point.tokens > 0 ? ofStep / static_cast<double>(point.tokens) * kMillion : 0;
}

constexpr SweepMetric kMetrics[] = {
    {.id = "samples_per_second",
     .title = inContext("Sweep", "Samples per second"),
     .unit = "1/s",
     .ideal = IdealCourse::Rate,
     .value = [](Figures p, Figures) { return p.samplesPerSecond; }},
    {.id = "tokens_per_second",
     .title = inContext("Sweep", "Tokens per second"),
     .unit = "1/s",
     .ideal = IdealCourse::Rate,
     .value = [](Figures p,
                 Figures) { return p.tokensPerSecondPerDevice * static_cast<double>(p.devices); }},
    {.id = "tokens_per_second_per_device",
     .title = inContext("Sweep", "Tokens per second and GPU"),
     .unit = "1/s",
     .ideal = IdealCourse::PerDevice,
     .value = [](Figures p, Figures) { return p.tokensPerSecondPerDevice; }},
    {.id = "step_time",
     .title = inContext("Sweep", "Step time"),
     .unit = "s",
     .kind = MetricKind::Time,
     .moreIsBetter = false,
     .ideal = IdealCourse::Time,
     .value = [](Figures p, Figures) { return seconds(p.step); }},
    {.id = "scaling_efficiency",
     .title = inContext("Sweep", "Scaling efficiency"),
     .unit = "",
     .kind = MetricKind::Share,
     .ideal = IdealCourse::One,
     .value =
         [](Figures p, Figures reference) {
             return perDevice(reference) > 0 ? perDevice(p) / perDevice(reference) : 0;
         }},
    {.id = "mfu",
     .title = inContext("Sweep", "Model FLOPs utilization"),
     .unit = "",
     .kind = MetricKind::Share,
     .value = [](Figures p, Figures) { return p.modelFlopsUtilization; }},
    {.id = "hfu",
     .title = inContext("Sweep", "Hardware FLOPs utilization"),
     .unit = "",
     .kind = MetricKind::Share,
     .value = [](Figures p, Figures) { return p.hardwareFlopsUtilization; }},
    {.id = "busy",
     .title = inContext("Sweep", "Busy share"),
     .unit = "",
     .kind = MetricKind::Share,
     .value = [](Figures p, Figures) { return p.busyShare; }},
    {.id = "idle",
     .title = inContext("Sweep", "Idle share"),
     .unit = "",
     .kind = MetricKind::Share,
     .moreIsBetter = false,
     .value = [](Figures p, Figures) { return p.idleShare; }},
    {.id = "bubble",
     .title = inContext("Sweep", "Bubble over ideal time"),
     .unit = "",
     .kind = MetricKind::Share,
     .moreIsBetter = false,
     .value = [](Figures p, Figures) { return p.idleOverIdeal; }},
    {.id = "gradient_sync",
     .title = inContext("Sweep", "Waiting for gradients"),
     .unit = "",
     .kind = MetricKind::Share,
     .moreIsBetter = false,
     .value = [](Figures p, Figures) { return p.gradientSyncShare; }},
    {.id = "memory",
     .title = inContext("Sweep", "Memory of the fullest GPU"),
     .unit = "B",
     .kind = MetricKind::Size,
     .moreIsBetter = false,
     .value = [](Figures p, Figures) { return static_cast<double>(p.memory.count); }},
    {.id = "sent",
     .title = inContext("Sweep", "Bytes sent in a step"),
     .unit = "B",
     .kind = MetricKind::Size,
     .moreIsBetter = false,
     .value = [](Figures p, Figures) { return static_cast<double>(p.sent.count); }},
    {.id = "cost_of_step",
     .title = inContext("Sweep", "Cost of a step"),
     .unit = "USD",
     .kind = MetricKind::Dollars,
     .moreIsBetter = false,
     .value = [](Figures p, Figures) { return dollarsOfStep(p); }},
    {.id = "cost_of_million_tokens",
     .title = inContext("Sweep", "Cost of a million tokens"),
     .unit = "USD",
     .kind = MetricKind::Dollars,
     .moreIsBetter = false,
     .ideal = IdealCourse::PerDevice,
     .value = [](Figures p, Figures) { return perMillionTokens(dollarsOfStep(p), p); }},
    {.id = "energy_of_step",
     .title = inContext("Sweep", "Energy of a step"),
     .unit = "J",
     .kind = MetricKind::Joules,
     .moreIsBetter = false,
     .value = [](Figures p, Figures) { return joulesOfStep(p); }},
    {.id = "energy_of_million_tokens",
     .title = inContext("Sweep", "Energy of a million tokens"),
     .unit = "J",
     .kind = MetricKind::Joules,
     .moreIsBetter = false,
     .ideal = IdealCourse::PerDevice,
     .value = [](Figures p, Figures) { return perMillionTokens(joulesOfStep(p), p); }},
};

std::string energyText(double joules)
{
    const double hours = joules / kJoulesPerWattHour;
    if (hours >= kMillion)
        return figureOfNumber(hours / kMillion) + " MWh";
    return hours >= 1000 ? figureOfNumber(hours / 1000) + " kWh" : figureOfNumber(hours) + " Wh";
}

// Costs and energy of unknown devices; all else is a value even where it is 0.
bool isKnown(const SweepMetric &metric, double value)
{
    const bool needsRate = metric.kind == MetricKind::Dollars || metric.kind == MetricKind::Joules;
    return value > 0 || !needsRate;
}

} // namespace

std::span<const SweepMetric> sweepMetrics()
{
    return kMetrics;
}

const SweepMetric *findSweepMetric(std::string_view id)
{
    const auto row = std::ranges::find(kMetrics, id, &SweepMetric::id);
    return row == std::end(kMetrics) ? nullptr : &*row;
}

std::string metricText(const SweepMetric &metric, double value)
{
    switch (metric.kind) {
    case MetricKind::Time:
        return figureOf(nanosFromSeconds(value)).text();
    case MetricKind::Share:
        return shareInTenths(value);
    case MetricKind::Size:
        return figureOf(bytesFrom(value)).text();
    case MetricKind::Dollars:
        return "$ " + figureOfNumber(value);
    case MetricKind::Joules:
        return energyText(value);
    case MetricKind::Rate:
        break;
    }
    return figureOfSpeed(value);
}

SweepReference referenceOf(const SweepResults &results, std::size_t series)
{
    SweepReference reference;
    for (std::size_t column = 0; column < results.plan.columns(); ++column) {
        const SweepPoint *point = results.running(results.plan.indexOf(column, series));
        if (!point)
            continue;
        const SweepPoint *fewest = reference.point;
        reference.scales =
            reference.scales || (fewest && point->figures.devices != fewest->figures.devices);
        if (!fewest || point->figures.devices < fewest->figures.devices)
            reference.point = point;
    }
    return reference;
}

std::vector<SweepReference> referencesOf(const SweepResults &results)
{
    std::vector<SweepReference> references;
    for (std::size_t series = 0; series < results.plan.series(); ++series)
        references.push_back(referenceOf(results, series));
    return references;
}

std::optional<double> metricOf(const SweepMetric &metric, const SweepPoint &point,
                               const SweepReference &reference)
{
    // Other models or devices in a series are no scaling, nor is a single point.
    if (metric.ideal == IdealCourse::One && !reference.scales)
        return {};
    const double value = metric.value(point.figures, reference.point->figures);
    return isKnown(metric, value) ? std::optional(value) : std::nullopt;
}

std::optional<double> metricAt(const SweepResults &results, std::size_t index,
                               const SweepMetric &metric)
{
    const SweepPoint *point = results.running(index);
    if (!point)
        return {};
    return metricOf(metric, *point, referenceOf(results, results.plan.placeAt(1, index)));
}

std::optional<double> idealAt(const SweepResults &results, std::size_t column,
                              const SweepMetric &metric)
{
    const SweepPlan &plan = results.plan;
    const SweptSetting *x = plan.axes.front().swept();
    if (!x || x->setting != Setting::Devices || metric.ideal == IdealCourse::None)
        return {};
    const SweepPoint *best = nullptr;
    for (const auto &[point, scales] : referencesOf(results)) {
        if (point && (!best || perDevice(point->figures) > perDevice(best->figures)))
            best = point;
    }
    if (!best)
        return {};
    const PointFigures &reference = best->figures;
    const double growth =
        *plan.axes.front().number(column) / static_cast<double>(reference.devices);
    switch (metric.ideal) {
    case IdealCourse::Rate:
        return metric.value(reference, reference) * growth;
    case IdealCourse::Time:
        return metric.value(reference, reference) /
               (plan.scaling == Scaling::Strong ? growth : 1.0);
    case IdealCourse::PerDevice:
    case IdealCourse::One:
        return metric.value(reference, reference);
    case IdealCourse::None:
        break;
    }
    return {};
}

std::optional<std::size_t> bestPoint(const SweepResults &results, const SweepMetric &metric)
{
    const std::vector<SweepReference> references = referencesOf(results);
    std::optional<std::size_t> best;
    double most = 0;
    for (std::size_t index = 0; index < results.points.size(); ++index) {
        const SweepPoint *point = results.running(index);
        const std::optional<double> value =
            point ? metricOf(metric, *point, references[results.plan.placeAt(1, index)])
                  : std::nullopt;
        if (!value || (best && (metric.moreIsBetter ? *value <= most : *value >= most)))
            continue;
        best = index;
        most = *value;
    }
    return best;
}

} // namespace core
