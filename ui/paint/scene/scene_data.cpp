// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/state_groups.h"
#include "ui/paint/scene/scene_parts.h"
#include "ui/words/text_of.h"

#include "core/analysis/communication_moment.h"
#include "core/analysis/layer_exchange.h"
#include "core/analysis/moment.h"
#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/words/figure_texts.h"

#include <QFontMetricsF>
#include <QObject>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

core::AllReduce wayOfGradients(const core::Snapshot &snapshot)
{
    const std::vector<core::GradientBucket> &buckets = snapshot.plan.sync.front().buckets;
    return buckets.empty() ? core::AllReduce::Ring : buckets.front().algorithm;
}

// The cards stand in the order of a ring. A tree is a chain within each node, with the second
// hanging on the first; further nodes hang on others than their neighbours. Sums within each node
// come before all that go between nodes.
bool belongsTo(core::AllReduce way, const core::Plan &plan, const LinkGeometry &link)
{
    const auto node = [&plan](int device) {
        return plan.wiring.nodeOfDevice[static_cast<std::size_t>(device)];
    };
    const int from = node(link.fromDevice);
    const int to = node(link.toDevice);
    return way == core::AllReduce::Ring || from == to ||
           (way == core::AllReduce::Tree && from == 0 && to == 1);
}

// The whole ring runs at the pace of its slowest link.
QString slowedLink(const core::Snapshot &snapshot, const SceneLayout &layout)
{
    for (const LinkGeometry &link : layout.links) {
        const int from = std::min(link.fromDevice, link.toDevice);
        const int to = std::max(link.fromDevice, link.toDevice);
        const core::Hop hop = snapshot.plan.wiring.between(from, to);
        if (hop.slowed && !hop.down)
            return QObject::tr("all-reduce · the slow link GPU %1–%2 sets the pace")
                .arg(from)
                .arg(to);
    }
    return {};
}

QString ringCaption(const core::Snapshot &snapshot, const SceneLayout &layout)
{
    if (const QString slowed = slowedLink(snapshot, layout); !slowed.isEmpty())
        return slowed;
    if (core::gathersLayers(snapshot.scenario))
        return stateGroupSize(snapshot) > 0
                   ? QObject::tr("gathers and scatters within each group · sums between groups")
                   : QObject::tr("all-gather and reduce-scatter · weights are gathered before each "
                                 "layer, gradients scattered after it");
    const core::AllReduce way = wayOfGradients(snapshot);
    if (way == core::AllReduce::Tree)
        return QObject::tr("tree all-reduce · sums go up a chain in each node and a tree across "
                           "nodes, then back down");
    if (way == core::AllReduce::Hierarchical)
        return QObject::tr("hierarchical all-reduce · within each node, then across nodes");
    return snapshot.plan.replicas == 2
               ? QObject::tr("ring all-reduce · both GPUs exchange their gradients")
               : QObject::tr("ring all-reduce · each GPU sends one chunk to the next");
}

// A plate for the caption, no higher than its text: node names may be close below.
struct CaptionPlate
{
    QRectF rect;
    QString text;
};
CaptionPlate captionPlate(const core::Snapshot &snapshot, const SceneLayout &layout,
                          const Look &look);

// The wider part that a path which comes down through the place leaves of it.
QRectF besidePaths(QRectF place, const SceneLayout &layout, const Look &look)
{
    for (const LinkGeometry &link : layout.links) {
        for (std::size_t i = 1; i < link.forward.size(); ++i) {
            const QPointF from = link.forward[i - 1];
            const QPointF to = link.forward[i];
            const double x = from.x();
            const bool crosses = x == to.x() && std::min(from.y(), to.y()) < place.bottom() &&
                                 std::max(from.y(), to.y()) > place.top();
            if (!crosses || x <= place.left() || x >= place.right())
                continue;
            if (x - place.left() > place.right() - x)
                place.setRight(x - look.px(8));
            else
                place.setLeft(x + look.px(8));
        }
    }
    return place;
}

// Where the ring's return path leaves room for text: on its part below the cards, if there is one.
QRectF captionPlace(const SceneLayout &layout, const Look &look)
{
    if (layout.links.empty())
        return layout.footer;
    const QRectF footer = besidePaths(layout.footer, layout, look);
    const Lane &back = layout.links.back().forward;
    if (back.size() < 4 || back[1].y() != back[2].y() ||
        back[1].y() < layout.cards.back().card.bottom())
        return footer;
    return QRectF(
        QPointF(std::min(back[1].x(), back[2].x()) + look.px(20), back[1].y() - look.px(10)),
        QPointF(std::max(back[1].x(), back[2].x()) - look.px(20), back[1].y() + look.px(10)));
}

CaptionPlate captionPlate(const core::Snapshot &snapshot, const SceneLayout &layout,
                          const Look &look)
{
    const QFontMetricsF metrics(look.font(TextRole::Caption, 12));
    const QRectF place = captionPlace(layout, look);
    const double room = place.width() - look.px(20);
    QString text = ringCaption(snapshot, layout);
    if (metrics.horizontalAdvance(text) > room) // rather its name alone
        text = text.section(QStringLiteral(" · "), 0, 0);
    text = metrics.elidedText(text, Qt::ElideRight, room);
    QRectF rect(0, 0, metrics.horizontalAdvance(text) + look.px(20), metrics.height());
    rect.moveCenter(place.center());
    return {rect, text};
}

// Chunks pass behind the caption, as their path does: they never cover its text.
void clipOutCaption(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                    const Look &look)
{
    QPainterPath seen;
    seen.addRect(QRectF(QPointF(0, 0), layout.size));
    QPainterPath plate;
    plate.addRect(captionPlate(snapshot, layout, look).rect);
    painter.setClipPath(seen.subtracted(plate), Qt::IntersectClip);
}

} // namespace

QColor stateGroupEdge(const Look &look)
{
    return mixed(look.theme.sync, look.theme.surface, 0.35);
}

void paintStateGroups(QPainter &painter, const SceneLayout &layout, const Look &look)
{
    for (const QRectF &group : layout.stateGroups)
        drawRounded(painter, group, look.px(11), {}, stateGroupEdge(look), look.px(1.75));
}

void paintRingPath(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                   const Look &look)
{
    if (snapshot.plan.replicas < 2 || !snapshot.plan.training)
        return;
    const Theme &theme = look.theme;
    const core::AllReduce way = wayOfGradients(snapshot);
    for (const LinkGeometry &link : layout.links) {
        if (!belongsTo(way, snapshot.plan, link))
            continue;
        const core::Hop hop = snapshot.plan.wiring.between(link.fromDevice, link.toDevice);
        const QColor colour = hop.down || hop.slowed ? theme.problem : theme.sync;
        if (way == core::AllReduce::Ring) {
            drawLane(painter, link.forward, colour, look.px(2), look,
                     link.betweenGroups ? Qt::DashLine : Qt::SolidLine);
        } else { // to and fro
            painter.setPen(QPen(colour, look.px(2)));
            painter.drawPolyline(link.forward.data(), static_cast<int>(link.forward.size()));
        }
    }
    const CaptionPlate plate = captionPlate(snapshot, layout, look);
    painter.setFont(look.font(TextRole::Caption, 12));
    painter.fillRect(plate.rect, theme.surface);
    painter.setPen(theme.text2);
    painter.drawText(plate.rect, Qt::AlignCenter, plate.text);
}

namespace {

void paintChunk(QPainter &painter, QPointF at, double radius, int chunk, const Look &look)
{
    drawHalo(painter, at, radius, TokenShape::Square, look.theme.sync);
    drawToken(painter, at, radius, TokenShape::Square, look.theme.sync, chunkLetter(chunk), look);
}

} // namespace

namespace {

// Weights that are gathered and gradients that are scattered pass all links at once, within groups
// that share states.
void paintShardChunks(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                      core::Nanos time, double radius, const Look &look)
{
    if (!core::gathersLayers(snapshot.scenario) || layout.cards.empty())
        return;
    const auto exchange = core::shardExchange(
        snapshot, core::deviceMoment(snapshot, layout.cards.front().device, time));
    if (!exchange)
        return;
    const QString letter = shardLetter(exchange->kind);
    for (const LinkGeometry &link : layout.links) {
        if (link.betweenGroups)
            continue;
        const QPointF at = pointAlong(link.forward, exchange->progress);
        drawHalo(painter, at, radius, TokenShape::Square, look.theme.sync);
        drawToken(painter, at, radius, TokenShape::Square, look.theme.sync, letter, look);
    }
}

} // namespace

QString chunkLetter(int chunk)
{
    const QString letters = QStringLiteral("αβγδεζηθικλμνξοπρστυφχψω");
    return chunk < letters.size() ? letters.mid(chunk, 1) : QString::number(chunk + 1);
}

QString shardLetter(core::LayerExchange::Kind kind)
{
    return kind == core::LayerExchange::Kind::Gather ? QObject::tr("W") : QObject::tr("G");
}

namespace {

// Of groups that share states, a collective runs within each of them, between them, or both.
bool reaches(const core::Snapshot &snapshot, const core::CollectiveMoment &ring,
             const LinkGeometry &link)
{
    if (stateGroupSize(snapshot) == 0) // there are none, or none that are drawn
        return true;
    const auto bucket = static_cast<std::size_t>(ring.bucket);
    const core::BucketReach reach = snapshot.plan.sync.front().buckets[bucket].reach;
    return reach != (link.betweenGroups ? core::BucketReach::Within : core::BucketReach::Across);
}

} // namespace

void paintRingChunks(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                     core::Nanos time, const Look &look)
{
    const auto ring = core::collectiveAt(snapshot, 0, time);
    if (layout.detail == CardDetail::Cell || (ring && ring->algorithm != core::AllReduce::Ring))
        return;
    const double radius = look.px(layout.detail == CardDetail::Full ? 9 : 7.5);
    painter.save();
    clipOutCaption(painter, snapshot, layout, look);
    if (!ring) {
        paintShardChunks(painter, snapshot, layout, time, radius, look);
        return painter.restore();
    }
    const auto chunkOf = [&ring](int position) {
        const int n = ring->ringSize;
        return ((position - ring->ringStep) % n + n) % n;
    };
    for (const LinkGeometry &link : layout.links) {
        if (!reaches(snapshot, *ring, link))
            continue;
        const CardGeometry *from = cardOf(layout, link.fromDevice);
        paintChunk(painter, pointAlong(link.forward, ring->progress), radius,
                   chunkOf(from->replica), look);
    }
    painter.restore();
}

namespace {

bool showsPartners(const core::Snapshot &snapshot, const SceneLayout &layout)
{
    return snapshot.plan.tensor > 1 && snapshot.plan.replicas == 1 &&
           layout.detail != CardDetail::Cell && snapshot.metrics.fits;
}

} // namespace

void paintPartners(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                   const Look &look)
{
    if (!showsPartners(snapshot, layout))
        return;
    for (const LinkGeometry &link : layout.links)
        drawLane(painter, link.forward, look.theme.sync, look.px(2), look);
    painter.setFont(look.font(TextRole::Caption, 12));
    painter.setPen(look.theme.text2);
    const QString caption =
        QObject::tr("In every layer the %1 partners sum their results").arg(snapshot.plan.tensor);
    painter.drawText(
        layout.footer, Qt::AlignCenter,
        QFontMetricsF(painter.font()).elidedText(caption, Qt::ElideRight, layout.footer.width()));
}

void paintPartnerBursts(QPainter &painter, const core::Snapshot &snapshot,
                        const SceneLayout &layout, core::Nanos time, const Look &look)
{
    if (!showsPartners(snapshot, layout) || layout.cards.empty())
        return;
    const auto sum =
        core::partnerSum(snapshot, core::deviceMoment(snapshot, layout.cards.front().device, time));
    if (!sum)
        return;
    for (const LinkGeometry &link : layout.links) {
        const QPointF at = pointAlong(link.forward, sum->progress);
        drawHalo(painter, at, look.px(6), TokenShape::Square, look.theme.sync);
        drawToken(painter, at, look.px(6), TokenShape::Square, look.theme.sync, {}, look);
    }
}

} // namespace ui
