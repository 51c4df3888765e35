// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_tiles.h"

#include "ui/layout/scene/panel_sides.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr std::size_t kMostCells = 256; // devices; of more there are squares
constexpr std::size_t kMostCards = 32;  // up to here devices without partners have cards
constexpr int kMostLoneColumns = 8;     // of replicas without stages

// Logical pixels.
constexpr double kRowLabel = 62;
constexpr double kStagesLabel = 48; // in two lines
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
constexpr double kTokenFrom = 100;       // width from which a token stands beside the word
constexpr double kWordFrom = 64;         // below, a token stands for it
constexpr double kLoneWordFrom = 52;     // of one device: the token has room beside its number
constexpr double kTokenInCell = 18;      // height from which it has

struct TileGrid
{
    int columns = 1;
    int lines = 1;
    bool loneReplicas = false; // no stages: a tile is a replica
    bool wrapped = false;      // the stages of one replica in several lines
    double label = 0;          // room left of them
    double width = 0;
    double height = 0;
    double gap = 0;
};

// Size 0: it does not fit.
TileGrid gridOf(const SceneLayout &layout, int count, int columns, double label)
{
    const double s = layout.scale;
    TileGrid grid;
    grid.columns = columns;
    grid.label = label * s;
    grid.lines = (count + columns - 1) / columns;
    grid.gap = (columns > kMostWideGaps ? kSmallGap : kGap) * s;
    const QRectF area = besidePanel(layout);
    const double across = area.width() - grid.label;
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
    TileGrid grid =
        gridOf(layout, count, ranks == 1 ? std::min(rows, kMostLoneColumns) : ranks, kRowLabel);
    const bool lone = ranks == 1 || rows == 1;
    const double label = ranks == 1 ? kRowLabel : kStagesLabel;
    for (int columns = std::min(count, kMostLoneColumns);
         lone && grid.width == 0 && columns <= count; ++columns)
        grid = gridOf(layout, count, columns, label);
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

// Beside a line of replicas.
TileLabel labelOfReplicas(const core::Plan &plan, const TileGrid &grid, int line)
{
    const int columns = grid.loneReplicas ? grid.columns : 1;
    TileLabel label{{}, TileLabel::What::Replica, line * columns + 1};
    if (columns > 1 && label.number < plan.replicas)
        label.last = std::min(line * columns + columns, plan.replicas);
    return label;
}

void placeLabels(SceneLayout &layout, const core::Plan &plan, const TileGrid &grid, QPointF origin)
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
        return QRectF(origin.x() - grid.label, origin.y() + line * stepY, grid.label - 8 * s,
                      grid.height);
    };
    for (int i = 0; i < grid.lines && grid.wrapped; ++i)
        layout.tileLabels.push_back({beside(i), TileLabel::What::StagesOfLine, i * grid.columns + 1,
                                     std::min((i + 1) * grid.columns, plan.ranks())});
    if (grid.wrapped && plan.replicas > 1) // above them: beside them are the stages
        layout.tileLabels.push_back({QRectF(origin.x() - grid.label, origin.y() - kColumnLabel * s,
                                            grid.label - 8 * s + grid.width, kColumnLabel * s),
                                     TileLabel::What::Replicas, plan.replicas});
    for (int i = 0; i < grid.lines && plan.replicas > 1 && !grid.wrapped; ++i) {
        TileLabel label = labelOfReplicas(plan, grid, i);
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

// Where the tile is the cell of one device and the word needs all of the head, the token stands in
// the cell, beside the number of the device.
void placeTokenInCell(TileGeometry &tile, CardGeometry &cell, double s)
{
    const bool narrow = tile.tile.width() < kWordFrom * s;
    if (!narrow || tile.cardCount > 1 || tile.tile.width() < kLoneWordFrom * s ||
        cell.card.height() < kTokenInCell * s)
        return;
    tile.word =
        QRectF(tile.tile.left() + s, tile.tile.top() + 2 * s, tile.tile.width() - 2 * s, kWord * s);
    tile.tokenRadius = std::min(8 * s, cell.card.height() / 2 - 1.5 * s);
    tile.token = {cell.card.right() - tile.tokenRadius - 3 * s, cell.card.center().y()};
    cell.title = cell.card;
    cell.title.setRight(tile.token.x() - tile.tokenRadius);
}

void placeTilesAt(SceneLayout &layout, const core::Plan &plan, const TileGrid &grid, QPointF origin)
{
    const double s = layout.scale;
    const int groups = static_cast<int>(layout.cards.size()) / plan.groupSize;
    for (int i = 0; i < groups; ++i) {
        const int column = i % grid.columns;
        const int line = i / grid.columns;
        TileGeometry tile;
        tile.firstCard = i * plan.groupSize;
        tile.cardCount = plan.groupSize;
        tile.tile = QRectF(origin.x() + column * (grid.width + grid.gap),
                           origin.y() + line * (grid.height + grid.gap), grid.width, grid.height);
        const double margin = (grid.columns > kMostWideGaps ? kMargin / 3 : kMargin) * s;
        placeHead(tile, margin, s);
        placeCells(layout, tile);
        placeTokenInCell(tile, layout.cards[static_cast<std::size_t>(tile.firstCard)], s);
        layout.tiles.push_back(tile);
    }
}

} // namespace

bool wantsTiles(const core::Plan &plan)
{
    const bool groups = plan.groupSize > 1 && (plan.ranks() > 1 || plan.replicas > 1);
    return groups || plan.rowOfDevice.size() > kMostCards;
}

bool placeTiles(SceneLayout &layout, const core::Plan &plan, const std::vector<int> &order)
{
    // Many replicas without stages or partners are a ring of squares, which shows what they share.
    const bool ring = plan.ranks() == 1 && plan.groupSize == 1 && order.size() > kMostCards;
    if (order.size() > kMostCells || ring)
        return false;
    placeKey(layout);
    TileGrid grid;
    for (const double width : {kInspector, kNarrowInspector, 0.0}) { // the panel gives way first
        layout.inspector = panelArea(layout, width);
        grid = gridFor(layout, plan.ranks(), plan.replicas);
        if (grid.width > 0)
            break;
    }
    if (grid.width == 0)
        return false;
    layout.detail = CardDetail::Cell;
    layout.columns = grid.columns;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const int group = static_cast<int>(i) / plan.groupSize;
        CardGeometry card;
        card.device = order[i];
        card.replica = group / plan.ranks();
        card.pipelineRank = group % plan.ranks();
        layout.cards.push_back(card);
    }
    const double s = layout.scale;
    const QRectF area = besidePanel(layout);
    const double used = grid.columns * (grid.width + grid.gap) - grid.gap;
    const double high = grid.lines * (grid.height + grid.gap) - grid.gap;
    const QPointF origin(
        std::round(area.left() + grid.label + (area.width() - grid.label - used) / 2),
        std::round(area.top() + kColumnLabel * s + (area.height() - kColumnLabel * s - high) / 2));
    placeLabels(layout, plan, grid, origin);
    placeTilesAt(layout, plan, grid, origin);
    return true;
}

} // namespace ui
