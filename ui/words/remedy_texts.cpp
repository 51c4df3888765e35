// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/remedy_texts.h"

#include "core/base/text.h"
#include "ui/words/figure_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ui {

namespace {

struct Remedies
{
    Q_DECLARE_TR_FUNCTIONS(Remedies)
};

QString splitTitle(const core::Scenario &after)
{
    const core::ParallelSpec &parallel = after.parallel;
    const QString devices = countText(after.cluster.devices);
    const int group = core::groupSize(parallel);
    if (parallel.data == 1 && group == 1)
        return Remedies::tr("Split the layers over %1 GPUs").arg(devices);
    if (parallel.data == 1)
        return Remedies::tr("%1 stages of %2 GPUs each")
            .arg(countText(parallel.pipeline), countText(group));
    return Remedies::tr("%1 replicas of %2 stages")
        .arg(countText(parallel.data), countText(parallel.pipeline));
}

QString splitAction(const core::Scenario &now, const core::Scenario &after)
{
    if (!core::isPipelined(now))
        return Remedies::tr("Try pipeline");
    if (now.cluster.devices == after.cluster.devices)
        return Remedies::tr("Try %1 stages").arg(after.parallel.pipeline);
    return Remedies::tr("Try %1 GPUs").arg(countText(after.cluster.devices));
}

// What the states are sharded over: GPUs where each would hold the whole model.
QString shareTitle(const core::Scenario &after)
{
    const core::ParallelSpec &parallel = after.parallel;
    const QString copies = countText(core::sharersOf(after));
    const bool wholeModel = parallel.pipeline * parallel.tensor == 1;
    switch (parallel.sharding) {
    case core::Sharding::Zero1:
        return wholeModel ? Remedies::tr("Shard optimizer states: %1 GPUs").arg(copies)
                          : Remedies::tr("Shard optimizer states: %1 replicas").arg(copies);
    case core::Sharding::Zero2:
        return wholeModel ? Remedies::tr("Shard all but weights: %1 GPUs").arg(copies)
                          : Remedies::tr("Shard all but weights: %1 replicas").arg(copies);
    default:
        return wholeModel ? Remedies::tr("Shard the states over %1 GPUs").arg(copies)
                          : Remedies::tr("Shard the states: %1 replicas").arg(copies);
    }
}

QString shareAction(const core::Scenario &after)
{
    if (core::sharesInGroups(after))
        return Remedies::tr("Try groups of %1").arg(countText(core::sharersOf(after)));
    if (core::strategyOf(after) == core::Strategy::Sharded)
        return Remedies::tr("Try sharded");
    return Remedies::tr("Try ZeRO-%1").arg(static_cast<int>(after.parallel.sharding));
}

RemedyText titled(const core::Remedy &remedy, const core::Scenario &now)
{
    const core::Scenario &after = remedy.scenario;
    switch (remedy.kind) {
    case core::RemedyKind::ShareStates:
        if (after.parallel.sharding == now.parallel.sharding &&
            after.parallel.data > now.parallel.data) {
            const QString replicas = countText(after.parallel.data);
            return {Remedies::tr("%1 replicas share the states").arg(replicas),
                    Remedies::tr("Try %1 replicas").arg(replicas),
                    Remedies::tr("shard the states")};
        }
        return {shareTitle(after), shareAction(after), Remedies::tr("shard the states")};
    case core::RemedyKind::SmallerMicroBatches:
        return {Remedies::tr("Cut the batch into %1 micro-batches")
                    .arg(countText(core::microBatchCount(after))),
                Remedies::tr("Try smaller"), Remedies::tr("use smaller micro-batches")};
    case core::RemedyKind::Recompute:
        return {Remedies::tr("Recompute activations"), Remedies::tr("Try recomputing"),
                Remedies::tr("recompute activations")};
    case core::RemedyKind::LowerPrecision:
        return {after.training.precision == core::Precision::Fp8 ? Remedies::tr("Train in fp8")
                                                                 : Remedies::tr("Train in bf16"),
                Remedies::tr("Try fewer bits"), Remedies::tr("lower the precision")};
    case core::RemedyKind::OffloadOptimizer:
        return {Remedies::tr("Optimizer in host memory"), Remedies::tr("Try offload"),
                Remedies::tr("move the optimizer to host memory")};
    case core::RemedyKind::BiggerDevice:
        return {Remedies::tr("Use %1").arg(textOf(after.cluster.device.title)),
                Remedies::tr("Try this GPU"), Remedies::tr("use a larger GPU")};
    case core::RemedyKind::SplitLayers:
        break;
    }
    return {splitTitle(after), splitAction(now, after), Remedies::tr("split the layers")};
}

enum class Room { Enough, Little };

QString moreDevices(int now, int after, Room room)
{
    const int more = after - now;
    if (more == 0)
        return {};
    if (more < 0)
        return Remedies::tr("uses %1 GPUs").arg(countText(after));
    if (room == Room::Little)
        return more == 1 ? Remedies::tr("+1 GPU") : Remedies::tr("+%1 GPUs").arg(countText(more));
    return more == 1 ? Remedies::tr("needs 1 more GPU")
                     : Remedies::tr("needs %1 more GPUs").arg(countText(more));
}

// What the title does not say.
QString changesText(const core::Remedy &remedy, const core::Scenario &now, Room room)
{
    const core::Scenario &after = remedy.scenario;
    const core::TrainingSpec &then = after.training;
    QStringList changes = {moreDevices(now.cluster.devices, after.cluster.devices, room)};
    if (remedy.kind != core::RemedyKind::Recompute && then.recompute != now.training.recompute)
        changes.append(room == Room::Enough ? Remedies::tr("recomputing")
                                            : Remedies::tr("recompute"));
    if (remedy.kind != core::RemedyKind::LowerPrecision && then.precision != now.training.precision)
        changes.append(then.precision == core::Precision::Fp8 ? Remedies::tr("fp8")
                                                              : Remedies::tr("bf16"));
    if (then.globalBatch != now.training.globalBatch)
        changes.append(Remedies::tr("batch %1 → %2")
                           .arg(countText(now.training.globalBatch), countText(then.globalBatch)));
    if (remedy.kind == core::RemedyKind::ShareStates) {
        if (after.parallel.tensor != now.parallel.tensor)
            changes.append(
                Remedies::tr("tensor %1 → %2").arg(now.parallel.tensor).arg(after.parallel.tensor));
        if (after.parallel.pipeline != now.parallel.pipeline)
            changes.append(Remedies::tr("stages %1 → %2")
                               .arg(now.parallel.pipeline)
                               .arg(after.parallel.pipeline));
    }
    if (remedy.kind != core::RemedyKind::SmallerMicroBatches &&
        remedy.kind != core::RemedyKind::SplitLayers && then.microBatch != now.training.microBatch)
        changes.append(Remedies::tr("micro-batches of %1").arg(countText(then.microBatch)));
    changes.removeAll(QString());
    return changes.join(QStringLiteral(", "));
}

void addCost(RemedyText &text, const core::Remedy &remedy)
{
    // As an absolute time: the current step cannot start, so a ratio to it is meaningless. What
    // does not fit has no step either.
    if (!remedy.fits || remedy.step <= core::Nanos{})
        return;
    const QString time = textOf(core::figureOf(remedy.step).text());
    text.cost = text.costBrief = Remedies::tr("step %1").arg(time);
    if (remedy.stepNow <= core::Nanos{})
        return;
    const core::FigureGroup times = core::figuresTogether({remedy.step, remedy.stepNow});
    text.costTip =
        Remedies::tr(
            "The step takes %1. On GPUs with enough memory, the current layout would take %2.")
            .arg(textOf(times.text(0)), textOf(times.text(1)));
}

QString groupHeadline(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    const core::Bytes need =
        plan.rows[static_cast<std::size_t>(snapshot.metrics.fullestRow)].peak.total();
    const QString group = plan.replicas == 1
                              ? Remedies::tr("This model does not fit on a group of %1 GPUs")
                              : Remedies::tr("This model does not fit on groups of %1 GPUs");
    return Remedies::tr("%1: each of the GPUs needs %2")
        .arg(group.arg(countText(plan.groupSize)), ofText(need, plan.capacity));
}

QString stageHeadline(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    const core::RowPlan &row = plan.rows[static_cast<std::size_t>(snapshot.metrics.fullestRow)];
    const QString place = plan.groupSize > 1 ? Remedies::tr("GPUs %1 to %2")
                                                   .arg(row.firstOfGroup)
                                                   .arg(row.firstOfGroup + plan.groupSize - 1)
                                             : Remedies::tr("GPU %1").arg(row.devices.front());
    const bool none = std::ranges::all_of(plan.rows, [&plan](const core::RowPlan &each) {
        return each.peak.total() > plan.capacity;
    });
    return (none ? Remedies::tr("No part of the model fits: the largest, on %1, needs %2")
                 : Remedies::tr("The part of the model on %1 does not fit: it needs %2"))
        .arg(place, ofText(row.peak.total(), plan.capacity));
}

} // namespace

QString triedOnOneText(const core::IdeaList &ideas)
{
    if (ideas.leastNeed == core::Bytes{} || ideas.tried.total() == 0)
        return {};
    return Remedies::tr("Tried on this GPU alone: %1. It needs at least %2.")
        .arg(QString::fromStdString(core::triedText(ideas.tried)),
             textOf(core::figureOf(ideas.leastNeed).text()));
}

RemedyText remedyText(const core::Remedy &remedy, const core::Scenario &now)
{
    RemedyText text = titled(remedy, now);
    // Of another GPU what it has, which its name says in other units.
    const core::Bytes capacity = remedy.scenario.cluster.device.memory;
    const QString size = remedy.kind == core::RemedyKind::BiggerDevice
                             ? ofText(remedy.need, capacity)
                             : textOf(core::figureOf(remedy.need).text());
    text.result = remedy.fits ? Remedies::tr("%1 per GPU").arg(size)
                              : Remedies::tr("%1: still too much").arg(size);
    text.changes = changesText(remedy, now, Room::Enough);
    text.changesBrief = changesText(remedy, now, Room::Little);
    addCost(text, remedy);
    return text;
}

QString doesNotFitHeadline(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    if (snapshot.deviceCount() == 1)
        return Remedies::tr("This model does not fit on one GPU");
    if (plan.ranks() == 1 && plan.groupSize > 1)
        return groupHeadline(snapshot);
    const bool shares =
        plan.ranks() == 1 && snapshot.scenario.parallel.sharding != core::Sharding::None;
    const int sharers = shares ? core::sharersOf(snapshot.scenario) : 1;
    if (sharers > 1)
        return (core::sharesInGroups(snapshot.scenario)
                    ? Remedies::tr(
                          "This model does not fit with its states sharded over groups of %1 GPUs")
                    : Remedies::tr(
                          "This model does not fit, even with its states sharded over %1 GPUs"))
            .arg(countText(sharers));
    if (plan.ranks() == 1)
        return Remedies::tr(
            "This model does not fit on one GPU, so it cannot be copied to each of them");
    return stageHeadline(snapshot);
}

} // namespace ui
