// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_tiles.h"

#include "ui/layout/scene/scene_grid.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace ui {
namespace {

constexpr std::size_t kMostCells = 256; // devices; above, one tile for each class
constexpr std::size_t kMostCards = 32;  // up to here devices without partners have cards
constexpr int kMostLoneColumns = 8;     // of replicas without stages
constexpr std::size_t kMostOfAllCells = 4096;

// Logical pixels.
constexpr double kRowLabel = 62;
constexpr double kColumnLabel = 17;
constexpr double kGap = 8;
constexpr double kSmallGap = 3;
constexpr int kMostWideGaps = 10; // columns
constexpr double kLeastWidth = 38;
constexpr double kLeastHeight = 36;
constexpr double kMostWidth = 132;
constexpr double kMostHeight = 118;
constexpr double kWord = 15;
constexpr double kMargin = 6;
constexpr double kInspector = 256;       // beside the tiles
constexpr double kNarrowInspector = 208; // where tiles need the room
constexpr double kInspectorGap = 14;
constexpr double kInspectorHeight = 150; // at least
constexpr double kWithInspector = 760;   // width of the scene
constexpr double kTokenFrom = 100;       // width from which a token stands beside the word
constexpr double kWordFrom = 64;         // below, a token stands for it

struct TileGrid
{
    int columns = 1;
    int lines = 1;
    bool loneReplicas = false; // no stages: a tile is a replica
    bool wrapped = false;      // the stages of one replica in several lines
    double width = 0;
    double height = 0;
    double gap = 0;
};

QRectF areaOf(const SceneLayout &layout)
{
    const double s = layout.scale;
    const double beside =
        layout.inspector.isEmpty() ? 0 : layout.inspector.width() + kInspectorGap * s;
    const double bottom = layout.overflows ? lineOfSum(layout).top() - 2 * s
                                           : layout.size.height() - kSceneBottom * s;
    return {14 * s, kSceneHeader * s, layout.size.width() - 28 * s - beside,
            bottom - kSceneHeader * s};
}

// Right of the tiles, as high as they may be.
QRectF inspectorArea(SceneLayout layout, double width)
{
    const double s = layout.scale;
    layout.inspector = {};
    const QRectF area = areaOf(layout);
    if (area.width() < kWithInspector * s || area.height() < kInspectorHeight * s)
        return {};
    return {area.right() - width * s, area.top(), width * s, area.height()};
}

// Size 0: it does not fit.
TileGrid gridOf(const SceneLayout &layout, int count, int columns)
{
    const double s = layout.scale;
    TileGrid grid;
    grid.columns = columns;
    grid.lines = (count + columns - 1) / columns;
    grid.gap = (columns > kMostWideGaps ? kSmallGap : kGap) * s;
    const QRectF area = areaOf(layout);
    const double across = area.width() - kRowLabel * s;
    const double down = area.height() - kColumnLabel * s;
    const double width = (across - (columns - 1) * grid.gap) / columns;
    const double height = (down - (grid.lines - 1) * grid.gap) / grid.lines;
    if (width < kLeastWidth * s || height < kLeastHeight * s)
        return grid;
    grid.width = std::floor(std::min(width, kMostWidth * s));
    grid.height = std::floor(std::min(height, kMostHeight * s));
    return grid;
}

// Rows of replicas, columns of stages. Replicas without stages, and the stages of one replica that
// are too many for a line, stand in as many lines as they need.
TileGrid gridFor(const SceneLayout &layout, int ranks, int rows)
{
    const int count = ranks * rows;
    TileGrid grid = gridOf(layout, count, ranks == 1 ? std::min(rows, kMostLoneColumns) : ranks);
    const bool lone = ranks == 1 || rows == 1;
    for (int columns = std::min(count, kMostLoneColumns);
         lone && grid.width == 0 && columns <= count; ++columns)
        grid = gridOf(layout, count, columns);
    grid.loneReplicas = ranks == 1;
    grid.wrapped = ranks > 1 && grid.columns < ranks;
    return grid;
}

// The number of columns whose cells are nearest to upright rectangles.
int cellColumns(int count, const QRectF &area)
{
    int best = 1;
    double bestOff = 1e9;
    for (int columns = 1; columns <= count; ++columns) {
        if (count % columns != 0 && columns != count)
            continue;
        const double width = area.width() / columns;
        const double height = area.height() / (count / columns);
        const double off = std::abs(std::log(width / std::max(0.1, height * 0.8)));
        if (off < bestOff) {
            best = columns;
            bestOff = off;
        }
    }
    return best;
}

void placeCells(SceneLayout &layout, const TileGeometry &tile)
{
    const double s = layout.scale;
    const double margin = kMargin * s;
    const QRectF area = tile.tile.adjusted(margin, (kWord + 4) * s, -margin, -margin);
    const int columns = cellColumns(tile.cardCount, area);
    const int lines = (tile.cardCount + columns - 1) / columns;
    const double gap = std::min(2.5 * s, area.width() / columns / 4);
    const double width = (area.width() - (columns - 1) * gap) / columns;
    const double height = (area.height() - (lines - 1) * gap) / lines;
    for (int i = 0; i < tile.cardCount; ++i)
        layout.cards[static_cast<std::size_t>(tile.firstCard + i)].card =
            QRectF(area.left() + (i % columns) * (width + gap),
                   area.top() + (i / columns) * (height + gap), width, height);
}

// The devices of a tile for each class and rank.
std::vector<CardGeometry> classCards(const core::Plan &plan)
{
    std::vector<CardGeometry> cards;
    for (int c = 0; c < plan.replicaClasses; ++c) {
        for (int rank = 0; rank < plan.ranks(); ++rank) {
            const core::RowPlan &row = plan.row(c, rank);
            for (int i = 0; i < plan.groupSize; ++i) {
                CardGeometry card;
                card.device = row.firstOfGroup + i;
                card.replica = row.replicas.empty() ? 0 : row.replicas.front();
                card.pipelineRank = rank;
                cards.push_back(card);
            }
        }
    }
    return cards;
}

int replicasOfClass(const core::Plan &plan, int replicaClass)
{
    const std::vector<int> &all = plan.row(replicaClass, 0).replicas;
    return static_cast<int>(std::set<int>(all.begin(), all.end()).size());
}

// Beside a line of replicas, or of classes of them.
TileLabel labelOfReplicas(const core::Plan &plan, const TileGrid &grid, int line, bool classes)
{
    const int columns = grid.loneReplicas ? grid.columns : 1;
    const int first = line * columns;
    TileLabel label{{}, TileLabel::What::Replica, first + 1};
    if (classes) {
        label.what = TileLabel::What::Replicas;
        label.number = 0;
        for (int at = first; at < std::min(first + columns, plan.replicaClasses); ++at)
            label.number += replicasOfClass(plan, at);
    } else if (columns > 1 && label.number < plan.replicas) {
        label.last = std::min(first + columns, plan.replicas);
    }
    return label;
}

void placeLabels(SceneLayout &layout, const core::Plan &plan, const TileGrid &grid, QPointF origin,
                 bool classes)
{
    const double s = layout.scale;
    const double stepX = grid.width + grid.gap;
    const double stepY = grid.height + grid.gap;
    if (!grid.loneReplicas && !grid.wrapped) {
        for (int i = 0; i < grid.columns; ++i)
            layout.tileLabels.push_back(
                {QRectF(origin.x() + i * stepX, origin.y() - kColumnLabel * s, grid.width,
                        kColumnLabel * s),
                 TileLabel::What::Stage, i + 1});
    }
    const auto beside = [&](int line) {
        return QRectF(origin.x() - kRowLabel * s, origin.y() + line * stepY, (kRowLabel - 8) * s,
                      grid.height);
    };
    for (int i = 0; i < grid.lines && grid.wrapped; ++i)
        layout.tileLabels.push_back({beside(i), TileLabel::What::StagesOfLine, i * grid.columns + 1,
                                     std::min((i + 1) * grid.columns, plan.ranks())});
    if (grid.wrapped && plan.replicas > 1) // above them: beside them are the stages
        layout.tileLabels.push_back(
            {QRectF(origin.x() - kRowLabel * s, origin.y() - kColumnLabel * s,
                    (kRowLabel - 8) * s + grid.width, kColumnLabel * s),
             TileLabel::What::Replicas, plan.replicas});
    for (int i = 0; i < grid.lines && plan.replicas > 1 && !grid.wrapped; ++i) {
        TileLabel label = labelOfReplicas(plan, grid, i, classes);
        label.rect = beside(i);
        layout.tileLabels.push_back(label);
    }
}

// The word and the token, or of the two the one that can be read.
void placeHead(TileGeometry &tile, double margin, double s)
{
    const QRectF line(tile.tile.left() + margin, tile.tile.top() + 2 * s,
                      tile.tile.width() - 2 * margin, kWord * s);
    if (tile.tile.width() >= kWordFrom * s)
        tile.word = line;
    if (tile.tile.width() >= kTokenFrom * s) {
        tile.tokenRadius = 7.5 * s;
        tile.token = {line.right() - tile.tokenRadius, line.center().y() + s};
        tile.word.setRight(tile.token.x() - tile.tokenRadius - 3 * s);
    } else if (tile.word.isEmpty()) {
        tile.tokenRadius = 8 * s;
        tile.token = {line.center().x(), line.center().y() + s};
    }
}

struct TileChoice
{
    TileGrid grid; // width 0: none fits
    bool classes = false;
};

// A tile for each group where there is room, else one for each class of replicas.
TileChoice chooseTiles(const SceneLayout &layout, const core::Plan &plan)
{
    if (plan.rowOfDevice.size() <= kMostCells) {
        const TileGrid grid = gridFor(layout, plan.ranks(), plan.replicas);
        if (grid.width > 0)
            return {grid, false};
    }
    if (plan.leadCount() * static_cast<std::size_t>(plan.groupSize) > kMostOfAllCells)
        return {};
    return {gridFor(layout, plan.ranks(), plan.replicaClasses), true};
}

} // namespace

bool wantsTiles(const core::Plan &plan)
{
    const bool groups = plan.groupSize > 1 && (plan.ranks() > 1 || plan.replicas > 1);
    return groups || plan.rowOfDevice.size() > kMostCards;
}

bool placeTiles(SceneLayout &layout, const core::Plan &plan, std::vector<CardGeometry> cards)
{
    TileChoice choice;
    for (const double width : {kInspector, kNarrowInspector, 0.0}) { // the panel gives way first
        layout.inspector = inspectorArea(layout, width);
        choice = chooseTiles(layout, plan);
        if (choice.grid.width > 0)
            break;
    }
    const TileGrid &grid = choice.grid;
    if (grid.width == 0)
        return false;
    if (choice.classes)
        cards = classCards(plan);
    layout.footer = layout.overflows ? lineOfSum(layout) : QRectF();
    layout.detail = CardDetail::Cell;
    layout.columns = grid.columns;
    layout.cards = std::move(cards);
    const double s = layout.scale;
    const QRectF area = areaOf(layout);
    const double used = grid.columns * (grid.width + grid.gap) - grid.gap;
    const double high = grid.lines * (grid.height + grid.gap) - grid.gap;
    const QPointF origin(
        std::round(area.left() + kRowLabel * s + (area.width() - kRowLabel * s - used) / 2),
        std::round(area.top() + kColumnLabel * s + (area.height() - kColumnLabel * s - high) / 2));
    placeLabels(layout, plan, grid, origin, choice.classes);
    const auto groups = layout.cards.size() / static_cast<std::size_t>(plan.groupSize);
    for (std::size_t i = 0; i < groups; ++i) {
        const int column = static_cast<int>(i) % grid.columns;
        const int line = static_cast<int>(i) / grid.columns;
        TileGeometry tile;
        tile.firstCard = static_cast<int>(i) * plan.groupSize;
        tile.cardCount = plan.groupSize;
        tile.tile = QRectF(origin.x() + column * (grid.width + grid.gap),
                           origin.y() + line * (grid.height + grid.gap), grid.width, grid.height);
        placeHead(tile, (grid.columns > kMostWideGaps ? kMargin / 3 : kMargin) * s, s);
        layout.tiles.push_back(tile);
        placeCells(layout, tile);
    }
    return true;
}

} // namespace ui
