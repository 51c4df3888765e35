// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/squares_painter.h"

#include "core/analysis/communication_moment.h"
#include "core/analysis/layer_exchange.h"
#include "core/analysis/row_moment.h"
#include "ui/layout/scene/state_groups.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/device_card.h"
#include "ui/paint/scene/scene_notes_painter.h"
#include "ui/paint/scene/scene_parts.h"
#include "ui/paint/token_text.h"
#include "ui/words/scene_texts.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int kFrameKinds = 1000; // stamps of frames, beside those of squares
constexpr int kSlowKind = 2000;
constexpr double kNumberedWidth = 26; // logical: a square with room for the number of its GPU
constexpr double kNumberedHeight = 14;
constexpr double kLeastNumber = 6.5; // of a token; below, it is a speck

// From the plan: searching the faults for each of a thousand squares takes too long.
bool isSlow(const core::Snapshot &snapshot, const std::vector<RowCount> &rows)
{
    return std::ranges::any_of(rows, [&snapshot](const RowCount &part) {
        return snapshot.plan.rows[static_cast<std::size_t>(part.row)].ownSpeed < 1;
    });
}

bool isAtBadLink(const core::Snapshot &snapshot, int device)
{
    return std::ranges::any_of(snapshot.scenario.faults.links, [device](
                                                                   const core::LinkFault &fault) {
        return (fault.from == device || fault.to == device) && (fault.down || fault.bandwidth != 1);
    });
}

// Side by side, as many pixels as devices.
void paintMixed(QPainter &painter, const SquareStamps &stamps, const QRectF &rect,
                const std::vector<RowCount> &rows, int devices, const SquareColours &colours,
                const Look &look)
{
    double left = rect.left();
    for (const RowCount &part : rows) {
        const double width = rect.width() * part.devices / devices;
        painter.fillRect(QRectF(left, rect.top(), width, rect.height()),
                         squareBrush(colours.by, colours.keys[static_cast<std::size_t>(part.row)],
                                     look, stamps.pixelRatio()));
        left += width;
    }
}

// Of a square for several devices: those that are slow, in red, and so that it can be seen even
// where they are few.
void paintSlowPart(QPainter &painter, const core::Snapshot &snapshot, const QRectF &rect,
                   const std::vector<RowCount> &rows, int devices, const Look &look)
{
    int slow = 0;
    for (const RowCount &part : rows)
        slow += isSlow(snapshot, {part}) ? part.devices : 0;
    const double wanted = std::max({look.px(2), rect.width() / 3, rect.width() * slow / devices});
    QRectF red = rect;
    red.setLeft(std::max(rect.left(), rect.right() - std::ceil(wanted)));
    painter.fillRect(red, look.theme.problem);
}

void paintNumber(QPainter &painter, const CardGeometry &card, const QColor &ground,
                 const Look &look)
{
    if (card.count > 1 || card.card.width() < look.px(kNumberedWidth) ||
        card.card.height() < look.px(kNumberedHeight))
        return;
    painter.setFont(look.font(TextRole::Small, 10.5));
    painter.setPen(textOn(ground));
    painter.drawText(card.title.isEmpty() ? card.card : card.title, Qt::AlignCenter,
                     QString::number(card.device));
}

// There is a ring to draw: gradients travel around it.
bool hasRing(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    if (plan.replicas < 2 || !plan.training || plan.sync.empty() || !snapshot.metrics.fits)
        return false;
    const std::vector<core::GradientBucket> &buckets = plan.sync.front().buckets;
    const bool reduced = !buckets.empty() && buckets.front().algorithm == core::AllReduce::Ring;
    // Between groups that share states the sums alone travel.
    return reduced || (core::gathersLayers(snapshot.scenario) && stateGroupSize(snapshot) == 0);
}

QPainterPath ringPath(const std::vector<QPointF> &ring, double radius)
{
    QPainterPath path(ring.front());
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const QPointF &at = ring[i];
        const QPointF before = at - ring[i - 1];
        const QPointF after = (i + 1 < ring.size() ? ring[i + 1] : ring[1]) - at;
        const double in = std::hypot(before.x(), before.y());
        const double out = std::hypot(after.x(), after.y());
        const bool turns = (before.x() == 0) != (after.x() == 0);
        if (!turns || i + 1 == ring.size()) {
            path.lineTo(at);
            continue;
        }
        const double r = std::min({radius, in / 2, out / 2});
        path.lineTo(at - before / in * r);
        path.quadTo(at, at + after / out * r);
    }
    return path;
}

// Heads in the gaps between frames, or where these are too narrow, behind every turn.
void paintHeads(QPainter &painter, const SceneLayout &layout, const QColor &colour,
                const Look &look)
{
    const double half = look.px(3);
    const bool narrow = layout.tiles.size() > 1 &&
                        std::abs(layout.tiles[1].tile.left() - layout.tiles[0].tile.left()) -
                                layout.tiles[0].tile.width() <
                            look.px(5.5);
    painter.setPen(QPen(colour, look.px(1.5)));
    const std::vector<QPointF> &ring = layout.squares.ring;
    for (std::size_t i = 1; i < ring.size() && narrow; ++i) {
        if (ring[i].x() != ring[i - 1].x() || ring[i].y() == ring[i - 1].y())
            continue;
        const QPointF middle = (ring[i] + ring[i - 1]) / 2;
        const double back = ring[i].y() > ring[i - 1].y() ? -half : half;
        const QPointF head[] = {middle + QPointF(-half, back / 2), middle - QPointF(0, back / 2),
                                middle + QPointF(half, back / 2)};
        painter.drawPolyline(head, 3);
    }
    if (narrow)
        return;
    for (std::size_t i = 1; i < layout.tiles.size(); ++i) {
        const QPointF from = layout.tiles[i - 1].tile.center();
        const QPointF to = layout.tiles[i].tile.center();
        if (from.y() != to.y())
            continue;
        const QPointF middle = (from + to) / 2;
        const double back = to.x() > from.x() ? -half : half;
        const QPointF head[] = {middle + QPointF(back / 2, -half), middle - QPointF(back / 2, 0),
                                middle + QPointF(back / 2, half)};
        painter.drawPolyline(head, 3);
    }
}

void paintRingLine(QPainter &painter, const SceneLayout &layout, const QColor &colour,
                   const Look &look)
{
    if (layout.squares.ring.size() < 2)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const bool dashed = layout.squares.framesAreStateGroups; // as between the groups of cards
    painter.setPen(QPen(colour, look.px(1.75), dashed ? Qt::DashLine : Qt::SolidLine));
    painter.drawPath(ringPath(layout.squares.ring, look.px(11)));
    paintHeads(painter, layout, colour, look);
}

// Counted over all replicas, as on cards and tiles; in a frame of several replicas within one of
// them, as in a band of the timeline.
TokenNumber frameNumber(const core::Snapshot &snapshot, const CardGeometry &first, int microBatch)
{
    if (first.replicas == 1)
        return tokenNumber(snapshot, first.device, microBatch);
    return {QString::number(microBatch + 1), microBatch, snapshot.plan.order.microBatches};
}

void paintFrameToken(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                     const TileGeometry &tile, const core::DeviceMoment &moment, const Look &look)
{
    if (tile.tokenRadius < look.px(3))
        return;
    const std::optional<core::Op> op = core::opOf(moment.span.tag.kind);
    if (moment.state != core::DeviceState::Working || !op) {
        const QRectF box(tile.token.x() - tile.tokenRadius, tile.token.y() - tile.tokenRadius,
                         2 * tile.tokenRadius, 2 * tile.tokenRadius);
        const bool waits = moment.state == core::DeviceState::Waiting;
        if (waits)
            drawIcon(painter, box, QStringLiteral("hourglass"), look.theme.text2,
                     1.7 * tile.tokenRadius / look.scale, look);
        return;
    }
    const TokenNumber number =
        frameNumber(snapshot, layout.cards[static_cast<std::size_t>(tile.firstCard)],
                    static_cast<int>(moment.span.tag.microBatch));
    const bool forth = *op == core::Op::Forward || *op == core::Op::Recompute;
    const TokenShape shape = forth ? TokenShape::Circle : TokenShape::Diamond;
    const bool isRead =
        tokenTextPixels(tile.tokenRadius, shape, number.text.size()) >= look.px(kLeastNumber);
    drawToken(painter, tile.token, tile.tokenRadius, shape,
              microBatchColour(number.index, number.count), isRead ? number.text : QString(), look);
}

// Around the devices of a stage, in the colour of what they are at.
void paintGridFrame(QPainter &painter, SquareStamps &stamps, const core::Snapshot &snapshot,
                    const SceneLayout &layout, const TileGeometry &tile, core::Nanos time,
                    const SquareColours &colours, const Look &look)
{
    const Theme &theme = look.theme;
    const int row = rowsOfCard(snapshot, layout, tile.firstCard).front().row;
    const core::DeviceMoment moment = core::rowMoment(snapshot, row, time);
    SquareStamps::Box box{kFrameKinds, theme.surface2, theme.line3, look.px(1), look.px(4)};
    if (colours.by == ColourBy::State) {
        const int key = colours.keys[static_cast<std::size_t>(row)];
        box.kind += 1 + key;
        const QColor colour = stateColour(moment, theme);
        const QColor edge = edgeColour(moment, theme);
        if (colour.isValid())
            box.fill = mixed(colour, theme.surface, 0.88);
        if (edge.isValid())
            box.outline = edge;
    }
    stamps.draw(tile.tile, box);
    paintFrameToken(painter, snapshot, layout, tile, moment, look);
}

} // namespace

void paintSquare(QPainter &painter, SquareStamps &stamps, const core::Snapshot &snapshot,
                 const SceneLayout &layout, int card, const SquareColours &colours,
                 const Look &look)
{
    const Theme &theme = look.theme;
    const CardGeometry &square = layout.cards[static_cast<std::size_t>(card)];
    const QRectF &rect = square.card;
    const double radius = std::min({look.px(2.5), rect.width() / 4, rect.height() / 4});
    const std::vector<RowCount> rows = rowsOfCard(snapshot, layout, card);
    const int key = colours.keys[static_cast<std::size_t>(rows.front().row)];
    const bool alike = std::ranges::all_of(rows, [&](const RowCount &part) {
        return colours.keys[static_cast<std::size_t>(part.row)] == key;
    });
    const bool slow = isSlow(snapshot, rows);
    // A square of its own is red from edge to edge, so that it stands out among a thousand.
    const bool red = slow && square.count == 1 && colours.by == ColourBy::State;
    if (red)
        stamps.draw(rect, {kSlowKind, theme.problem, {}, 0, radius});
    else if (alike)
        stamps.draw(rect,
                    {key, squareBrush(colours.by, key, look, stamps.pixelRatio()), {}, 0, radius});
    else
        paintMixed(painter, stamps, rect, rows, square.count, colours, look);
    if (slow && !red && colours.by == ColourBy::State)
        paintSlowPart(painter, snapshot, rect, rows, square.count, look);
    paintNumber(painter, square, red ? theme.problem : squareColour(colours.by, key, theme), look);
    if (slow || (square.count == 1 && isAtBadLink(snapshot, square.device)))
        drawRounded(painter, rect.adjusted(-1, -1, 1, 1), radius + 1, {}, theme.problem,
                    look.px(1.75));
}

void paintStillSquares(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                       const Look &look)
{
    paintTileLabels(painter, layout, look);
    if (layout.squares.order != SquareOrder::Ring)
        return;
    SquareStamps stamps(painter, look);
    const bool groups = layout.squares.framesAreStateGroups; // the ring within each is its frame
    const QColor edge = groups ? stateGroupEdge(look) : look.theme.line;
    for (const TileGeometry &tile : layout.tiles)
        stamps.draw(tile.tile, {groups ? 1 : 0, look.theme.surface2, edge,
                                look.px(groups ? 1.75 : 1), look.px(4)});
    if (hasRing(snapshot))
        paintRingLine(painter, layout, mixed(look.theme.sync, look.theme.surface, 0.55), look);
}

void paintMovingSquares(QPainter &painter, const core::Snapshot &snapshot,
                        const SceneLayout &layout, core::Nanos time, const Look &look,
                        const SquareColours &colours)
{
    const bool ring = layout.squares.order == SquareOrder::Ring;
    if (ring && hasRing(snapshot) && core::collectiveAt(snapshot, 0, time))
        paintRingLine(painter, layout, look.theme.sync, look);
    SquareStamps stamps(painter, look);
    if (!ring) {
        for (const TileGeometry &tile : layout.tiles)
            paintGridFrame(painter, stamps, snapshot, layout, tile, time, colours, look);
    }
    for (std::size_t card = 0; card < layout.cards.size(); ++card)
        paintSquare(painter, stamps, snapshot, layout, static_cast<int>(card), colours, look);
    if (!layout.squares.notes.isEmpty())
        paintNotes(painter, snapshot, layout, time, look);
}

} // namespace ui
