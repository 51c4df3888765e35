// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/breakdown.h"
#include "core/analysis/bubble.h"
#include "core/analysis/counted_peak.h"
#include "core/base/text.h"

#include <algorithm>
#include <numeric>

namespace core {

Nanos RowMetrics::busy() const
{
    Nanos sum;
    for (std::size_t kind = 0; kind < spent.size(); ++kind) {
        if (static_cast<SpanKind>(kind) != SpanKind::Wait)
            sum += spent[kind];
    }
    return sum;
}

namespace {

Nanos &spentOn(RowMetrics &row, SpanKind kind)
{
    return row.spent[static_cast<std::size_t>(kind)];
}

RowMetrics measureRow(const Plan &plan, const Trace &trace, std::size_t index)
{
    RowMetrics row;
    row.atPeak = plan.rows[index].peak;
    row.peakMemory = row.atPeak.total();
    row.inFlightPeak = plan.rows[index].inFlightPeak;
    if (trace.rows.empty())
        return row;
    const Trace::RowRange range = trace.rows[index];
    bool started = false;
    Nanos waited; // since the last visit
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        const SpanTag tag = trace.tag[i];
        const std::int64_t length = trace.end[i] - trace.begin[i];
        spentOn(row, tag.kind) += Nanos{length};
        if (tag.kind == SpanKind::Wait)
            waited += Nanos{length};
        if (tag.kind == SpanKind::Wait || tag.kind == SpanKind::Optimizer)
            continue;
        if (started)
            row.idleInSpan += waited;
        else
            row.firstWork = {trace.begin[i]};
        waited = {};
        started = true;
        row.lastWork = {trace.end[i]};
    }
    for (std::size_t cause = 0; cause < row.idle.size(); ++cause)
        row.idle[cause] = {trace.idle[index][cause]};
    return row;
}

// The next step's filling begins while this one drains: a step lasts as long as the longest span of
// a device (Zero Bubble, section 4). Idle time goes where it is: first at the beginning.
void hidePostValidation(Metrics &metrics)
{
    metrics.postValidated = metrics.makespan - metrics.longestSpan;
    if (metrics.postValidated <= Nanos{})
        return;
    metrics.step -= metrics.postValidated;
    metrics.warnings.push_back(
        "The optimizer steps before the global check and may roll back (post-validation): the next "
        "step fills while this one drains, which takes " +
        figureOf(metrics.postValidated).text() + " off the step shown.");
    constexpr IdleCause order[] = {IdleCause::Fill,        IdleCause::Drain, IdleCause::Barrier,
                                   IdleCause::Straggler,   IdleCause::Link,  IdleCause::Dependency,
                                   IdleCause::GradientSync};
    for (RowMetrics &row : metrics.rows) {
        Nanos left = metrics.postValidated;
        spentOn(row, SpanKind::Wait) -= left;
        for (const IdleCause cause : order) {
            Nanos &idle = row.idle[static_cast<std::size_t>(cause)];
            const Nanos taken = std::min(idle, left);
            idle -= taken;
            left -= taken;
        }
    }
}

// The three definitions, from the idle time of the breakdown; gradient sync is not bubble.
void measureBubble(Metrics &metrics, const Plan &plan)
{
    double sync = 0;
    double busy = 0;
    double devices = 0;
    for (std::size_t i = 0; i < metrics.rows.size(); ++i) {
        const RowMetrics &row = metrics.rows[i];
        const double count = static_cast<double>(plan.rows[i].devices.size());
        devices += count;
        sync += count * seconds(row.sharing());
        busy += count * seconds(row.busy());
        const Nanos span = row.lastWork - row.firstWork;
        if (span.count > 0)
            metrics.bubble.spanIdleMax =
                std::max(metrics.bubble.spanIdleMax, seconds(row.idleInSpan) / seconds(span));
    }
    const double step = seconds(metrics.step);
    if (step <= 0)
        return;
    const double idle = seconds(metrics.breakdown.idle);
    metrics.busyShare = busy / devices / step;
    metrics.idleShare = idle / step;
    metrics.gradientSyncShare = sync / devices / step;
    metrics.bubble.idleOverStep = metrics.idleShare;
    metrics.bubble.idleOverIdeal = busy > 0 ? idle / (busy / devices) : 0;
}

// Without a flush only filling and draining leave devices idle.
double steadyIdle(const Plan &plan, const Trace &trace)
{
    const TimeRange steady = steadyState(trace);
    std::int64_t idle = 0;
    for (const Trace::RowRange &row : trace.rows) {
        for (std::size_t i = row.first; i < row.first + row.count; ++i) {
            if (trace.tag[i].kind == SpanKind::Wait)
                idle += std::max<std::int64_t>(0, std::min(trace.end[i], steady.end) -
                                                      std::max(trace.begin[i], steady.begin));
        }
    }
    const double whole = seconds({steady.end - steady.begin}) * plan.ranks();
    return whole > 0 ? seconds({idle}) / whole : 0;
}

void measureRates(Metrics &metrics, const Scenario &scenario, const Plan &plan)
{
    if (metrics.step.count <= 0 || !metrics.completed)
        return;
    const double step = seconds(metrics.step);
    const double devices = scenario.cluster.devices;
    const double visits = static_cast<double>(plan.order.microBatches) * plan.replicas;
    const double passes = plan.training ? 3 : 1; // backward costs twice the forward
    double model = 0;
    double again = 0;
    for (const StagePlan &stage : plan.stages) {
        model += stage.forwardFlops * passes * visits;
        again += plan.training ? stage.recomputeFlops * visits : 0;
    }
    const double samples = static_cast<double>(scenario.training.globalBatch);
    metrics.samplesPerSecond = samples / step;
    metrics.tokensPerSecondPerDevice =
        samples * static_cast<double>(scenario.training.sequence) / step / devices;
    metrics.modelFlopsPerDevice = model / step / devices;
    metrics.hardwareFlopsPerDevice = (model + again) / step / devices;
    const double peak = countedPeak(scenario).flops;
    metrics.modelFlopsUtilization = metrics.modelFlopsPerDevice / peak;
    metrics.hardwareFlopsUtilization = metrics.hardwareFlopsPerDevice / peak;
}

} // namespace

Metrics measure(const Scenario &scenario, const Plan &plan, const Trace &trace)
{
    Metrics metrics;
    metrics.fits = plan.fits;
    metrics.completed = trace.completed;
    metrics.step = {trace.stop};
    metrics.modelParameters = parameterCount(scenario.model);
    metrics.warnings = plan.warnings;
    if (!trace.diagnosis.empty())
        metrics.warnings.push_back(trace.diagnosis);
    for (std::size_t row = 0; row < plan.rows.size(); ++row)
        metrics.rows.push_back(measureRow(plan, trace, row));
    const auto fullest = std::ranges::max_element(metrics.rows, {}, &RowMetrics::peakMemory);
    metrics.fullestRow = static_cast<int>(fullest - metrics.rows.begin());
    if (trace.rows.empty())
        return metrics;
    for (const RowMetrics &row : metrics.rows) {
        metrics.makespan = std::max(metrics.makespan, row.lastWork);
        metrics.longestSpan = std::max(metrics.longestSpan, row.lastWork - row.firstWork);
    }
    if (plan.postValidation && trace.completed)
        hidePostValidation(metrics);
    breakDown(metrics, plan, trace);
    measureBubble(metrics, plan);
    if (plan.order.asynchronous)
        metrics.bubble.steadyIdle = steadyIdle(plan, trace);
    measureRates(metrics, scenario, plan);
    return metrics;
}

} // namespace core
