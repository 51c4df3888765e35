// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/formulas.h"

#include "core/analysis/counted_peak.h"
#include "core/base/text.h"
#include "core/plan/plan_memory.h"
#include "core/schedule/textbook.h"
#include "core/sim/finish.h"
#include "core/sim/idle_attribution.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace core {
namespace {

// Enough digits for a reader to reproduce the three of the result.
constexpr int kDigits = 5;

struct TimeScale
{
    double unit = 1; // seconds
    const char *name = "s";
    int decimals = 0;
};

TimeScale scaleOf(Nanos step)
{
    constexpr TimeScale scales[] = {{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}, {1e-9, "ns"}};
    for (TimeScale scale : scales) {
        const double size = seconds(step) / scale.unit;
        if (size < 0.9995 && scale.unit > 1e-9)
            continue;
        const int before = size >= 1 ? static_cast<int>(std::log10(size)) + 1 : 1;
        scale.decimals = scale.unit > 1e-9 ? std::max(0, kDigits - before) : 0;
        return scale;
    }
    return scales[3];
}

std::string timeText(Nanos time, const TimeScale &scale)
{
    return figureOfDecimals(seconds(time) / scale.unit, scale.decimals) + ' ' + scale.name;
}

struct Part
{
    const char *name;
    Nanos Breakdown::*time;
};
constexpr std::array kParts = {Part{"forward", &Breakdown::forward},
                               Part{"backward", &Breakdown::backward},
                               Part{"recomputation", &Breakdown::recompute},
                               Part{"tensor collectives", &Breakdown::tensorComm},
                               Part{"pipeline transfers", &Breakdown::pipelineComm},
                               Part{"gradient sync", &Breakdown::dataComm},
                               Part{"context exchange", &Breakdown::contextComm},
                               Part{"expert exchange", &Breakdown::expertComm},
                               Part{"optimizer", &Breakdown::optimizer},
                               Part{"waiting for the host", &Breakdown::host},
                               Part{"idle", &Breakdown::idle}};

// A part of whole units is not one less because it was divided.
double whole(double part)
{
    constexpr double nearly = 1e-6;
    return std::floor(part + nearly);
}

// Which parts round up so that so many do, and equal ones together: those that lost most, as bits.
// 0 where there is no such choice.
std::uint32_t roundedUp(const std::vector<double> &parts, std::size_t count)
{
    struct Choice
    {
        double lost = -1; // none
        std::uint32_t parts = 0;
    };
    std::vector<Choice> choices(count + 1); // by the number of parts
    choices[0].lost = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::uint32_t equal = 0;
        std::size_t size = 0;
        for (std::size_t other = 0; other < parts.size(); ++other) {
            if (parts[other] != parts[i])
                continue;
            equal |= 1U << other;
            ++size;
        }
        const bool isFirst = (equal & ((1U << i) - 1)) == 0;
        if (!isFirst || parts[i] <= 0)
            continue;
        const double lost = static_cast<double>(size) * std::max(0.0, parts[i] - whole(parts[i]));
        for (std::size_t with = count; with >= size; --with) {
            const Choice &without = choices[with - size];
            if (without.lost >= 0 && without.lost + lost > choices[with].lost)
                choices[with] = {without.lost + lost, without.parts | equal};
        }
    }
    return choices[count].parts;
}

// In units of the last decimal, so that the printed parts add up to the printed sum: the remainder
// goes to the parts that lost most by rounding, and equal parts stay equal where that is possible.
std::vector<std::int64_t> roundedParts(const std::vector<double> &parts, std::int64_t sum)
{
    std::vector<std::int64_t> rounded;
    for (const double part : parts)
        rounded.push_back(static_cast<std::int64_t>(whole(part)));
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t i) { return parts[i] - whole(parts[i]); });
    std::int64_t left = sum - std::accumulate(rounded.begin(), rounded.end(), std::int64_t{0});
    if (left > 0 && left <= static_cast<std::int64_t>(parts.size())) {
        const std::uint32_t up = roundedUp(parts, static_cast<std::size_t>(left));
        for (std::size_t i = 0; i < parts.size(); ++i)
            rounded[i] += up >> i & 1U ? 1 : 0;
        left = up != 0 ? 0 : left;
    }
    for (std::size_t i = 0; left > 0 && i < order.size(); ++i, --left)
        ++rounded[order[i]];
    return rounded;
}

// "forward 1.1000 s + backward 2.2003 s + idle 0.9512 s = 4.25 s, mean of 4 GPUs": the result has
// the digits of the headline, its parts those with which it can be checked.
std::string stepText(const Snapshot &snapshot)
{
    const Metrics &metrics = snapshot.metrics;
    const TimeScale scale = scaleOf(metrics.step);
    const double last = scale.unit * std::pow(10, -scale.decimals);
    std::vector<double> parts;
    for (const Part &part : kParts)
        parts.push_back(seconds(metrics.breakdown.*part.time) / last);
    const auto rounded = roundedParts(parts, std::llround(seconds(metrics.step) / last));
    std::string text;
    for (std::size_t i = 0; i < kParts.size(); ++i) {
        if (rounded[i] == 0)
            continue;
        const Nanos shown = nanosFromSeconds(static_cast<double>(rounded[i]) * last);
        text += (text.empty() ? "" : " + ") + std::string(kParts[i].name) + ' ' +
                timeText(shown, scale);
    }
    text += " = " + figureOf(metrics.step).text();
    return snapshot.deviceCount() > 1
               ? text + ", mean of " + figureOfCount(snapshot.deviceCount()) + " GPUs"
               : text;
}

Formula stepFormula(const Snapshot &snapshot)
{
    const Nanos step = snapshot.metrics.step;
    return {seconds(step), figureOf(step).text(), stepText(snapshot)};
}

Formula throughputFormula(const Snapshot &snapshot)
{
    const Metrics &metrics = snapshot.metrics;
    const std::int64_t batch = snapshot.scenario.training.globalBatch;
    const std::string figure = figureOfSpeed(metrics.samplesPerSecond) + " samples/s";
    return {metrics.samplesPerSecond, figure,
            figureOfCount(batch) + (batch == 1 ? " sample" : " samples") + " per step / " +
                timeText(metrics.step, scaleOf(metrics.step)) + " = " + figure};
}

// "idle 1.36 s / step 4.25 s = 32 %, mean of 4 GPUs"
Formula shareFormula(const Snapshot &snapshot, const char *name, double share,
                     const std::string &figure)
{
    const Nanos step = snapshot.metrics.step;
    const TimeScale scale = scaleOf(step);
    std::string text = std::string(name) + ' ' +
                       timeText(nanosFromSeconds(share * seconds(step)), scale) + " / step " +
                       timeText(step, scale) + " = " + figure;
    if (snapshot.deviceCount() > 1)
        text += ", mean of " + figureOfCount(snapshot.deviceCount()) + " GPUs";
    return {share, figure, text};
}

Formula busyFormula(const Snapshot &snapshot)
{
    return shareFormula(snapshot, "at work", snapshot.metrics.busyShare,
                        busyFigure(snapshot.metrics));
}

Formula idleFormula(const Snapshot &snapshot)
{
    const double idle = snapshot.metrics.idleShare;
    return shareFormula(snapshot, "idle", idle, shareInTenths(idle));
}

Formula gradientSyncFormula(const Snapshot &snapshot)
{
    const Metrics &metrics = snapshot.metrics;
    const double share = seconds(metrics.breakdown.dataComm) / seconds(metrics.step);
    return shareFormula(snapshot, "gradient sync", share, shareInTenths(share));
}

Formula memoryFormula(const Snapshot &snapshot)
{
    const Metrics &metrics = snapshot.metrics;
    const Bytes peak = metrics.fullest().peakMemory;
    const RowPlan &row = snapshot.plan.rows[static_cast<std::size_t>(metrics.fullestRow)];
    const std::string where =
        snapshot.deviceCount() > 1 ? deviceName(row.devices.front()) + ": " : "";
    return {static_cast<double>(peak.count),
            figureOfMemory(row.peak.total(), snapshot.plan.capacity).text(),
            where + peakText(snapshot.plan, metrics.fullestRow)};
}

// "12.3 PFLOP of the model, all attention scores counted, / (4.25 s × 4 GPUs × 312 TFLOP/s, the
// bf16 peak) = 45 %". All scores: as PaLM counts (arXiv:2204.02311, appendix B), although causal
// kernels compute half of them.
Formula utilizationFormula(const Snapshot &snapshot)
{
    const Metrics &metrics = snapshot.metrics;
    const double devices = snapshot.scenario.cluster.devices;
    const double flops = metrics.modelFlopsPerDevice * devices * seconds(metrics.step);
    const CountedPeak peak = countedPeak(snapshot.scenario);
    const std::string figure = shareInTenths(metrics.modelFlopsUtilization);
    return {metrics.modelFlopsUtilization, figure,
            figureOfFlops(flops).text() + " of the model" +
                (snapshot.scenario.model.transformer() ? ", all attention scores counted, / ("
                                                       : " / (") +
                timeText(metrics.step, scaleOf(metrics.step)) + " × " +
                figureOfCount(snapshot.scenario.cluster.devices) +
                (devices == 1 ? " GPU × " : " GPUs × ") + figureOfFlops(peak.flops).text() +
                "/s, the " + std::string(peak.name) + " peak) = " + figure};
}

struct Row
{
    std::string_view id;
    Formula (*make)(const Snapshot &snapshot);
    bool needsStep = true; // one that ran to its end
};
constexpr std::array<Row, kHeadlineCount> kRows = {{{"step_time", stepFormula},
                                                    {"throughput", throughputFormula},
                                                    {"busy", busyFormula},
                                                    {"idle", idleFormula},
                                                    {"gradient_sync", gradientSyncFormula},
                                                    {"memory", memoryFormula, false},
                                                    {"mfu", utilizationFormula}}};

} // namespace

std::int64_t busyTenths(const Metrics &metrics)
{
    const auto tenths = [](double share) {
        return static_cast<std::int64_t>(std::llround(1000 * share));
    };
    const double rest = metrics.idleShare + metrics.gradientSyncShare;
    if (std::abs(metrics.busyShare + rest - 1) > 1e-6)
        return tenths(metrics.busyShare);
    return 1000 - tenths(metrics.idleShare) - tenths(metrics.gradientSyncShare);
}

std::string hostOptimizerFigure(const Snapshot &snapshot)
{
    const Metrics &metrics = snapshot.metrics;
    if (!snapshot.scenario.parallel.offloadOptimizer || metrics.breakdown.optimizer == Nanos{})
        return {};
    return shareInTenths(seconds(metrics.breakdown.optimizer) / seconds(metrics.step));
}

std::string busyFigure(const Metrics &metrics)
{
    const std::int64_t tenths = busyTenths(metrics);
    return tenths == std::llround(1000 * metrics.busyShare)
               ? shareInTenths(metrics.busyShare)
               : figureOfDecimals(static_cast<double>(tenths) / 10, 1) + " %";
}

SyncTenths gradientSyncTenths(const Metrics &metrics)
{
    const auto tenths = [&metrics](Nanos time) {
        const double step = seconds(metrics.step);
        return step > 0 ? std::llround(1000 * seconds(time) / step) : 0LL;
    };
    SyncTenths sync = {.all = tenths(metrics.breakdown.dataComm),
                       .waited = std::llround(1000 * metrics.gradientSyncShare)};
    sync.within = std::max<std::int64_t>(0, sync.all - sync.waited);
    return sync;
}

std::string figureOfTenths(std::int64_t tenths)
{
    return figureOfDecimals(static_cast<double>(tenths) / 10, 1) + " %";
}

std::string_view idOf(Headline headline)
{
    return kRows[static_cast<std::size_t>(headline)].id;
}

Formula formulaOf(const Snapshot &snapshot, Headline headline)
{
    const Row &row = kRows[static_cast<std::size_t>(headline)];
    const Metrics &metrics = snapshot.metrics;
    if (metrics.rows.empty() || (row.needsStep && (!metrics.completed || metrics.step.count <= 0)))
        return {};
    return row.make(snapshot);
}

std::optional<Formula> textbookIdle(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::optional<Textbook> textbook =
        textbookOf(parallel.schedule, {.ranks = parallel.pipeline,
                                       .microBatches = microBatchCount(scenario),
                                       .chunks = parallel.chunks});
    if (!textbook)
        return std::nullopt;
    const std::string figure = shareInTenths(textbook->idleShare);
    return Formula{textbook->idleShare, figure,
                   textbook->symbols + " = " + textbook->numbers + " = " + figure};
}

std::optional<Formula> idealIdle(const Snapshot &snapshot)
{
    const Plan &plan = snapshot.plan;
    if (plan.ranks() < 2 || snapshot.trace.rows.empty() || plan.order.actions.empty())
        return std::nullopt;
    const IdealStep ideal = idealStep(plan);
    if (ideal.step.count <= 0)
        return std::nullopt;
    const double share = seconds(ideal.idle) / seconds(ideal.step);
    const TimeScale scale = scaleOf(ideal.step);
    const std::string figure = shareInTenths(share);
    return Formula{
        share, figure,
        "idle " + timeText(ideal.idle, scale) + " / step " + timeText(ideal.step, scale) + " = " +
            figure +
            ", in this order with these stages, if every GPU were healthy and links cost nothing"};
}

} // namespace core
