// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/scene_parts.h"
#include "ui/words/link_texts.h"

#include "core/analysis/communication_moment.h"
#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/words/scene_texts.h"

#include <QObject>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace ui {

void drawArrow(QPainter &painter, QPointF from, QPointF to, const QColor &colour, double width,
               const Look &look, Qt::PenStyle style)
{
    const double head = look.px(6);
    const QPointF step = to - from;
    const double length = std::hypot(step.x(), step.y());
    if (length < 1)
        return;
    const QPointF along = step / length;
    const QPointF across(-along.y(), along.x());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, width, style));
    painter.drawLine(from, to - along * head * 0.8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF(
        {to, to - along * head + across * head * 0.6, to - along * head - across * head * 0.6}));
}

void drawLane(QPainter &painter, const Lane &lane, const QColor &colour, double width,
              const Look &look, Qt::PenStyle style)
{
    if (lane.size() < 2)
        return;
    if (lane.size() > 2) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, width, style, Qt::SquareCap, Qt::MiterJoin));
        painter.drawPolyline(lane.data(), static_cast<int>(lane.size() - 1));
    }
    drawArrow(painter, lane[lane.size() - 2], lane.back(), colour, width, look, style);
}

namespace {

core::Hop hopOf(const core::Snapshot &snapshot, const LinkGeometry &link)
{
    return snapshot.plan.wiring.between(link.fromDevice, link.toDevice);
}

// Share of the step during which the sending row has this link at work, both directions.
double useOf(const core::Snapshot &snapshot, const LinkGeometry &link)
{
    std::int64_t busy = 0;
    const int from = snapshot.rowOf(link.fromDevice);
    const int to = snapshot.rowOf(link.toDevice);
    const std::vector<std::vector<core::Transfer>> &transfers = snapshot.trace.transfers;
    for (const auto &[sender, receiver] : {std::pair(from, to), std::pair(to, from)}) {
        if (static_cast<std::size_t>(sender) >= transfers.size())
            continue;
        for (const core::Transfer &transfer : transfers[static_cast<std::size_t>(sender)]) {
            if (transfer.toRow == receiver)
                busy += transfer.end - transfer.begin;
        }
    }
    const std::int64_t step = std::max<std::int64_t>(1, snapshot.trace.stop);
    return static_cast<double>(busy) / static_cast<double>(2 * step);
}

// Above this share of the time a link counts as full.
constexpr double kSaturated = 0.45;

void paintLinkTrouble(QPainter &painter, const LinkGeometry &link, const LinkTrouble &trouble,
                      const Look &look)
{
    if (trouble.icon.isEmpty())
        return;
    // Above the lane, or on the way to another line.
    const Lane &lane = link.forward.empty() ? link.forwardAgainst : link.forward;
    if (lane.size() < 2)
        return;
    const QPointF middle =
        lane.size() == 2 ? (lane.front() + lane.back()) / 2 : lane[1] + QPointF(0, look.px(17));
    const QPointF centre = middle - QPointF(0, look.px(17));
    const double half = look.px(9);
    drawIcon(painter, QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half),
             trouble.icon, look.theme.problem, 17, look);
}

void paintLink(QPainter &painter, const core::Snapshot &snapshot, const LinkGeometry &link,
               const Look &look)
{
    const Theme &theme = look.theme;
    const core::Hop hop = hopOf(snapshot, link);
    const double use = useOf(snapshot, link);
    const bool full = use > kSaturated;
    const double width = look.px(1.6 + 3.2 * std::min(1.0, use / kSaturated));
    QColor forward = mixed(theme.forward, theme.surface, 0.25);
    QColor backward = theme.backwardEdge;
    if (full)
        forward = backward = theme.sync;
    if (hop.down)
        forward = backward = theme.problem;
    for (const Lane *lane : {&link.forward, &link.forwardAgainst})
        drawLane(painter, *lane, forward, width, look);
    for (const Lane *lane : {&link.backward, &link.backwardAgainst}) {
        if (snapshot.plan.training)
            drawLane(painter, *lane, backward, width, look);
    }
    const LinkTrouble trouble = linkTrouble(snapshot, link.fromDevice, link.toDevice);
    paintLinkTrouble(painter, link, trouble, look);
    if (link.label.isEmpty())
        return;
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(trouble.icon.isEmpty() ? theme.text2 : theme.problemText);
    QString text = linkSpeedText(snapshot, link.fromDevice, link.toDevice);
    if (full && !hop.down)
        text = QObject::tr("full") + QLatin1Char('\n') + text.section(QLatin1Char('\n'), 0, 0);
    painter.drawText(link.label, Qt::AlignHCenter | Qt::AlignTop, text);
}

const LinkGeometry *linkBetweenDevices(const SceneLayout &layout, int a, int b)
{
    const auto found = std::ranges::find_if(layout.links, [a, b](const LinkGeometry &link) {
        return (link.fromDevice == a && link.toDevice == b) ||
               (link.fromDevice == b && link.toDevice == a);
    });
    return found == layout.links.end() ? nullptr : &*found;
}

const Lane &laneOf(const LinkGeometry &link, const core::TransferMoment &transfer)
{
    const bool along = transfer.fromDevice == link.fromDevice;
    if (transfer.gradient)
        return along ? link.backwardAgainst : link.backward;
    return along ? link.forward : link.forwardAgainst;
}

} // namespace

void paintLinks(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                const Look &look)
{
    for (const LinkGeometry &link : layout.links)
        paintLink(painter, snapshot, link, look);
}

void paintTransfers(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                    core::Nanos time, const Look &look)
{
    const bool full = layout.detail == CardDetail::Full;
    for (const core::TransferMoment &transfer : core::transfersAt(snapshot, time)) {
        const LinkGeometry *link =
            linkBetweenDevices(layout, transfer.fromDevice, transfer.toDevice);
        if (!link)
            continue;
        const Lane &lane = laneOf(*link, transfer);
        if (lane.empty())
            continue;
        const double radius = look.px(full ? (link->bothWays() ? 7.5 : 11) : 6.5);
        const QPointF at = pointAlong(lane, transfer.progress);
        const TokenShape shape = transfer.gradient ? TokenShape::Diamond : TokenShape::Circle;
        drawHalo(painter, at, radius, shape,
                 transfer.gradient ? look.theme.backward : look.theme.forward);
        const TokenNumber number = tokenNumber(snapshot, transfer.fromDevice, transfer.microBatch);
        drawToken(painter, at, radius, shape, microBatchColour(number.index, number.count),
                  number.text, look);
    }
}

} // namespace ui
