// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/grid_squares.h"

#include "ui/layout/scene/panel_sides.h"
#include "ui/layout/scene/square_frames.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int kMostOwnRows = 8; // of replicas with a fault

// Logical pixels.
constexpr double kRowLabel = 64;
constexpr double kRangeLabel = 112; // of several replicas
constexpr double kColumnLabel = 16;
constexpr double kToken = 17;            // room of one, left of the squares
constexpr double kBlockGap = 12;         // between replicas side by side
constexpr double kWorstWithoutToken = 5; // squares that are lower than this need its room
constexpr double kOneBlockBonus = 1.25;  // rather one replica below the other

// Replicas that share one row of frames.
struct Row
{
    int first = 0;
    int end = 1;
};

struct Option
{
    int blocks = 1;  // rows side by side
    int columns = 1; // stages in a line
    int linesOfRow = 1;
    int lines = 1; // all
    SquareGaps gaps;
    FrameShape shape;
    double token = 0;
    double score = 0;
};

struct GridSource
{
    const SquareSource &all;
    std::vector<Row> rows;
    SquareShare share;
    int ranks = 1;
    int squares = 1;  // of most frames
    double label = 0; // painter units

    [[nodiscard]] int rowCount() const { return static_cast<int>(rows.size()); }
};

int deviceAt(const SquareSource &source, int replica, int rank, int partner)
{
    const core::Plan &plan = source.snapshot.plan;
    const int place = (replica * plan.ranks() + rank) * plan.groupSize + partner;
    return source.order[static_cast<std::size_t>(place)];
}

bool isTroubled(const SquareSource &source, int replica)
{
    const core::Plan &plan = source.snapshot.plan;
    const int devices = plan.ranks() * plan.groupSize;
    for (int i = 0; i < devices; ++i) {
        const int device = source.order[static_cast<std::size_t>(replica * devices + i)];
        if (source.alone[static_cast<std::size_t>(device)])
            return true;
    }
    return false;
}

// Rows of so many replicas; a replica with a fault has a row of its own.
std::vector<Row> rowsOf(const SquareSource &source, int replicasOfRow)
{
    const int replicas = source.snapshot.plan.replicas;
    std::vector<bool> own(static_cast<std::size_t>(replicas), false);
    int count = 0;
    for (int replica = 0; replica < replicas && replicasOfRow > 1; ++replica) {
        own[static_cast<std::size_t>(replica)] = isTroubled(source, replica);
        count += own[static_cast<std::size_t>(replica)] ? 1 : 0;
    }
    if (count > kMostOwnRows)
        own.assign(own.size(), false);
    std::vector<Row> rows;
    for (int from = 0; from < replicas; from += replicasOfRow) {
        const int to = std::min(replicas, from + replicasOfRow);
        for (int first = from; first < to;) {
            int end = first + 1;
            while (end < to && !own[static_cast<std::size_t>(first)] &&
                   !own[static_cast<std::size_t>(end)])
                ++end;
            rows.push_back({first, end});
            first = end;
        }
    }
    return rows;
}

// Tensor and context partners of one square of the row: each has its own square where there is a
// fault.
int partnersOf(const GridSource &source, const Row &row)
{
    const bool own = row.end - row.first == 1 && source.share.replicas > 1;
    return own && source.all.snapshot.plan.groupSize <= 64 ? 1 : source.share.partners;
}

void measure(const SceneLayout &layout, const GridSource &source, Option &option)
{
    const double s = layout.scale;
    const QRectF area = besidePanel(layout);
    option.lines = (source.rowCount() + option.blocks - 1) / option.blocks * option.linesOfRow;
    const double across =
        (area.width() - (option.blocks - 1) * kBlockGap * s) / option.blocks - source.label;
    const double down = area.height() - kColumnLabel * s;
    FrameNeeds needs;
    needs.squares = source.squares;
    needs.scale = s;
    needs.room = {(across + option.gaps.frames) / option.columns - option.gaps.frames,
                  (down + option.gaps.lines) / option.lines - option.gaps.lines};
    needs.token = kToken * s;
    option.token = needs.token;
    option.shape = frameShape(needs, option.gaps);
    if (option.shape.score < kWorstWithoutToken || needs.room.height() < 11 * s) {
        option.token = needs.token = 0;
        option.shape = frameShape(needs, option.gaps);
    }
    option.score = option.shape.score + (option.token > 0 ? 1 : 0);
    if (option.blocks == 1 && option.linesOfRow == 1)
        option.score *= kOneBlockBonus;
}

Option optionFor(const SceneLayout &layout, const GridSource &source)
{
    Option best;
    best.columns = source.ranks;
    best.lines = source.rowCount();
    const auto attempt = [&](int blocks, int columns) {
        for (const SquareGaps &gaps : squareGaps(layout.scale)) {
            Option option{blocks, columns, (source.ranks + columns - 1) / columns, 1, gaps, {},
                          0,      0};
            measure(layout, source, option);
            if (option.score > best.score * 1.001)
                best = option;
        }
    };
    for (int blocks = 1; blocks <= std::min(source.rowCount(), 32); ++blocks)
        attempt(blocks, source.ranks);
    for (int lines = 2; lines <= source.ranks; ++lines)
        attempt(1, (source.ranks + lines - 1) / lines);
    return best;
}

void addFrame(SceneLayout &layout, const GridSource &source, const Row &row, int rank)
{
    const int partners = partnersOf(source, row);
    const int group = source.all.snapshot.plan.groupSize;
    TileGeometry tile;
    tile.firstCard = static_cast<int>(layout.cards.size());
    for (int partner = 0; partner < group; partner += partners) {
        CardGeometry card;
        card.device = deviceAt(source.all, row.first, rank, partner);
        card.replicas = row.end - row.first;
        card.count = card.replicas * std::min(partners, group - partner);
        card.replica = row.first;
        card.pipelineRank = rank;
        layout.cards.push_back(card);
    }
    tile.cardCount = static_cast<int>(layout.cards.size()) - tile.firstCard;
    layout.tiles.push_back(tile);
}

struct Places
{
    QPointF origin; // of the first frame
    double stepX = 0;
    double stepY = 0;
    double stepBlock = 0;
};

Places placesOf(const SceneLayout &layout, const GridSource &source, const Option &option)
{
    const double s = layout.scale;
    const QRectF area = besidePanel(layout);
    const QSizeF frame = option.shape.frame(option.gaps, option.token);
    Places places;
    places.stepX = frame.width() + option.gaps.frames;
    places.stepY = frame.height() + option.gaps.lines;
    const double block = source.label + option.columns * places.stepX - option.gaps.frames;
    places.stepBlock = std::round(block + kBlockGap * s);
    const double used = option.blocks * places.stepBlock - kBlockGap * s;
    const double high = option.lines * places.stepY - option.gaps.lines + kColumnLabel * s;
    const double left = area.left() + std::max(0.0, area.width() - used) / 2 + source.label;
    const double top =
        area.top() + std::clamp((area.height() - high) / 2, 0.0, 10 * s) + kColumnLabel * s;
    places.origin = {std::round(left), std::round(top)};
    return places;
}

void placeRowLabels(SceneLayout &layout, const GridSource &source, const Option &option,
                    const Places &places, int row)
{
    const double s = layout.scale;
    const int lines = option.lines / option.linesOfRow;
    const QPointF corner(places.origin.x() + (row / lines) * places.stepBlock - source.label,
                         places.origin.y() + (row % lines) * option.linesOfRow * places.stepY);
    const double height = places.stepY - option.gaps.lines;
    const Row &replicas = source.rows[static_cast<std::size_t>(row)];
    TileLabel label;
    label.rect = QRectF(corner, QSizeF(source.label - 8 * s, height));
    label.what = TileLabel::What::Replica;
    label.number = replicas.first + 1;
    label.last = replicas.end - replicas.first > 1 ? replicas.end : 0;
    for (int replica = replicas.first; replica < replicas.end; ++replica)
        label.strong = label.strong || isTroubled(source.all, replica);
    if (source.all.snapshot.plan.replicas > 1)
        layout.tileLabels.push_back(label);
    for (int line = 0; line < option.linesOfRow; ++line) {
        if (option.linesOfRow == 1 || (line == 0 && source.all.snapshot.plan.replicas > 1))
            continue; // the columns are named, or the replica is
        label.strong = false;
        label.rect.moveTop(corner.y() + line * places.stepY);
        label.what = TileLabel::What::StagesOfLine;
        label.number = line * option.columns + 1;
        label.last = std::min((line + 1) * option.columns, source.ranks);
        layout.tileLabels.push_back(label);
    }
}

void placeStageLabels(SceneLayout &layout, const Option &option, const Places &places)
{
    const double height = kColumnLabel * layout.scale;
    const double width = places.stepX - option.gaps.frames;
    for (int block = 0; block < option.blocks && option.linesOfRow == 1; ++block) {
        for (int i = 0; i < option.columns; ++i)
            layout.tileLabels.push_back(
                {QRectF(places.origin.x() + block * places.stepBlock + i * places.stepX,
                        places.origin.y() - height, width, height),
                 TileLabel::What::Stage, i + 1});
    }
}

void placeAll(SceneLayout &layout, const GridSource &source, const Option &option)
{
    const double s = layout.scale;
    const Places places = placesOf(layout, source, option);
    const QSizeF frame = option.shape.frame(option.gaps, option.token);
    const int rowsOfBlock = option.lines / option.linesOfRow;
    placeStageLabels(layout, option, places);
    for (int row = 0; row < source.rowCount(); ++row) {
        placeRowLabels(layout, source, option, places, row);
        for (int rank = 0; rank < source.ranks; ++rank) {
            addFrame(layout, source, source.rows[static_cast<std::size_t>(row)], rank);
            TileGeometry &tile = layout.tiles.back();
            const int line = row % rowsOfBlock * option.linesOfRow + rank / option.columns;
            tile.tile =
                QRectF(places.origin.x() + row / rowsOfBlock * places.stepBlock +
                           rank % option.columns * places.stepX,
                       places.origin.y() + line * places.stepY, frame.width(), frame.height());
            if (option.token > 0) {
                tile.tokenRadius = std::min(7 * s, frame.height() / 2 - s);
                tile.token = {tile.tile.left() + option.gaps.margin + option.token / 2 - s,
                              tile.tile.center().y()};
            }
            FrameShape shape = option.shape;
            if (tile.cardCount != source.squares)
                shape = frameShape({tile.cardCount, frame, option.token, s}, option.gaps);
            placeInFrame(layout, tile, shape, option.gaps, option.token);
        }
    }
}

} // namespace

bool placeGridSquares(SceneLayout &layout, const SquareSource &all, SquareShare share,
                      bool withPanel)
{
    const core::Plan &plan = all.snapshot.plan;
    GridSource source{all, rowsOf(all, share.replicas), share, plan.ranks()};
    source.squares = (plan.groupSize + share.partners - 1) / share.partners;
    source.label = (share.replicas > 1 ? kRangeLabel : kRowLabel) * layout.scale;
    const bool last = share.replicas >= plan.replicas && share.partners >= plan.groupSize;
    const int own = kMostOwnRows * source.ranks * plan.groupSize;
    const int most = kMostSquares + (share.replicas > 1 ? std::min(own, kMostSquares / 2) : 0);
    if (source.rowCount() * source.ranks * source.squares > most && !last)
        return false;
    Option option;
    bool fits = false;
    for (const SquareSides &sides : squareSides()) {
        layout.inspector = panelArea(layout, sides.panel);
        if (withPanel && layout.inspector.isEmpty())
            continue;
        option = optionFor(layout, source);
        fits = isLargeEnough(option.shape, sides, layout.scale);
        if (fits)
            break;
    }
    if (!fits && (!last || withPanel))
        return false;
    layout.squares.order = SquareOrder::Grid;
    layout.squares.devices = share.replicas * share.partners;
    layout.squares.perFrame = share.replicas * plan.groupSize;
    layout.squares.framesAreNodes =
        share.replicas == 1 && plan.groupSize == all.snapshot.scenario.cluster.devicesPerNode;
    layout.columns = option.columns;
    placeAll(layout, source, option);
    return true;
}

} // namespace ui
