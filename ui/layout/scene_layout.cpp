// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene_layout.h"

#include "ui/layout/scene_card_layout.h"
#include "ui/layout/scene_routes.h"
#include "ui/layout/scene_tiles.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr std::size_t kMostCards = 1024;

// Logical pixels.
constexpr double kHeader = 42;
constexpr double kBottom = 12;
constexpr double kFooter = 46;
constexpr double kReturn = 18; // for the way from the last device back to the first
constexpr double kFullWidth = 150;
constexpr double kFullHeight = 176;
constexpr double kLowFullHeight = 116; // without what is kept
constexpr double kWidestCard = 330;
constexpr double kNodeName = 13;
constexpr double kWithNames = 46; // lower cards need the room of the names
constexpr double kSmallWidth = 80;
constexpr double kSmallHeight = 40;
constexpr double kWidestSmall = 210;
constexpr double kTallestSmall = 190;
constexpr int kMostFull = 8; // devices
constexpr int kMostSmall = 32;
// Of cards that scroll.
constexpr double kScrolledFull = 204;
constexpr double kScrolledSmall = 72;
constexpr double kUsualSmall = 96;

// Space around the cards, and between them.
struct Frame
{
    QRectF area;
    double gap = 0;
    double lineGap = 0;
    double nodeName = 0; // height of what stands above the frame of a node
};

// How many cards stand in a line, and how large they are.
struct Grid
{
    int columns = 1;
    int lines = 1;
    double width = 0;
    double height = 0;
};

Grid gridOf(const Frame &frame, int columns, int count)
{
    Grid grid;
    grid.columns = columns;
    grid.lines = (count + columns - 1) / columns;
    grid.width = (frame.area.width() - (columns - 1) * frame.gap) / columns;
    grid.height = (frame.area.height() - (grid.lines - 1) * frame.lineGap) / grid.lines;
    return grid;
}

// The fewest lines in which cards of this size stand; columns 0: they do not fit.
Grid fitting(const Frame &frame, int count, double width, double height, int columnsStep)
{
    for (int lines = 1; lines <= count; ++lines) {
        int columns = (count + lines - 1) / lines;
        columns = (columns + columnsStep - 1) / columnsStep * columnsStep;
        const Grid grid = gridOf(frame, std::min(columns, count), count);
        if (grid.height < height)
            break;
        if (grid.width >= width)
            return grid;
    }
    return {.columns = 0};
}

// As many cells as it takes, as square as they get.
Grid cells(const Frame &frame, int count)
{
    const double side = std::sqrt(frame.area.width() * frame.area.height() / std::max(1, count));
    for (int columns = std::max(1, static_cast<int>(frame.area.width() / side));; ++columns) {
        const Grid grid = gridOf(frame, std::min(columns, count), count);
        if (grid.height >= std::min(grid.width, 6.0) || columns >= count)
            return grid;
    }
}

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

void placeSides(SceneLayout &layout, Frame &frame)
{
    const double s = layout.scale;
    layout.header = QRectF(20 * s, 8 * s, layout.size.width() - 36 * s, 26 * s);
    QRectF area(14 * s, kHeader * s, layout.size.width() - 28 * s,
                layout.size.height() - (kHeader + kBottom) * s);
    if (layout.kind == SceneKind::Data) {
        layout.footer = QRectF(area.left(), area.bottom() - (kFooter - kBottom) * s, area.width(),
                               (kFooter - kBottom) * s);
        area.setBottom(layout.footer.top() - 2 * s);
        layout.batch = QRectF(20 * s, area.top(), 108 * s, area.height());
        area.setLeft(layout.batch.right() + 22 * s);
        area.setRight(area.right() - 16 * s);
        frame.gap = 52 * s;
    } else {
        layout.batch = QRectF(4 * s, area.top(), 62 * s, area.height());
        layout.loss = QRectF(layout.size.width() - 52 * s, area.top(), 48 * s, area.height());
        area.setLeft(layout.batch.right());
        area.setRight(layout.loss.left());
        frame.gap = 41 * s;
        if (layout.returns)
            area.setBottom(area.bottom() - kReturn * s);
    }
    frame.lineGap = (layout.kind == SceneKind::Data ? 24 : 16) * s;
    if (layout.returnsInside)
        frame.lineGap += kReturn * s;
    frame.area = area;
}

Grid chooseGrid(SceneLayout &layout, Frame &frame, int count, int ranks)
{
    const double s = layout.scale;
    const int step = layout.kind == SceneKind::Pipeline && count > ranks ? ranks : 1;
    const auto attempt = [&](CardDetail detail, double gap, double width, double height) {
        frame.gap = gap;
        layout.detail = detail;
        return fitting(frame, count, width * s, height * s, step);
    };
    Grid grid = {.columns = 0};
    // The gaps give way before the cards do.
    const double wide = frame.gap;
    for (const double height : {kFullHeight, kLowFullHeight}) {
        for (const double gap : {wide, 30 * s, 22 * s, 16 * s}) {
            if (count <= kMostFull && grid.columns == 0)
                grid = attempt(CardDetail::Full, gap, kFullWidth, height);
        }
    }
    if (grid.columns == 0)
        grid = attempt(CardDetail::Small, 26 * s, kSmallWidth, kSmallHeight);
    if (grid.columns == 0 && count <= kMostSmall) {
        frame.lineGap = (layout.kind == SceneKind::Data ? 7 : 10) * s + frame.nodeName;
        grid = attempt(CardDetail::Small, 20 * s, kSmallWidth - 8, kSmallHeight - 8);
    }
    if (grid.columns > 0)
        return grid;
    layout.detail = CardDetail::Cell;
    frame.gap = 3 * s;
    frame.lineGap = 3 * s;
    return cells(frame, count);
}

// Cards of this detail whether they fit or not. The layout grows downwards as far as it takes.
Grid forcedGrid(SceneLayout &layout, Frame &frame, CardDetail detail, int count, int ranks)
{
    const double s = layout.scale;
    const bool full = detail == CardDetail::Full;
    const double smallest = (full ? kFullWidth : kSmallWidth) * s;
    const int step = layout.kind == SceneKind::Pipeline && count > ranks ? ranks : 1;
    layout.detail = detail;
    const double wide = frame.gap;
    for (const double gap : {full ? wide : 26 * s, full ? 30 * s : 20 * s}) {
        frame.gap = gap;
        const Grid grid =
            fitting(frame, count, smallest, (full ? kFullHeight : kSmallHeight) * s, step);
        if (grid.columns > 0)
            return grid;
    }
    // Where there is no need to save room the name and the state are written out.
    const double usual = full ? smallest : kUsualSmall * s;
    const double room = frame.area.width() + frame.gap;
    int columns = std::clamp(static_cast<int>(room / (usual + frame.gap)), 1, count);
    if (columns > step)
        columns -= columns % step;
    const int lines = (count + columns - 1) / columns;
    const double height =
        lines * (full ? kScrolledFull : kScrolledSmall) * s + (lines - 1) * frame.lineGap;
    layout.size.rheight() += std::max(0.0, height - frame.area.height());
    const double gap = frame.gap;
    placeSides(layout, frame);
    frame.gap = gap;
    return gridOf(frame, columns, count);
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
            layoutFullCard(card, s);
    }
}

// Several, or one whose devices work as one.
bool showsNodes(const core::Plan &plan)
{
    return !plan.wiring.nodeOfDevice.empty() &&
           (plan.wiring.nodeOfDevice.back() > 0 || plan.tensor > 1);
}

// Frames of nodes have names above them, unless the devices need that room for cards of their own.
Grid gridWithNames(SceneLayout &layout, Frame &frame, const core::Plan &plan, int count)
{
    const Frame plain = frame;
    if (showsNodes(plan) && count <= kMostSmall) {
        frame.nodeName = kNodeName * layout.scale;
        frame.area.setTop(frame.area.top() + frame.nodeName);
        frame.lineGap += frame.nodeName;
        const Grid grid = chooseGrid(layout, frame, count, plan.ranks());
        if (layout.detail != CardDetail::Cell && grid.height >= kWithNames * layout.scale)
            return grid;
        frame = plain;
    }
    return chooseGrid(layout, frame, count, plan.ranks());
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

const CardGeometry *cardOf(const SceneLayout &layout, int device)
{
    const auto found = std::ranges::find(layout.cards, device, &CardGeometry::device);
    return found == layout.cards.end() ? nullptr : &*found;
}

} // namespace ui
