// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/link_texts.h"

#include "core/analysis/link_speed.h"
#include "core/base/text.h"
#include "ui/words/figure_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <cstdlib>

namespace ui {
namespace {

class LinkWords
{
    Q_DECLARE_TR_FUNCTIONS(Scene)
};

QString gpu(int device)
{
    return QString::fromStdString(core::deviceName(device));
}

} // namespace

LinkTrouble linkTrouble(const core::Snapshot &snapshot, int fromDevice, int toDevice)
{
    const core::Hop hop = snapshot.plan.wiring.between(fromDevice, toDevice);
    if (hop.down)
        return {QStringLiteral("link-off"), LinkWords::tr(", the link is down")};
    if (hop.slowed)
        return {QStringLiteral("warning"), LinkWords::tr(", slowed")};
    const auto rankOf = [&snapshot](int device) {
        return snapshot.plan.rows[static_cast<std::size_t>(snapshot.rowOf(device))].pipelineRank;
    };
    // In order, only neighbours by number cross nodes; the path from the last rank back to the
    // first has no choice.
    const bool neighbours = std::abs(rankOf(fromDevice) - rankOf(toDevice)) == 1;
    const bool placed = !snapshot.scenario.parallel.placement.empty();
    if (placed && hop.betweenNodes && neighbours && std::abs(fromDevice - toDevice) != 1)
        return {QStringLiteral("warning"),
                LinkWords::tr(", misplaced: neighbouring stages in different nodes")};
    return {};
}

QString linkSpeedText(const core::Snapshot &snapshot, int fromDevice, int toDevice)
{
    if (snapshot.plan.wiring.between(fromDevice, toDevice).down)
        return LinkWords::tr("cut");
    const core::LinkSpeed link = core::linkSpeed(snapshot, fromDevice, toDevice);
    if (link.reached <= 0) // of a mystery box
        return {};
    const core::Figure speed = core::figureOfRate(link.sheet);
    return QString::fromStdString(speed.value) + QLatin1Char('\n') +
           QString::fromStdString(speed.unit);
}

QString linkDescription(const core::Snapshot &snapshot, int fromDevice, int toDevice)
{
    const core::Hop hop = snapshot.plan.wiring.between(fromDevice, toDevice);
    const QString ends = LinkWords::tr("%1 to %2").arg(gpu(fromDevice), gpu(toDevice));
    const LinkTrouble trouble = linkTrouble(snapshot, fromDevice, toDevice);
    if (hop.down)
        return ends + trouble.text;
    if (hop.bandwidth <= 0)
        return LinkWords::tr("%1: speed not known").arg(ends);
    const QString latency = QString::fromStdString(core::figureOf(hop.latency).text());
    const core::LinkSpeed speed = core::linkSpeed(snapshot, fromDevice, toDevice);
    return LinkWords::tr("%1: %2, %3 latency%4")
        .arg(ends, textOf(core::linkSpeedText(speed)), latency, trouble.text);
}

} // namespace ui
