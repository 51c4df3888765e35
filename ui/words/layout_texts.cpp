// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/layout_texts.h"

#include "core/base/text.h"
#include "core/campaign/campaign.h"
#include "core/io/scenario/setting_titles.h"
#include "core/search/held_parts.h"
#include "ui/words/kind_words.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace ui {

namespace {

struct Layouts
{
    Q_DECLARE_TR_FUNCTIONS(Layouts)
};

constexpr double kSecondsPerHour = 3600;

} // namespace

QString degreesText(const core::Layout &layout)
{
    QStringList parts;
    const auto add = [&parts](int degree, const QString &text) {
        if (degree > 1)
            parts.append(text.arg(countText(degree)));
    };
    add(layout.data, Layouts::tr("%1 replicas"));
    add(layout.tensor, Layouts::tr("tensor %1"));
    add(layout.pipeline, Layouts::tr("%1 stages"));
    add(layout.context, Layouts::tr("context %1"));
    add(layout.expert, Layouts::tr("experts over %1"));
    return parts.isEmpty() ? Layouts::tr("one GPU") : parts.join(QStringLiteral(" × "));
}

QString shardingText(const core::Layout &layout)
{
    if (layout.sharding == core::Sharding::None)
        return Layouts::tr("not sharded");
    const QString name = QStringLiteral("ZeRO-%1").arg(static_cast<int>(layout.sharding));
    return layout.shardingGroup == 0
               ? name
               : Layouts::tr("%1 in groups of %2").arg(name, countText(layout.shardingGroup));
}

QString recomputeText(core::Recompute recompute)
{
    switch (recompute) {
    case core::Recompute::None:
        break;
    case core::Recompute::Selective:
        return Layouts::tr("selective recomputation");
    case core::Recompute::Full:
        return Layouts::tr("full recomputation");
    }
    return Layouts::tr("no recomputation");
}

QString lastStageText(const core::OrderChoice &order)
{
    if (order.lighter == 0)
        return Layouts::tr("even");
    if (order.lighter == kOwnPartition)
        return Layouts::tr("a partition of its own");
    return order.lighter == 1 ? Layouts::tr("1 layer lighter")
                              : Layouts::tr("%1 layers lighter").arg(order.lighter);
}

QString orderText(const core::Layout &layout, const core::OrderChoice &order)
{
    QStringList parts;
    if (order.entry && layout.pipeline > 1) {
        core::ParallelSpec parallel;
        parallel.schedule = order.entry->id;
        const QString title = textOf(core::scheduleTitle(parallel));
        const bool counts = order.entry->chunks.least < order.entry->chunks.most;
        parts.append(counts && order.chunks > 1
                         ? Layouts::tr("%1, %2 chunks").arg(title).arg(order.chunks)
                         : title);
        if (order.lighter > 0)
            parts.append(Layouts::tr("last stage %1").arg(lastStageText(order)));
        else if (order.lighter == kOwnPartition)
            parts.append(lastStageText(order));
    }
    if (layout.sharding != core::Sharding::None)
        parts.append(shardingText(layout));
    parts.append(
        layout.microBatch == 1
            ? Layouts::tr("micro-batches of 1 sample")
            : Layouts::tr("micro-batches of %1 samples").arg(countText(layout.microBatch)));
    if (layout.recompute != core::Recompute::None)
        parts.append(recomputeText(layout.recompute));
    if (layout.sequenceParallel)
        parts.append(Layouts::tr("sequence parallel"));
    return parts.join(QStringLiteral(" · "));
}

QString layoutFigures(const core::LayoutPoint &point)
{
    const QString step = textOf(core::figureOf(point.step).text());
    const QString memory = textOf(core::figureOf(point.memory).text());
    return point.fits ? Layouts::tr("%1 a step, %2 on the fullest GPU").arg(step, memory)
                      : Layouts::tr("does not fit: needs %1; a step would take %2 at least")
                            .arg(memory, step);
}

QString layoutText(const core::LayoutPoint &point)
{
    return degreesText(point.layout) + u'\n' + orderText(point.layout, point.order) + u'\n' +
           layoutFigures(point);
}

core::LayoutPoint layoutPointOf(const core::Scenario &scenario, core::Nanos step,
                                core::Bytes memory, bool fits)
{
    core::OrderChoice order = core::orderOf(scenario);
    if (order.lighter == 0 && !scenario.parallel.partition.empty())
        order.lighter = kOwnPartition;
    return {core::layoutOf(scenario), order, step, memory, fits};
}

bool isSameLayout(const core::LayoutPoint &a, const core::LayoutPoint &b)
{
    return a.layout == b.layout && a.order == b.order;
}

QString searchSubtitle(const core::Scenario &scenario, const core::HeldParts &held)
{
    QStringList parts = {
        titleOf(scenario.model),
        Layouts::tr("%1 × %2").arg(countText(scenario.cluster.devices),
                                   textOf(scenario.cluster.device.title)),
        Layouts::tr("global batch %1").arg(countText(scenario.training.globalBatch))};
    QStringList titles;
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (held[i])
            titles.append(textOf(core::settingTitle(core::layoutParts()[i].path)));
    }
    if (!titles.isEmpty())
        parts.append(Layouts::tr("fixed: %1").arg(titles.join(QStringLiteral(", "))));
    return parts.join(QStringLiteral(" · "));
}

QString dollarsOfStepText(const core::Scenario &scenario, core::Nanos step)
{
    const double price = core::usualAssumptions(scenario).dollarsPerHour;
    if (price <= 0)
        return {};
    const double dollars = price * scenario.cluster.devices * core::seconds(step) / kSecondsPerHour;
    // Prices of several layouts stand below each other: cents, and of less than a dollar three
    // digits, as zeros too.
    const int decimals = dollars < 1 ? 2 - static_cast<int>(std::floor(std::log10(dollars))) : 2;
    return Layouts::tr("$ %1 a step")
        .arg(textOf(dollars < 100 ? core::figureOfDecimals(dollars, decimals)
                                  : core::figureOfNumber(dollars)));
}

QString searchProgress(const core::LayoutAdvice &advice, bool isBusy)
{
    const QString known = countText(advice.counts.candidates - advice.counts.ruledOut());
    const QString all = countText(advice.counts.candidates);
    if (isBusy && advice.counts.candidates == 0)
        return Layouts::tr("Counting the layouts…");
    if (isBusy && advice.devicesTried > 0)
        return Layouts::tr("No layout fits; looking on %1 GPUs…")
            .arg(countText(advice.devicesTried));
    if (isBusy && advice.proved == 0)
        return Layouts::tr("Looking for the fastest of %1 layouts: %2 looked at").arg(all, known);
    if (isBusy)
        return Layouts::tr("The fastest is proved; looking for those that need less memory: %1 of "
                           "%2 layouts looked at")
            .arg(known, all);
    if (advice.complete && advice.ideas.empty() && !advice.devicesKnown)
        return Layouts::tr("No layout fits; cancelled while looking for one on more GPUs");
    if (advice.complete && advice.counts.candidates == 1)
        return Layouts::tr("Search complete: 1 layout");
    return advice.complete ? Layouts::tr("Search complete: %1 layouts").arg(all)
                           : Layouts::tr("Cancelled after %1 of %2 layouts").arg(known, all);
}

namespace {

// Of no layout that fits: behind that, on how many GPUs one does.
QString noneText(const core::LayoutAdvice &advice)
{
    const QString limit = textOf(core::figureOf(advice.limit).text());
    QString text = advice.counts.candidates == 1
                       ? Layouts::tr("The only possible layout does not fit into %1.").arg(limit)
                       : Layouts::tr("None of %1 layouts fits into %2.")
                             .arg(countText(advice.counts.candidates), limit);
    const QString devices = countText(advice.devicesTried);
    if (advice.devicesNeeded)
        text += u' ' + Layouts::tr("On %1 GPUs there is one that fits.").arg(devices);
    else if (advice.devicesKnown && advice.devicesTried > 0)
        text += u' ' + Layouts::tr("There is none on %1 GPUs either.").arg(devices);
    return text;
}

// What the search found with the optimizer in the other place; empty: that was not asked.
QString otherOffloadText(const core::LayoutAdvice &advice)
{
    if (!advice.otherOffload)
        return {};
    const bool host = *advice.otherOffload;
    if (!advice.ofOtherOffload)
        return host ? Layouts::tr("With the optimizer in host memory none fits either.")
                    : Layouts::tr("With the optimizer on the GPUs none fits.");
    return (host ? Layouts::tr("With the optimizer in host memory the best takes %1 and needs %2.")
                 : Layouts::tr("With the optimizer on the GPUs the best takes %1 and needs %2."))
        .arg(textOf(core::figureOf(advice.ofOtherOffload->step).text()),
             textOf(core::figureOf(advice.ofOtherOffload->memory).text()));
}

QString provedWithin(const core::LayoutAdvice &advice)
{
    if (advice.ideas.empty())
        return advice.complete ? noneText(advice)
                               : Layouts::tr("Nothing that fits has been found yet.");
    if (advice.complete && advice.counts.candidates == 1)
        return Layouts::tr("No other layout is possible.");
    const QString limit = textOf(core::figureOf(advice.limit).text());
    const core::Nanos best = advice.ideas.front().step;
    if (advice.proved > 0)
        return Layouts::tr("Proved: of %1 possible layouts, none that fits into %2 is faster than "
                           "idea 1.")
            .arg(countText(advice.counts.candidates), limit);
    if (advice.bound.count <= 0)
        return Layouts::tr("A first answer; what can be better is being counted.");
    const double share = 1 - core::seconds(advice.bound) / core::seconds(best);
    return Layouts::tr("Nothing that fits into %1 can be more than %2 faster than idea 1.")
        .arg(limit, textOf(core::shareInTenths(share)));
}

} // namespace

QString provedText(const core::LayoutAdvice &advice)
{
    const QString other = otherOffloadText(advice);
    const QString proved = provedWithin(advice);
    return other.isEmpty() ? proved : proved + QChar::Space + other;
}

QString countsText(const core::SearchCounts &counts)
{
    return Layouts::tr("%1 were simulated, %2 need more memory, %3 have no such schedule; proved "
                       "bounds ruled out the other %4.")
        .arg(countText(counts.simulated), countText(counts.doNotFit), countText(counts.refused),
             countText(counts.ruledOut()));
}

} // namespace ui
