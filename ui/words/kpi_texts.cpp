// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/kpi_texts.h"

#include "core/analysis/formulas.h"
#include "core/analysis/ideal_finish.h"
#include "core/analysis/one_device.h"
#include "core/base/figure_group.h"
#include "core/base/text.h"
#include "core/memory/memory_parts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <optional>

namespace ui {

namespace {

struct Kpi
{
    Q_DECLARE_TR_FUNCTIONS(Kpi)
};

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

// A note in two lengths.
struct Note
{
    QString whole;
    QString brief;
};

// Of the device that works most, as the line in the timeline shows it.
Note withoutWaiting(const core::Snapshot &snapshot)
{
    const core::Nanos ideal = busiestWithoutWaiting(snapshot);
    const QString time = textOf(core::figureOf(ideal, snapshot.metrics.step).text());
    return {Kpi::tr("ideal finish: %1").arg(time), Kpi::tr("ideal: %1").arg(time)};
}

// Of one GPU, or of the group of tensor partners that holds the model. In the unit of the step it
// is held against.
Note aloneText(const core::Snapshot &snapshot, core::Nanos alone)
{
    const core::Nanos step = snapshot.metrics.step;
    const core::Figure own = core::figureOf(alone); // with no more digits than it needs
    const bool sameUnit = own.unit == core::figureOf(step).unit;
    const QString time = textOf((sameUnit ? own : core::figureOf(alone, step)).text());
    return {snapshot.plan.groupSize > 1 ? Kpi::tr("one replica alone: %1").arg(time)
                                        : Kpi::tr("one GPU alone: %1").arg(time),
            Kpi::tr("alone: %1").arg(time)};
}

// Where one device could do it all alone, the gain of sharing can be stated.
KpiText stepText(const core::Snapshot &snapshot, const std::optional<core::Nanos> &alone)
{
    const core::Figure step = core::figureOf(snapshot.metrics.step);
    const Note note = alone ? aloneText(snapshot, *alone) : withoutWaiting(snapshot);
    return {.title = Kpi::tr("Step time"),
            .value = textOf(step.value),
            .unit = textOf(step.unit),
            .note = note.whole,
            .brief = note.brief};
}

KpiText throughputText(const core::Snapshot &snapshot, const std::optional<core::Nanos> &alone)
{
    const std::int64_t batch = snapshot.scenario.training.globalBatch;
    KpiText kpi{.title = Kpi::tr("Throughput"),
                .value = textOf(core::figureOfSpeed(snapshot.metrics.samplesPerSecond)),
                .unit = Kpi::tr("samples/s"),
                .note = Kpi::tr("%1 per step").arg(samplesText(batch)),
                .brief = Kpi::tr("%1 per step").arg(countText(batch))};
    if (alone)
        kpi.note = kpi.brief =
            (snapshot.plan.groupSize > 1 ? Kpi::tr("%1 × one replica") : Kpi::tr("%1 × one GPU"))
                .arg(textOf(core::figureOfNumber(shareOfStep(*alone, snapshot.metrics.step))));
    return kpi;
}

KpiText busyText(const core::Snapshot &snapshot)
{
    const int devices = snapshot.deviceCount();
    const QString count = countText(devices);
    return {.title = Kpi::tr("Busy"),
            .value = textOf(core::busyFigure(snapshot.metrics)),
            // Cards show the share so far, inspectors that of one GPU.
            .note =
                devices == 1 ? Kpi::tr("whole step") : Kpi::tr("whole step, %1 GPUs").arg(count),
            .brief = Kpi::tr("whole step"),
            .bar = KpiBar::Busy,
            .share = snapshot.metrics.busyShare};
}

KpiText gradientSyncText(const core::Snapshot &snapshot)
{
    const core::Metrics &metrics = snapshot.metrics;
    const double share = shareOfStep(metrics.breakdown.dataComm, metrics.step);
    const double idle = shareOfStep(metrics.breakdown.idle, metrics.step);
    const QString idleShare = textOf(core::shareInTenths(idle));
    // Gathers and scatters within passes count as busy time too; the idle share is given as well,
    // or the shares would not add up.
    const core::SyncTenths tenths = core::gradientSyncTenths(metrics);
    const QString within = textOf(core::figureOfTenths(tenths.within));
    const bool hasIdle = idle >= 0.0005;
    KpiText kpi{.title = Kpi::tr("Gradient sync"),
                .value = textOf(core::shareInTenths(share)),
                .note = hasIdle ? Kpi::tr("and %1 idle").arg(idleShare) : Kpi::tr("of the step"),
                .bar = KpiBar::Idle,
                .share = share};
    if (tenths.within > 0 && tenths.waited == 0)
        kpi.note = hasIdle ? Kpi::tr("within the busy time, and %1 idle").arg(idleShare)
                           : Kpi::tr("within the busy time");
    else if (tenths.within > 0)
        kpi.note = hasIdle ? Kpi::tr("%1 within busy, %2 idle").arg(within, idleShare)
                           : Kpi::tr("%1 within the busy time").arg(within);
    if (tenths.within > 0)
        kpi.brief = hasIdle              ? Kpi::tr("and %1 idle").arg(idleShare)
                    : tenths.waited == 0 ? Kpi::tr("in busy time")
                                         : Kpi::tr("%1 in busy time").arg(within);
    return kpi;
}

KpiText idleText(const core::Snapshot &snapshot)
{
    const double share = snapshot.metrics.idleShare;
    const std::optional<core::Formula> textbook = core::textbookIdle(snapshot.scenario);
    const double sync = snapshot.metrics.gradientSyncShare;
    // Busy, idle and gradient sync make up the whole step: a non-zero part is always given.
    const QString note =
        sync >= 0.005 ? Kpi::tr("and %1 gradient sync").arg(textOf(core::shareInTenths(sync)))
        : textbook    ? Kpi::tr("textbook: %1").arg(textOf(textbook->figure))
                      : Kpi::tr("of the step");
    return {.title = Kpi::tr("Idle (bubble)"),
            .value = textOf(core::shareInTenths(share)),
            .note = note,
            .brief = sync >= 0.005 ? Kpi::tr("and %1 sync").arg(textOf(core::shareInTenths(sync)))
                                   : note,
            .bar = KpiBar::Idle,
            .share = share};
}

QString fullestNote(const core::Snapshot &snapshot)
{
    const core::Bytes peak = snapshot.metrics.fullest().peakMemory;
    const core::Bytes capacity = snapshot.plan.capacity;
    if (snapshot.deviceCount() == 1)
        return Kpi::tr("%1 free").arg(
            textOf(core::figureOfMemory(capacity - peak, capacity).text()));
    const bool equal = std::ranges::all_of(
        snapshot.metrics.rows, [peak](const auto &row) { return row.peakMemory == peak; });
    if (equal)
        return Kpi::tr("same peak on all");
    const std::size_t row = static_cast<std::size_t>(snapshot.metrics.fullestRow);
    return Kpi::tr("GPU %1 is fullest").arg(snapshot.plan.rows[row].devices.front());
}

KpiText memoryText(const core::Snapshot &snapshot)
{
    const core::Bytes peak = snapshot.metrics.fullest().peakMemory;
    const core::Bytes capacity = snapshot.plan.capacity;
    const core::PartOfCapacity figures = core::partOfCapacity(peak, capacity);
    const QString whole = Kpi::tr("of %1").arg(textOf(figures.capacity.text()));
    const QString own = textOf(figures.part.unit); // of what is small
    KpiText memory{.title = Kpi::tr("Peak memory"),
                   .value = textOf(figures.part.value),
                   .unit = own.isEmpty() ? whole : own + u' ' + whole,
                   .briefUnit = own.isEmpty() ? textOf(figures.capacity.unit) : own,
                   .bar = KpiBar::Memory};
    if (capacity.count > 0)
        memory.share = static_cast<double>(peak.count) / static_cast<double>(capacity.count);
    if (snapshot.plan.fits) {
        memory.note = fullestNote(snapshot);
        return memory;
    }
    memory.title = Kpi::tr("Needed per GPU");
    if (peak > capacity)
        memory.note = Kpi::tr("%1 over").arg(textOf(core::figuresOfExcess(peak, capacity).text(2)));
    memory.problem = true;
    memory.bar = KpiBar::None;
    return memory;
}

// Figures of a step that never ends are meaningless.
void dashAll(KpiTexts &texts, std::size_t count, const QString &reason)
{
    for (std::size_t i = 0; i < count; ++i)
        texts[i] = {.title = texts[i].title, .value = dash()};
    texts[0].note = texts[0].brief = reason;
    texts[0].problem = true;
}

} // namespace

KpiText idleCardText(const core::Snapshot &snapshot)
{
    return sharesGradients(snapshot) ? gradientSyncText(snapshot) : idleText(snapshot);
}

KpiTexts kpiTexts(const core::Snapshot &snapshot)
{
    std::optional<core::Nanos> alone; // asking takes a plan
    if (snapshot.plan.fits && snapshot.metrics.completed)
        alone = core::oneDeviceAlone(snapshot);
    KpiTexts texts = {stepText(snapshot, alone), throughputText(snapshot, alone),
                      busyText(snapshot), idleCardText(snapshot), memoryText(snapshot)};
    if (!snapshot.plan.fits)
        dashAll(texts, 4, Kpi::tr("cannot start"));
    else if (!snapshot.metrics.completed)
        dashAll(texts, 4, // why, unless that is not to be told
                snapshot.scenario.faults.links.empty() ? Kpi::tr("stopped")
                                                       : Kpi::tr("stopped: a link is down"));
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
