// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene_inspector.h"

#include "core/base/text.h"
#include "ui/layout/scene_texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ui {

namespace {

struct Inspector
{
    Q_DECLARE_TR_FUNCTIONS(Inspector)
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString titleOf(const core::Plan &plan, const core::RowPlan &row, int device)
{
    const auto found = std::ranges::find(row.devices, device);
    const int replica = row.replicas[static_cast<std::size_t>(found - row.devices.begin())];
    QStringList parts;
    if (plan.replicas > 1)
        parts.append(Inspector::tr("Replica %1").arg(replica + 1));
    if (plan.ranks() > 1)
        parts.append(plan.replicas > 1 ? Inspector::tr("stage %1").arg(row.pipelineRank + 1)
                                       : Inspector::tr("Stage %1").arg(row.pipelineRank + 1));
    return parts.isEmpty() ? text(core::deviceName(device)) : parts.join(QStringLiteral(" · "));
}

QString placeOf(const core::Snapshot &snapshot, int device)
{
    const core::Plan &plan = snapshot.plan;
    QStringList parts = {text(core::deviceName(device))};
    if (plan.tensor > 1)
        parts.append(Inspector::tr("tensor rank %1 of %2")
                         .arg(device % plan.groupSize % plan.tensor + 1)
                         .arg(plan.tensor));
    const std::vector<int> &nodes = plan.wiring.nodeOfDevice;
    if (!nodes.empty() && nodes.back() > 0)
        parts.append(Inspector::tr("node %1").arg(nodes[static_cast<std::size_t>(device)] + 1));
    parts.append(cardSubtitle(snapshot, device));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

QString ofCapacityText(core::Bytes part, core::Bytes capacity)
{
    const core::Figure some = core::figureOf(part);
    const core::Figure whole = core::figureOf(capacity);
    return Inspector::tr("%1 of %2")
        .arg(text(some.unit == whole.unit ? some.value : some.text()), text(whole.text()));
}

InspectorTexts inspectorTexts(const core::Snapshot &snapshot, const core::DeviceMoment &moment,
                              core::Nanos time)
{
    const auto row = static_cast<std::size_t>(moment.row);
    const core::RowPlan &plan = snapshot.plan.rows[row];
    InspectorTexts texts;
    texts.title = titleOf(snapshot.plan, plan, moment.device);
    texts.place = placeOf(snapshot, moment.device);
    const PillText pill = pillText(snapshot, moment, time);
    texts.state = pill.full;
    texts.brief = pill.shortForm.isEmpty() ? pill.full : pill.shortForm;
    using enum core::DeviceState;
    if (moment.state == Waiting || moment.state == Sharing)
        texts.reason = text(core::waitSentence(snapshot, moment.device, moment.span));
    if (const QString slow = slowText(snapshot, moment.device); !slow.isEmpty())
        texts.trouble =
            Inspector::tr("%1 runs at %2 speed").arg(text(core::deviceName(moment.device)), slow);
    const core::Nanos step = snapshot.metrics.step;
    if (snapshot.metrics.fits && step.count > 0) {
        const core::Nanos busy = snapshot.metrics.rows[row].busy();
        texts.busyShare = core::seconds(busy) / core::seconds(step);
        texts.busy = text(core::figureOfShare(texts.busyShare));
    }
    texts.memory = ofCapacityText(moment.memory.total(), snapshot.plan.capacity);
    return texts;
}

QString inspectorSentence(const core::Snapshot &snapshot, int device, core::Nanos time)
{
    const InspectorTexts texts =
        inspectorTexts(snapshot, core::deviceMoment(snapshot, device, time), time);
    QStringList parts = {texts.title, texts.place, texts.state};
    if (!texts.busy.isEmpty())
        parts.append(Inspector::tr("%1 busy").arg(texts.busy));
    parts.append(Inspector::tr("memory %1").arg(texts.memory));
    parts.append(texts.reason);
    parts.append(texts.trouble);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

int inspectedDevice(const core::Snapshot &snapshot, const SceneLayout &layout,
                    std::optional<int> selected)
{
    if (selected && cardOf(layout, *selected) != nullptr)
        return *selected;
    for (const core::DeviceFault &fault : snapshot.scenario.faults.devices) {
        if (fault.speed != 1 && cardOf(layout, fault.device) != nullptr)
            return fault.device;
    }
    return layout.cards.front().device;
}

} // namespace ui
