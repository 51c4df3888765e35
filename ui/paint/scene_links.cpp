// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene_parts.h"

#include "core/base/text.h"
#include "ui/layout/scene_texts.h"
#include "ui/paint/primitives.h"

#include <QObject>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace ui {

void drawArrow(QPainter &painter, QPointF from, QPointF to, const QColor &colour, double width,
               const Look &look)
{
    const double head = look.px(6);
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    if (length < 1)
        return;
    const QPointF along = way / length;
    const QPointF across(-along.y(), along.x());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, width));
    painter.drawLine(from, to - along * head * 0.8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF(
        {to, to - along * head + across * head * 0.6, to - along * head - across * head * 0.6}));
}

void drawWay(QPainter &painter, const Way &way, const QColor &colour, double width,
             const Look &look)
{
    if (way.size() < 2)
        return;
    if (way.size() > 2) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawPolyline(way.data(), static_cast<int>(way.size() - 1));
    }
    drawArrow(painter, way[way.size() - 2], way.back(), colour, width, look);
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
    const bool straight = link.forward.size() == 2;
    const QPointF middle = straight ? (link.forward.front() + link.forward.back()) / 2
                                    : link.forward[1] + QPointF(0, look.px(17));
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
    drawWay(painter, link.forward, forward, width, look);
    if (snapshot.plan.training)
        drawWay(painter, link.backward, backward, width, look);
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
    const double radius = layout.detail == CardDetail::Full ? look.px(11) : look.px(7);
    for (const core::TransferMoment &transfer : core::transfersAt(snapshot, time)) {
        const LinkGeometry *link =
            linkBetweenDevices(layout, transfer.fromDevice, transfer.toDevice);
        if (!link)
            continue;
        const QPointF at =
            pointAlong(transfer.gradient ? link->backward : link->forward, transfer.progress);
        const TokenShape shape = transfer.gradient ? TokenShape::Diamond : TokenShape::Circle;
        drawHalo(painter, at, radius, shape,
                 transfer.gradient ? look.theme.backward : look.theme.forward);
        const TokenNumber number = tokenNumber(snapshot, transfer.fromDevice, transfer.microBatch);
        drawToken(painter, at, radius, shape, microBatchColour(number.index, number.count),
                  number.text, look);
    }
}

namespace {

// Micro-batches that the first stage has not begun, and those whose step is over there.
struct QueueState
{
    int begun = 0;
    int done = 0;
};

int countUpTo(const core::Trace &trace, std::size_t row, core::Nanos time, bool begun,
              bool (*counts)(core::SpanKind))
{
    const core::Trace::RowRange range = trace.rows[row];
    int count = 0;
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        const std::int64_t at = begun ? trace.begin[i] : trace.end[i];
        count += at <= time.count && counts(trace.tag[i].kind);
    }
    return count;
}

bool isForward(core::SpanKind kind)
{
    return kind == core::SpanKind::Forward;
}

bool isLastOfBackward(core::SpanKind kind)
{
    return kind == core::SpanKind::Backward || kind == core::SpanKind::BackwardWeight;
}

QueueState queueAt(const core::Snapshot &snapshot, core::Nanos time)
{
    const core::Trace &trace = snapshot.trace;
    if (trace.rows.empty())
        return {};
    QueueState state;
    state.begun = countUpTo(trace, 0, time, true, isForward);
    state.done = snapshot.plan.training
                     ? countUpTo(trace, 0, time, false, isLastOfBackward)
                     : countUpTo(trace, static_cast<std::size_t>(snapshot.plan.ranks() - 1), time,
                                 false, isForward);
    return state;
}

} // namespace

void paintQueue(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                core::Nanos time, const Look &look)
{
    const QRectF &area = layout.batch;
    const Theme &theme = look.theme;
    painter.setFont(look.font(TextRole::Caption, 12));
    painter.setPen(theme.text2);
    const double radius = look.px(10);
    const CardGeometry &first = layout.cards.front();
    const double centre =
        layout.detail == CardDetail::Full    ? first.middle.center().y() - look.px(16)
        : layout.detail == CardDetail::Small ? first.card.center().y() - look.px(7)
                                             : area.center().y();
    // Above the tokens, if they leave it room.
    const QRectF heading(area.left(), area.top(), area.width(), look.px(32));
    if (centre - radius > heading.bottom())
        painter.drawText(heading, Qt::AlignHCenter | Qt::AlignTop,
                         QObject::tr("Batch of\n%1")
                             .arg(QString::fromStdString(
                                 core::figureOfCount(snapshot.scenario.training.globalBatch))));
    if (!snapshot.metrics.fits)
        return;
    const int count = snapshot.plan.order.microBatches;
    const QueueState state = queueAt(snapshot, time);
    painter.setFont(look.font(TextRole::Caption, 12));
    // Left of the ways from line to line.
    const bool oneLine = first.card.top() == layout.cards.back().card.top();
    const double width = area.width() - look.px(oneLine ? 0 : 14);
    const double foot = look.px(oneLine ? 34 : 50);
    const QString done = oneLine ? QObject::tr("%1 of %2\ndone") : QObject::tr("%1 of\n%2\ndone");
    painter.drawText(QRectF(area.left(), area.bottom() - foot, width, foot),
                     Qt::AlignHCenter | Qt::AlignBottom, done.arg(state.done).arg(count));
    const double x = area.left() + area.width() * 0.52;
    const double room = area.bottom() - foot - look.px(6) - centre;
    const int shown = std::min(count - state.begun, static_cast<int>(room / (2.4 * radius)));
    for (int i = 0; i < shown; ++i) {
        const TokenNumber number =
            tokenNumber(snapshot, layout.cards.front().device, state.begun + i);
        drawToken(painter, {x, centre + i * 2.4 * radius}, radius, TokenShape::Circle,
                  microBatchColour(number.index, number.count), number.text, look);
    }
    if (shown > 0)
        drawArrow(painter, {x + radius + look.px(2), centre}, {area.right() - look.px(3), centre},
                  mixed(theme.forward, theme.surface, 0.25), look.px(1.6), look);
}

void paintLoss(QPainter &painter, const SceneLayout &layout, const Look &look)
{
    if (layout.detail == CardDetail::Cell)
        return;
    const CardGeometry &last = layout.cards.back();
    const double centre =
        layout.detail == CardDetail::Full ? last.middle.center().y() : last.card.center().y();
    const double apart = look.px(16); // clear of the pill
    const QRectF pill(layout.loss.right() - look.px(42), centre - look.px(11), look.px(40),
                      look.px(22));
    const double left = last.card.right() + look.px(3);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mixed(look.theme.forward, look.theme.surface, 0.25), look.px(1.6)));
    painter.drawLine(QPointF(left, centre - apart), QPointF(pill.center().x(), centre - apart));
    painter.drawLine(QPointF(pill.center().x(), centre - apart),
                     QPointF(pill.center().x(), pill.top()));
    painter.setPen(QPen(look.theme.backwardEdge, look.px(1.6)));
    painter.drawLine(QPointF(pill.center().x(), pill.bottom()),
                     QPointF(pill.center().x(), centre + apart));
    drawArrow(painter, {pill.center().x(), centre + apart}, {left, centre + apart},
              look.theme.backwardEdge, look.px(1.6), look);
    drawRounded(painter, pill, pill.height() / 2, look.theme.surface, look.theme.line2, look.px(1));
    painter.setFont(look.font(TextRole::CaptionStrong, 12));
    painter.setPen(look.theme.text1);
    painter.drawText(pill, Qt::AlignCenter, QObject::tr("loss"));
}

} // namespace ui
