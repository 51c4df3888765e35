// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_layout.h"

#include "ui/layout/scene/scene_card_layout.h"
#include "ui/layout/scene/scene_grid.h"
#include "ui/layout/scene/scene_routes.h"
#include "ui/layout/scene/scene_squares.h"
#include "ui/layout/scene/scene_tiles.h"
#include "ui/layout/scene/square_frames.h"
#include "ui/layout/scene/state_groups.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int kMostWithoutSquares = 32; // devices

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

// A ring snakes through the lines, so that neighbours are adjacent.
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

// One for each device, in their places: replica by replica, partners side by side.
std::vector<CardGeometry> cardsOf(const core::Plan &plan)
{
    std::vector<CardGeometry> cards;
    for (const int device : devicesInOrder(plan)) {
        const auto place = static_cast<int>(cards.size()) / plan.groupSize;
        CardGeometry card;
        card.device = device;
        card.replica = place / plan.ranks();
        card.pipelineRank = place % plan.ranks();
        cards.push_back(card);
    }
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
        if (layout.extent == SceneExtent::Whole)
            height = std::min(height, kTallestSmall * s);
    }
    layout.columns = grid.columns;
    const bool ring = layout.kind == SceneKind::Data && layout.detail != CardDetail::Cell &&
                      !layout.overflows; // what cannot start has no ring
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

// Where the devices of a card are among devicesInOrder(): partners are neighbours, and of several
// replicas it stands for the same partners of each.
std::vector<int> placesOf(const core::Plan &plan, const CardGeometry &card)
{
    const int perReplica = plan.ranks() * plan.groupSize;
    const int first = card.replica * perReplica + card.pipelineRank * plan.groupSize +
                      card.device % plan.groupSize;
    const int partners = card.count / card.replicas;
    std::vector<int> places;
    for (int replica = 0; replica < card.replicas; ++replica) {
        for (int partner = 0; partner < partners; ++partner)
            places.push_back(first + replica * perReplica + partner);
    }
    return places;
}

// Which card stands for which device.
void indexCards(SceneLayout &layout, const core::Plan &plan)
{
    layout.cardOfDevice.assign(plan.rowOfDevice.size(), -1);
    const auto set = [&layout](int device, std::size_t card) {
        layout.cardOfDevice[static_cast<std::size_t>(device)] = static_cast<int>(card);
    };
    if (layout.squares.devices == 1) {
        for (std::size_t i = 0; i < layout.cards.size(); ++i)
            set(layout.cards[i].device, i);
        return;
    }
    const std::vector<int> order = devicesInOrder(plan);
    layout.rowsOfCard.resize(layout.cards.size());
    for (std::size_t i = 0; i < layout.cards.size(); ++i) {
        std::vector<RowCount> &rows = layout.rowsOfCard[i];
        for (const int place : placesOf(plan, layout.cards[i])) {
            const int device = order[static_cast<std::size_t>(place)];
            set(device, i);
            const int row = plan.rowOfDevice[static_cast<std::size_t>(device)];
            const auto known = std::ranges::find(rows, row, &RowCount::row);
            if (known == rows.end())
                rows.push_back({row, 1});
            else
                ++known->devices;
        }
        std::ranges::stable_sort(rows, std::ranges::greater{}, &RowCount::devices);
    }
}

} // namespace

SceneLayout layoutScene(const core::Snapshot &snapshot, QSizeF size, double scale,
                        std::optional<CardDetail> detail, SceneExtent extent)
{
    SceneLayout layout;
    layout.kind = kindOf(snapshot.plan);
    layout.extent = extent;
    layout.returns = extent == SceneExtent::Whole && hasReturns(snapshot.plan);
    layout.returnsInside = layout.returns && snapshot.plan.replicas > 1;
    layout.overflows = extent == SceneExtent::Whole && !snapshot.metrics.fits;
    layout.size = size;
    layout.scale = scale;
    Frame frame;
    placeSides(layout, frame);
    const SceneLayout bare = layout;
    const int count = snapshot.deviceCount();
    const bool coarse = !detail || *detail == CardDetail::Cell || count > kMostSquares;
    if (coarse && wantsTiles(snapshot.plan)) {
        const bool tiles = placeTiles(layout, snapshot.plan, devicesInOrder(snapshot.plan));
        if (!tiles && count > kMostWithoutSquares)
            placeSquares(layout, snapshot);
        if (!layout.tiles.empty()) {
            indexCards(layout, snapshot.plan);
            return layout;
        }
        layout.inspector = layout.key = layout.colourChoice = {};
    }
    const Grid grid = detail && *detail != CardDetail::Cell
                          ? forcedGrid(layout, frame, *detail, count, snapshot.plan.ranks())
                          : gridWithNames(layout, frame, snapshot.plan, count);
    // Tiles say in words what bare cells say by their colour alone.
    if (layout.detail == CardDetail::Cell && !bare.overflows) {
        SceneLayout tiled = bare;
        if (placeTiles(tiled, snapshot.plan, devicesInOrder(snapshot.plan))) {
            indexCards(tiled, snapshot.plan);
            return tiled;
        }
    }
    placeCards(layout, snapshot.plan, frame, grid);
    layout.nodeName = frame.nodeName;
    if (extent == SceneExtent::Whole)
        placeLinks(layout, snapshot.plan);
    placeNodes(layout, snapshot.plan);
    indexCards(layout, snapshot.plan);
    placeStateGroups(layout, snapshot);
    return layout;
}

const CardGeometry *cardAt(const SceneLayout &layout, QPointF point)
{
    const auto found = std::ranges::find_if(
        layout.cards, [point](const CardGeometry &card) { return card.card.contains(point); });
    return found == layout.cards.end() ? nullptr : &*found;
}

const LinkGeometry *linkAt(const SceneLayout &layout, QPointF point)
{
    const double reach = 16 * layout.scale;
    const auto found = std::ranges::find_if(layout.links, [&](const LinkGeometry &link) {
        return link.label.contains(point) || distanceTo(link.forward, point) < reach ||
               distanceTo(link.backward, point) < reach;
    });
    return found == layout.links.end() ? nullptr : &*found;
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
    if (device < 0 || static_cast<std::size_t>(device) >= layout.cardOfDevice.size())
        return nullptr;
    const int card = layout.cardOfDevice[static_cast<std::size_t>(device)];
    return card < 0 ? nullptr : &layout.cards[static_cast<std::size_t>(card)];
}

std::vector<RowCount> rowsOfCard(const core::Snapshot &snapshot, const SceneLayout &layout,
                                 int card)
{
    const auto index = static_cast<std::size_t>(card);
    if (!layout.rowsOfCard.empty())
        return layout.rowsOfCard[index];
    return {{snapshot.rowOf(layout.cards[index].device), 1}};
}

int tileOf(const SceneLayout &layout, int card)
{
    // The cards of a tile are adjacent, and tiles are in order.
    const auto behind = std::ranges::upper_bound(layout.tiles, card, {}, &TileGeometry::firstCard);
    if (behind == layout.tiles.begin())
        return -1;
    const auto tile = std::prev(behind);
    return card < tile->firstCard + tile->cardCount ? static_cast<int>(tile - layout.tiles.begin())
                                                    : -1;
}

} // namespace ui
