// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/remedies.h"

#include "core/base/text.h"
#include "ui/layout/text_of.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct Remedies
{
    Q_DECLARE_TR_FUNCTIONS(Remedies)
};

QString splitTitle(const core::Scenario &after)
{
    const core::ParallelSpec &parallel = after.parallel;
    const QString devices = textOf(core::figureOfCount(after.cluster.devices));
    if (parallel.data == 1)
        return Remedies::tr("Split the layers over %1 GPUs").arg(devices);
    return Remedies::tr("%1 stages, %2 replicas of them")
        .arg(textOf(core::figureOfCount(parallel.pipeline)),
             textOf(core::figureOfCount(parallel.data)));
}

QString splitAction(const core::Scenario &now, const core::Scenario &after)
{
    if (!core::isPipelined(now))
        return Remedies::tr("Try pipeline");
    if (now.cluster.devices == after.cluster.devices)
        return Remedies::tr("Try %1 stages").arg(after.parallel.pipeline);
    return Remedies::tr("Try %1 GPUs").arg(textOf(core::figureOfCount(after.cluster.devices)));
}

} // namespace

RemedyText remedyText(const core::Remedy &remedy, const core::Scenario &now)
{
    const QString size = textOf(core::figureOf(remedy.need).text());
    const QString result = remedy.fits ? Remedies::tr("%1 per GPU").arg(size)
                                       : Remedies::tr("%1: still too much").arg(size);
    const core::Scenario &after = remedy.scenario;
    switch (remedy.kind) {
    case core::RemedyKind::SmallerMicroBatches:
        return {Remedies::tr("Cut the batch into %1 micro-batches")
                    .arg(textOf(core::figureOfCount(core::microBatchCount(after)))),
                Remedies::tr("Try smaller pieces"), Remedies::tr("cut the batch smaller"), result};
    case core::RemedyKind::Recompute:
        return {Remedies::tr("Recompute activations"), Remedies::tr("Try recomputing"),
                Remedies::tr("recompute activations"), result};
    case core::RemedyKind::BiggerDevice:
        return {Remedies::tr("Use %1").arg(textOf(after.cluster.device.title)),
                Remedies::tr("Try this GPU"), Remedies::tr("use a bigger GPU"), result};
    case core::RemedyKind::SplitLayers:
        break;
    }
    return {splitTitle(after), splitAction(now, after), Remedies::tr("split the layers"), result};
}

QString doesNotFitHeadline(const core::Snapshot &snapshot)
{
    if (snapshot.deviceCount() == 1)
        return Remedies::tr("This model does not fit on one GPU");
    if (snapshot.plan.ranks() == 1)
        return Remedies::tr(
            "This model does not fit on one GPU, so it cannot be copied to each of them");
    const std::size_t row = static_cast<std::size_t>(snapshot.metrics.fullestRow);
    return Remedies::tr("The part of the model on GPU %1 does not fit")
        .arg(snapshot.plan.rows[row].devices.front());
}

} // namespace ui
