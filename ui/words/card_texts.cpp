// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/card_texts.h"

#include "core/base/text.h"
#include "ui/words/figure_texts.h"
#include "ui/words/scene_work_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {
namespace {

class CardWords
{
    Q_DECLARE_TR_FUNCTIONS(Scene)
};

QString withWideDigits(QString text)
{
    std::ranges::replace_if(
        text, [](QChar letter) { return letter.isDigit(); }, u'0');
    return text;
}

} // namespace

QString widestName(const core::Snapshot &snapshot)
{
    return withWideDigits(textOf(core::deviceName(snapshot.deviceCount() - 1)));
}

QString widestSubtitle(const core::Snapshot &snapshot)
{
    return withWideDigits(cardSubtitle(snapshot, snapshot.deviceCount() - 1));
}

QString cardSubtitle(const core::Snapshot &snapshot, int device)
{
    const core::Plan &plan = snapshot.plan;
    const core::RowPlan &row = plan.rows[static_cast<std::size_t>(snapshot.rowOf(device))];
    if (plan.ranks() > 1)
        return ownLayersText(plan, row.pipelineRank);
    if (!plan.fits || plan.replicas == 1)
        return CardWords::tr("all %1 layers").arg(snapshot.scenario.model.layerCount());
    const qint64 each = snapshot.scenario.training.globalBatch / plan.replicas;
    const auto found = std::ranges::find(row.devices, device);
    const qint64 replica = row.replicas[static_cast<std::size_t>(found - row.devices.begin())];
    if (each == 1)
        return CardWords::tr("sample %1").arg(countText(replica + 1));
    return CardWords::tr("samples %1–%2")
        .arg(countText(replica * each + 1), countText((replica + 1) * each));
}

} // namespace ui
