// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_layout.h"

#include "ui/layout/scene/scene_card_layout.h"
#include "ui/layout/scene/scene_grid.h"
#include "ui/layout/scene/scene_routes.h"
#include "ui/layout/scene/scene_tiles.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr std::size_t kMostCards = 1024;

// Logical pixels.
constexpr double kWidestCard = 330;
constexpr double kWidestSmall = 210;
constexpr double kTallestSmall = 190;

SceneKind kindOf(const core::Plan &plan)
{
    return plan.ranks() > 1 ? SceneKind::Pipeline : SceneKind::Data;
}

// Links that pass other devices by.
bool hasReturns(const core::Plan &plan)
{
    return std::ranges::any_of(
        activationHops(plan), [](const auto &hop) { return std::abs(hop.first - hop.second) > 1; });
}

// A ring goes to and fro, so that neighbours stand beside or below each other.
QRectF cardRect(const Frame &frame, const Grid &grid, QSizeF size, int index, bool ring)
{
    const double width = size.width();
    const double height = size.height();
    const int line = index / grid.columns;
    const int place = index % grid.columns;
    const bool back = ring && line % 2 == 1;
    const int column = back ? grid.columns - 1 - place : place;
    const double used = grid.columns * width + (grid.columns - 1) * frame.gap;
    const double left = frame.area.left() + (frame.area.width() - used) / 2;
    const double high = grid.lines * height + (grid.lines - 1) * frame.lineGap;
    const double top = frame.area.top() + (frame.area.height() - high) / 2;
    // On whole pixels, so that outlines are sharp.
    return QRectF(std::round(left + column * (width + frame.gap)),
                  std::round(top + line * (height + frame.lineGap)), std::floor(width),
                  std::floor(height));
}

// Replica by replica, rank by rank; partners of a rank side by side.
int placeOf(const CardGeometry &card, const core::Plan &plan)
{
    return (card.replica * plan.ranks() + card.pipelineRank) * plan.groupSize +
           card.device % plan.groupSize;
}

// One for each device, in their places; of very many, one for each class of devices.
std::vector<CardGeometry> cardsOf(const core::Plan &plan)
{
    const bool classes = plan.rowOfDevice.size() > kMostCards;
    std::vector<CardGeometry> cards;
    for (const core::RowPlan &row : plan.rows) {
        const std::size_t count =
            classes ? std::min<std::size_t>(1, row.devices.size()) : row.devices.size();
        for (std::size_t i = 0; i < count; ++i) {
            CardGeometry card;
            card.device = row.devices[i];
            card.replica = row.replicas[i];
            card.pipelineRank = row.pipelineRank;
            cards.push_back(card);
        }
    }
    std::ranges::sort(cards, {}, [&plan](const CardGeometry &card) { return placeOf(card, plan); });
    return cards;
}

void placeCards(SceneLayout &layout, const core::Plan &plan, const Frame &frame, const Grid &grid)
{
    const double s = layout.scale;
    double width = grid.width;
    double height = grid.height;
    if (layout.detail == CardDetail::Full)
        width = std::min(width, kWidestCard * s);
    if (layout.detail == CardDetail::Small) {
        width = std::min(width, kWidestSmall * s);
        height = std::min(height, kTallestSmall * s);
    }
    layout.columns = grid.columns;
    const bool ring = layout.kind == SceneKind::Data && layout.detail != CardDetail::Cell;
    layout.cards = cardsOf(plan);
    for (std::size_t i = 0; i < layout.cards.size(); ++i) {
        CardGeometry &card = layout.cards[i];
        card.card = cardRect(frame, grid, {width, height}, static_cast<int>(i), ring);
        if (layout.detail == CardDetail::Full)
            layoutFullCard(card, layout.kind, s);
    }
}

void placeNodes(SceneLayout &layout, const core::Plan &plan)
{
    if (!showsNodes(plan) || layout.detail == CardDetail::Cell)
        return;
    const double margin = 5 * layout.scale;
    const auto nodeOf = [&plan](const CardGeometry &card) {
        return plan.wiring.nodeOfDevice[static_cast<std::size_t>(card.device)];
    };
    // A frame for every run of neighbours of one node within a line.
    for (std::size_t i = 0; i < layout.cards.size(); ++i) {
        const CardGeometry &card = layout.cards[i];
        const bool continues = i > 0 && nodeOf(layout.cards[i - 1]) == nodeOf(card) &&
                               qFuzzyCompare(layout.cards[i - 1].card.top(), card.card.top());
        const QRectF frame = card.card.adjusted(-margin, -margin, margin, margin);
        if (continues)
            layout.nodes.back().frame |= frame;
        else
            layout.nodes.push_back({nodeOf(card), frame, {}});
    }
    for (NodeFrame &node : layout.nodes) {
        if (layout.nodeName > 0)
            node.label =
                QRectF(node.frame.left() + 12 * layout.scale, node.frame.top() - layout.nodeName,
                       node.frame.width(), layout.nodeName);
    }
}

} // namespace

SceneLayout layoutScene(const core::Snapshot &snapshot, QSizeF size, double scale,
                        std::optional<CardDetail> detail)
{
    SceneLayout layout;
    layout.kind = kindOf(snapshot.plan);
    layout.returns = hasReturns(snapshot.plan);
    layout.returnsInside = layout.returns && snapshot.plan.replicas > 1;
    layout.overflows = !snapshot.metrics.fits;
    layout.size = size;
    layout.scale = scale;
    Frame frame;
    placeSides(layout, frame);
    std::vector<CardGeometry> cards = cardsOf(snapshot.plan);
    const int count = static_cast<int>(cards.size());
    const bool coarse = !detail || *detail == CardDetail::Cell;
    if (coarse && wantsTiles(snapshot.plan) && placeTiles(layout, snapshot.plan, std::move(cards)))
        return layout;
    const Grid grid = detail && *detail != CardDetail::Cell
                          ? forcedGrid(layout, frame, *detail, count, snapshot.plan.ranks())
                          : gridWithNames(layout, frame, snapshot.plan, count);
    placeCards(layout, snapshot.plan, frame, grid);
    layout.nodeName = frame.nodeName;
    placeLinks(layout, snapshot.plan);
    placeNodes(layout, snapshot.plan);
    return layout;
}

const CardGeometry *cardAt(const SceneLayout &layout, QPointF point)
{
    const auto found = std::ranges::find_if(
        layout.cards, [point](const CardGeometry &card) { return card.card.contains(point); });
    return found == layout.cards.end() ? nullptr : &*found;
}

const CardGeometry *cellAt(const SceneLayout &layout, QPointF point)
{
    if (const CardGeometry *card = cardAt(layout, point))
        return card;
    const auto found = std::ranges::find_if(
        layout.tiles, [point](const TileGeometry &tile) { return tile.tile.contains(point); });
    return found == layout.tiles.end() ? nullptr
                                       : &layout.cards[static_cast<std::size_t>(found->firstCard)];
}

const CardGeometry *cardOf(const SceneLayout &layout, int device)
{
    const auto found = std::ranges::find(layout.cards, device, &CardGeometry::device);
    return found == layout.cards.end() ? nullptr : &*found;
}

} // namespace ui
