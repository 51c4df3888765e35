// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/kpi_texts.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

struct Kpi
{
    Q_DECLARE_TR_FUNCTIONS(Kpi)
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString dash()
{
    return QStringLiteral("—");
}

bool sharesGradients(const core::Snapshot &snapshot)
{
    return snapshot.plan.ranks() == 1 && snapshot.plan.replicas > 1 && snapshot.plan.training;
}

double shareOfStep(core::Nanos part, core::Nanos step)
{
    return step.count > 0 ? core::seconds(part) / core::seconds(step) : 0;
}

KpiText stepText(const core::Snapshot &snapshot)
{
    const core::Metrics &metrics = snapshot.metrics;
    const core::Breakdown &parts = metrics.breakdown;
    const core::Figure step = core::figureOf(metrics.step);
    const core::Nanos worked = metrics.step - parts.idle - parts.dataComm - parts.pipelineComm;
    const QString without = text(core::figureOf(worked, metrics.step).text());
    return {.title = Kpi::tr("Step time"),
            .value = text(step.value),
            .unit = text(step.unit),
            .note = Kpi::tr("without waiting: %1").arg(without)};
}

KpiText throughputText(const core::Snapshot &snapshot)
{
    const std::int64_t batch = snapshot.scenario.training.globalBatch;
    return {.title = Kpi::tr("Throughput"),
            .value = text(core::figureOfNumber(snapshot.metrics.samplesPerSecond)),
            .unit = Kpi::tr("samples/s"),
            .note = batch == 1
                        ? Kpi::tr("1 sample per step")
                        : Kpi::tr("%1 samples per step").arg(text(core::figureOfCount(batch)))};
}

KpiText busyText(const core::Snapshot &snapshot)
{
    const int devices = snapshot.deviceCount();
    const QString count = text(core::figureOfCount(devices));
    return {.title = Kpi::tr("Busy"),
            .value = text(core::figureOfShare(snapshot.metrics.busyShare)),
            .note = devices == 1 ? Kpi::tr("one GPU") : Kpi::tr("average of %1 GPUs").arg(count),
            .bar = KpiBar::Busy,
            .share = snapshot.metrics.busyShare};
}

KpiText gradientSyncText(const core::Snapshot &snapshot)
{
    const core::Metrics &metrics = snapshot.metrics;
    const double share = shareOfStep(metrics.breakdown.dataComm, metrics.step);
    const double idle = shareOfStep(metrics.breakdown.idle, metrics.step);
    // What neither works nor shares is told as well, or the shares would not add up.
    return {.title = Kpi::tr("Gradient sync"),
            .value = text(core::figureOfShare(share)),
            .note = idle < 0.005 ? Kpi::tr("of the step")
                                 : Kpi::tr("and %1 idle").arg(text(core::figureOfShare(idle))),
            .bar = KpiBar::Idle,
            .share = share};
}

KpiText idleText(const core::Snapshot &snapshot)
{
    const double share = snapshot.metrics.idleShare;
    const double ideal = idealIdleShare(snapshot.scenario);
    return {.title = Kpi::tr("Idle (bubble)"),
            .value = text(core::figureOfShare(share)),
            .note = ideal < 0 ? Kpi::tr("of the step")
                              : Kpi::tr("in theory %1").arg(text(core::figureOfShare(ideal))),
            .bar = KpiBar::Idle,
            .share = share};
}

const core::RowMetrics &fullest(const core::Snapshot &snapshot)
{
    return snapshot.metrics.rows[static_cast<std::size_t>(snapshot.metrics.fullestRow)];
}

// "of 80 GB", or "MB of 80 GB" where the units differ.
QString ofCapacity(const core::Figure &need, const core::Figure &capacity)
{
    const QString whole = text(capacity.text());
    return need.unit == capacity.unit ? Kpi::tr("of %1").arg(whole)
                                      : Kpi::tr("%1 of %2").arg(text(need.unit), whole);
}

QString fullestNote(const core::Snapshot &snapshot)
{
    const core::Bytes peak = fullest(snapshot).peakMemory;
    if (snapshot.deviceCount() == 1)
        return Kpi::tr("%1 free").arg(text(core::figureOf(snapshot.plan.capacity - peak).text()));
    const bool equal = std::ranges::all_of(
        snapshot.metrics.rows, [peak](const auto &row) { return row.peakMemory == peak; });
    if (equal)
        return Kpi::tr("same on every GPU");
    const std::size_t row = static_cast<std::size_t>(snapshot.metrics.fullestRow);
    return Kpi::tr("GPU %1 is fullest").arg(snapshot.plan.rows[row].devices.front());
}

KpiText memoryText(const core::Snapshot &snapshot)
{
    const core::Bytes peak = fullest(snapshot).peakMemory;
    const core::Bytes capacity = snapshot.plan.capacity;
    const core::Figure need = core::figureOf(peak);
    KpiText memory{.title = Kpi::tr("Peak memory"),
                   .value = text(need.value),
                   .unit = ofCapacity(need, core::figureOf(capacity)),
                   .bar = KpiBar::Memory};
    if (capacity.count > 0)
        memory.share = static_cast<double>(peak.count) / static_cast<double>(capacity.count);
    if (snapshot.plan.fits) {
        memory.note = fullestNote(snapshot);
        return memory;
    }
    memory.title = Kpi::tr("Needed per GPU");
    memory.note = Kpi::tr("%1 too much").arg(text(core::figureOf(peak - capacity).text()));
    memory.problem = true;
    memory.bar = KpiBar::None;
    return memory;
}

// Figures of a step that never ends mean nothing.
void dashAll(KpiTexts &texts, std::size_t count, const QString &reason)
{
    for (std::size_t i = 0; i < count; ++i)
        texts[i] = {.title = texts[i].title, .value = dash()};
    texts[0].note = reason;
    texts[0].problem = true;
}

} // namespace

double idealIdleShare(const core::Scenario &scenario)
{
    const int ranks = scenario.parallel.pipeline;
    const double others = ranks - 1;
    const std::string &schedule = scenario.parallel.schedule;
    if (ranks <= 1)
        return -1;
    if (schedule == "naive")
        return others / ranks;
    if (schedule == "gpipe" || schedule == "1f1b")
        return others / (static_cast<double>(core::microBatchCount(scenario)) + others);
    return -1;
}

KpiTexts kpiTexts(const core::Snapshot &snapshot)
{
    KpiTexts texts = {stepText(snapshot), throughputText(snapshot), busyText(snapshot),
                      sharesGradients(snapshot) ? gradientSyncText(snapshot) : idleText(snapshot),
                      memoryText(snapshot)};
    if (!snapshot.plan.fits)
        dashAll(texts, 4, Kpi::tr("cannot start"));
    else if (!snapshot.metrics.completed)
        dashAll(texts, 4, Kpi::tr("stopped: a link is down"));
    return texts;
}

KpiTexts emptyKpiTexts()
{
    KpiTexts texts;
    texts[0].title = Kpi::tr("Step time");
    texts[1].title = Kpi::tr("Throughput");
    texts[2].title = Kpi::tr("Busy");
    texts[3].title = Kpi::tr("Idle (bubble)");
    texts[4].title = Kpi::tr("Peak memory");
    for (KpiText &kpi : texts)
        kpi.value = dash();
    return texts;
}

} // namespace ui
