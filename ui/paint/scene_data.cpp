// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene_parts.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int kMostDots = 120; // over all bands

// Dots of one band, filled line by line.
void paintDots(QPainter &painter, const QRectF &area, qint64 samples, const QColor &colour)
{
    if (samples < 1)
        return;
    const double ratio = area.width() / std::max(1.0, area.height());
    const int columns =
        std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(samples) * ratio))));
    const int lines = static_cast<int>((samples + columns - 1) / columns);
    const double pitch = std::min(area.width() / columns, area.height() / lines);
    const double size = pitch * 0.72;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (int i = 0; i < samples; ++i)
        painter.drawRoundedRect(QRectF(area.left() + (i % columns) * pitch,
                                       area.top() + (i / columns) * pitch, size, size),
                                size * 0.3, size * 0.3);
}

void paintBand(QPainter &painter, const core::Snapshot &snapshot, const QRectF &band, int replica,
               const Look &look)
{
    const core::Plan &plan = snapshot.plan;
    const qint64 total = snapshot.scenario.training.globalBatch;
    const qint64 each = total / plan.replicas;
    const QColor colour = microBatchColour(replica, plan.replicas);
    drawRounded(painter, band, look.px(6), mixed(colour, look.theme.surface, 0.86),
                look.theme.line2, look.px(1));
    const double margin = look.px(7);
    const QRectF dots(band.left() + margin, band.top() + look.px(5), look.px(34),
                      band.height() - look.px(10));
    const qint64 most = std::max<qint64>(1, kMostDots / plan.replicas);
    paintDots(painter, dots, std::min(each, most), colour);
    painter.setFont(look.font(TextRole::Control, 12));
    painter.setPen(look.theme.text1);
    const QRectF text(dots.right() + look.px(5), band.top(),
                      band.right() - dots.right() - look.px(7), band.height());
    const int device = plan.rows.size() == 1
                           ? plan.rows.front().devices[static_cast<std::size_t>(replica)]
                           : replica;
    const QString to = QString::fromStdString(core::deviceName(device));
    const bool twoLines = band.height() >= look.px(30);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     twoLines ? QObject::tr("%1 to\n%2").arg(each).arg(to) : QString::number(each));
}

} // namespace

void paintBands(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                const Look &look)
{
    const QRectF &area = layout.batch;
    const int replicas = snapshot.plan.replicas;
    painter.setFont(look.font(TextRole::ControlStrong));
    painter.setPen(look.theme.text1);
    const double heading = look.px(22);
    painter.drawText(
        QRectF(area.left(), area.top() - look.px(3), area.width() + look.px(20), heading),
        Qt::AlignLeft | Qt::AlignVCenter,
        QObject::tr("%1 samples").arg(snapshot.scenario.training.globalBatch));
    const QRectF bands(area.left(), area.top() + heading, area.width(), area.height() - heading);
    const double gap = look.px(6);
    const int room = std::max(1, static_cast<int>((bands.height() + gap) / look.px(28)));
    const int shown = replicas <= room ? replicas : room - 1;
    const double height =
        std::min(look.px(76), (bands.height() + gap) / std::min(replicas, room) - gap);
    for (int i = 0; i < shown; ++i)
        paintBand(painter, snapshot,
                  QRectF(bands.left(), bands.top() + i * (height + gap), bands.width(), height), i,
                  look);
    if (shown < replicas) {
        painter.setFont(look.font(TextRole::Caption, 12));
        painter.setPen(look.theme.text2);
        painter.drawText(
            QRectF(bands.left(), bands.top() + shown * (height + gap), bands.width(), height),
            Qt::AlignLeft | Qt::AlignVCenter,
            QObject::tr("and %1 more GPUs").arg(replicas - shown));
    }
}

namespace {

bool isOneLine(const SceneLayout &layout)
{
    return layout.detail != CardDetail::Cell &&
           qFuzzyCompare(layout.cards.front().card.top(), layout.cards.back().card.top());
}

// From the last card back to the first, below all of them.
struct ReturnPath
{
    QPointF start, right, left, end;
};

ReturnPath returnPathOf(const SceneLayout &layout, const Look &look)
{
    const QRectF first = layout.cards.front().card;
    const QRectF last = layout.cards.back().card;
    const double y = std::min(layout.footer.center().y(), last.bottom() + look.px(24));
    return {{last.center().x(), last.bottom() + look.px(3)},
            {last.center().x(), y},
            {first.center().x(), y},
            {first.center().x(), first.bottom() + look.px(4)}};
}

QString ringCaption(const core::Snapshot &snapshot)
{
    return snapshot.plan.replicas == 2
               ? QObject::tr("ring all-reduce · both GPUs exchange their gradients")
               : QObject::tr(
                     "ring all-reduce · each GPU sends one chunk to its right-hand neighbour");
}

} // namespace

void paintRingPath(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                   const Look &look)
{
    if (snapshot.plan.replicas < 2 || !snapshot.plan.training)
        return;
    const Theme &theme = look.theme;
    for (const LinkGeometry &link : layout.links) {
        const core::Hop hop = snapshot.plan.wiring.between(link.fromDevice, link.toDevice);
        const double y = (link.forwardBegin.y() + link.backwardBegin.y()) / 2;
        drawArrow(painter, {link.forwardBegin.x(), y}, {link.forwardEnd.x(), y},
                  hop.down || hop.slowed ? theme.problem : theme.sync, look.px(2), look);
    }
    painter.setFont(look.font(TextRole::Caption, 12));
    const QFontMetricsF metrics(painter.font());
    const QString caption = ringCaption(snapshot);
    if (!isOneLine(layout)) {
        painter.setPen(theme.text2);
        painter.drawText(layout.footer, Qt::AlignCenter, caption);
        return;
    }
    const ReturnPath path = returnPathOf(layout, look);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.sync, look.px(2)));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF({path.start, path.right, path.left}));
    drawArrow(painter, path.left, path.end, theme.sync, look.px(2), look);
    const double room = path.right.x() - path.left.x() - look.px(40);
    const QString shown = metrics.elidedText(caption, Qt::ElideRight, room);
    const double width = metrics.horizontalAdvance(shown) + look.px(20);
    const QRectF plate((path.left.x() + path.right.x() - width) / 2, path.left.y() - look.px(10),
                       width, look.px(20));
    painter.fillRect(plate, theme.surface);
    painter.setPen(theme.text2);
    painter.drawText(plate, Qt::AlignCenter, shown);
}

namespace {

// Along the polyline of the return path.
QPointF pointOn(const ReturnPath &path, double share)
{
    const QPointF points[] = {path.start, path.right, path.left, path.end};
    double total = 0;
    for (int i = 0; i < 3; ++i)
        total += std::abs(points[i + 1].x() - points[i].x()) +
                 std::abs(points[i + 1].y() - points[i].y());
    double left = share * total;
    for (int i = 0; i < 3; ++i) {
        const QPointF way = points[i + 1] - points[i];
        const double length = std::abs(way.x()) + std::abs(way.y());
        if (left <= length && length > 0)
            return points[i] + way * (left / length);
        left -= length;
    }
    return path.end;
}

void paintChunk(QPainter &painter, QPointF at, int chunk, const Look &look)
{
    const double radius = look.px(9);
    drawHalo(painter, at, radius, TokenShape::Square, look.theme.sync);
    const QString letter = chunk < 26 ? QString(QChar(u'A' + chunk)) : QString::number(chunk + 1);
    drawToken(painter, at, radius, TokenShape::Square, look.theme.sync, letter, look);
}

} // namespace

void paintRingChunks(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                     core::Nanos time, const Look &look)
{
    const auto ring = core::collectiveAt(snapshot, 0, time);
    if (!ring || layout.detail == CardDetail::Cell)
        return;
    const auto chunkOf = [&ring](int position) {
        const int n = ring->ringSize;
        return ((position - ring->step) % n + n) % n;
    };
    for (const LinkGeometry &link : layout.links) {
        const CardGeometry *from = cardOf(layout, link.fromDevice);
        const double y = (link.forwardBegin.y() + link.backwardBegin.y()) / 2;
        const double x =
            link.forwardBegin.x() + (link.forwardEnd.x() - link.forwardBegin.x()) * ring->progress;
        paintChunk(painter, {x, y}, chunkOf(from->replica), look);
    }
    if (isOneLine(layout))
        paintChunk(painter, pointOn(returnPathOf(layout, look), ring->progress),
                   chunkOf(ring->ringSize - 1), look);
}

} // namespace ui
