// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/ring_squares.h"

#include "ui/layout/scene/panel_sides.h"
#include "ui/layout/scene/square_frames.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

// Logical pixels.
constexpr double kLineLabel = 52;
constexpr double kLongLabel = 86; // of numbers above a thousand
constexpr int kLongNumbers = 1000;
constexpr double kRingLeft = 30; // turns, and the way back to the first line
constexpr double kRingRight = 16;
constexpr double kTurn = 11; // of it, from the frames to where it turns
constexpr double kBelow = 10;
constexpr double kHeading = 15; // above the labels of the lines
constexpr double kNotes = 112;
constexpr double kNotesGap = 12;
constexpr double kEvenBonus = 1.06; // the ring closes at its left side
constexpr double kFullBonus = 1.04; // every line is full

struct RingGrid
{
    int frames = 1;
    int columns = 1;
    int lines = 1;
    SquareGaps gaps;
    FrameShape shape;
    double score = 0;
};

// Squares of each frame along the ring.
struct RingFrames
{
    std::vector<CardGeometry> squares;
    std::vector<int> first; // square of each frame, and behind the last
    int usual = 1;          // squares of a frame; more where one had to be split
    double label = 0;       // width beside the lines, painter units

    [[nodiscard]] int count() const { return static_cast<int>(first.size()) - 1; }
};

// Devices of one stretch of the ring; a device with a square of its own ends one square and begins
// another.
void addSquares(RingFrames &frames, const SquareSource &source, int from, int to)
{
    const auto alone = [&source](int place) {
        const int device = source.order[static_cast<std::size_t>(place)];
        return source.alone[static_cast<std::size_t>(device)];
    };
    for (int place = from; place < to;) {
        int end = place + 1;
        while (end < to && !alone(place) && !alone(end))
            ++end;
        CardGeometry card;
        card.device = source.order[static_cast<std::size_t>(place)];
        card.count = end - place;
        card.replica = place / source.snapshot.plan.groupSize;
        frames.squares.push_back(card);
        place = end;
    }
}

RingFrames framesOf(const SquareSource &source, int devicesOfSquare)
{
    RingFrames frames;
    const int count = static_cast<int>(source.order.size());
    // Of groups, a frame holds eight squares, wherever one of them had to be split.
    const int step = devicesOfSquare == 1 ? source.framePlaces : 8 * devicesOfSquare;
    frames.usual = std::min(step / devicesOfSquare, count);
    for (int at = 0; at < count; at += step) {
        frames.first.push_back(static_cast<int>(frames.squares.size()));
        const int end = std::min(count, at + step);
        for (int from = at; from < end; from += devicesOfSquare)
            addSquares(frames, source, from, std::min(end, from + devicesOfSquare));
    }
    frames.first.push_back(static_cast<int>(frames.squares.size()));
    return frames;
}

// For the frames alone, without labels and the turns of the ring.
QRectF frameArea(const SceneLayout &layout, double label)
{
    const double s = layout.scale;
    QRectF area = besidePanel(layout);
    const double notes = layout.squares.notes.isEmpty() ? 0 : (kNotes + kNotesGap) * s;
    area.adjust(label + kRingLeft * s, kHeading * s, -notes - kRingRight * s, 0);
    return area;
}

RingGrid gridOf(const SceneLayout &layout, const RingFrames &frames)
{
    RingGrid best;
    const QRectF area = frameArea(layout, frames.label);
    for (SquareGaps gaps : squareGaps(layout.scale)) {
        gaps.middle = std::round(3 * layout.scale);
        for (int lines = 1; lines <= frames.count(); ++lines) {
            RingGrid grid{frames.count(), (frames.count() + lines - 1) / lines, lines, gaps, {}, 0};
            if ((lines - 1) * grid.columns >= frames.count()) // fewer lines do
                continue;
            const double below = lines % 2 == 1 ? kBelow * layout.scale : 0;
            const QSizeF room((area.width() + gaps.frames) / grid.columns - gaps.frames,
                              (area.height() - below + gaps.lines) / lines - gaps.lines);
            if (room.height() < 3 * layout.scale)
                break;
            grid.shape = frameShape({frames.usual, room, 0, layout.scale, true}, gaps);
            grid.score = grid.shape.score * (lines % 2 == 0 ? kEvenBonus : 1) *
                         (lines * grid.columns == frames.count() ? kFullBonus : 1);
            if (grid.score > best.score * 1.001) // of equal ones the roomiest, which comes first
                best = grid;
        }
    }
    return best;
}

void placeFrames(SceneLayout &layout, const RingGrid &grid, const RingFrames &frames)
{
    const QRectF area = frameArea(layout, frames.label);
    const QSizeF frame = grid.shape.frame(grid.gaps, 0);
    const double stepX = frame.width() + grid.gaps.frames;
    const double stepY = frame.height() + grid.gaps.lines;
    const double spareX = area.width() - grid.columns * stepX + grid.gaps.frames;
    const double spareY = area.height() - grid.lines * stepY + grid.gaps.lines;
    const QPointF origin(std::round(area.left() + std::max(0.0, spareX) / 2),
                         std::round(area.top() + std::clamp(spareY / 2, 0.0, 8 * layout.scale)));
    for (int i = 0; i < frames.count(); ++i) {
        const int line = i / grid.columns;
        const int place = i % grid.columns;
        const int column = line % 2 == 0 ? place : grid.columns - 1 - place;
        TileGeometry tile;
        tile.firstCard = frames.first[static_cast<std::size_t>(i)];
        tile.cardCount = frames.first[static_cast<std::size_t>(i) + 1] - tile.firstCard;
        tile.tile = QRectF(origin + QPointF(column * stepX, line * stepY), frame);
        layout.tiles.push_back(tile);
        FrameShape shape = grid.shape;
        if (tile.cardCount > frames.usual)
            shape = frameShape({tile.cardCount, frame, 0, layout.scale}, grid.gaps);
        placeInFrame(layout, tile, shape, grid.gaps, 0);
    }
}

// From frame to frame, and from the last one back to the first.
void placeRing(SceneLayout &layout, const RingGrid &grid)
{
    std::vector<QPointF> &ring = layout.squares.ring;
    const std::vector<TileGeometry> &tiles = layout.tiles;
    if (tiles.size() < 2)
        return;
    const double s = layout.scale;
    QRectF all;
    for (const TileGeometry &tile : tiles)
        all |= tile.tile;
    const double right = all.right() + kTurn * s;
    const double left = all.left() - kTurn * s;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const QPointF at = tiles[i].tile.center();
        if (i > 0 && ring.back().y() != at.y()) {
            const bool forth = (static_cast<int>(i) / grid.columns) % 2 == 1;
            const double turn = forth ? right : left;
            ring.push_back({turn, ring.back().y()});
            ring.push_back({turn, at.y()});
        }
        ring.push_back(at);
    }
    const double back = grid.lines > 1 ? all.left() - (kRingLeft - 8) * s : left;
    if (grid.lines % 2 == 1) { // its last line ends at the right
        const double below = all.bottom() + (kBelow - 4) * s;
        ring.push_back({right, ring.back().y()});
        ring.push_back({right, below});
        ring.push_back({back, below});
    } else {
        ring.push_back({back, ring.back().y()});
    }
    ring.push_back({back, ring.front().y()});
    ring.push_back(ring.front());
}

// Number of the first and the last node, group, replica or device of a frame, 1-based but for
// devices.
TileLabel labelOf(const SceneLayout &layout, const SquareSource &source, int first, int last)
{
    const core::Plan &plan = source.snapshot.plan;
    const auto cardAt = [&layout](int tile, bool end) -> const CardGeometry & {
        const TileGeometry &frame = layout.tiles[static_cast<std::size_t>(tile)];
        const int card = frame.firstCard + (end ? frame.cardCount - 1 : 0);
        return layout.cards[static_cast<std::size_t>(card)];
    };
    const CardGeometry &from = cardAt(first, false);
    const CardGeometry &to = cardAt(last, true);
    TileLabel label;
    if (layout.squares.framesAreStateGroups) {
        label.what = TileLabel::What::StateGroups;
        label.number = first + 1;
        label.last = last + 1;
    } else if (layout.squares.framesAreNodes) {
        const std::vector<int> &nodes = plan.wiring.nodeOfDevice;
        label.what = TileLabel::What::Nodes;
        label.number = nodes[static_cast<std::size_t>(from.device)] + 1;
        label.last = nodes[static_cast<std::size_t>(to.device + to.count - 1)] + 1;
    } else if (plan.groupSize > 1) {
        label.what = TileLabel::What::ReplicaNumbers;
        label.number = from.replica + 1;
        label.last = to.replica + (to.count - 1) / plan.groupSize + 1;
    } else {
        label.what = TileLabel::What::Devices;
        label.number = from.device;
        label.last = to.device + to.count - 1;
    }
    return label;
}

void placeLineLabels(SceneLayout &layout, const SquareSource &source, const RingGrid &grid,
                     double width)
{
    const double s = layout.scale;
    const double left = frameArea(layout, width).left() - width - kRingLeft * s;
    for (int line = 0; line < grid.lines; ++line) {
        const int first = line * grid.columns;
        const int last = std::min(first + grid.columns, grid.frames) - 1;
        const QRectF tile = layout.tiles[static_cast<std::size_t>(first)].tile;
        TileLabel label = labelOf(layout, source, first, last);
        label.rect = QRectF(left, tile.top(), width, tile.height());
        if (line == 0) {
            TileLabel heading = label;
            heading.number = heading.last = -1;
            heading.rect = QRectF(left, tile.top() - kHeading * s, width, kHeading * s);
            layout.tileLabels.push_back(heading);
        }
        layout.tileLabels.push_back(label);
    }
}

} // namespace

bool placeRingSquares(SceneLayout &layout, const SquareSource &source, int devicesOfSquare)
{
    const double s = layout.scale;
    RingFrames frames = framesOf(source, devicesOfSquare);
    const auto count = static_cast<int>(source.order.size());
    const int largest =
        source.framesAreNodes ? count / source.framePlaces : count / source.snapshot.plan.groupSize;
    frames.label = (largest < kLongNumbers ? kLineLabel : kLongLabel) * s;
    const bool last = devicesOfSquare >= count;
    // Devices with a square of their own come on top of that.
    const int most = kMostSquares + 2 * static_cast<int>(std::ranges::count(source.alone, true));
    if (static_cast<int>(frames.squares.size()) > most && !last)
        return false;
    RingGrid grid;
    bool fits = false;
    const bool callouts = std::ranges::count(source.alone, true) > 0;
    for (const SquareSides &sides : squareSides()) {
        if (sides.notes && !callouts) // nothing to note: the title says what a frame is
            continue;
        layout.inspector = panelArea(layout, sides.panel);
        const QRectF area = besidePanel(layout);
        layout.squares.notes =
            sides.notes ? QRectF(area.right() - kNotes * s, area.top(), kNotes * s, area.height())
                        : QRectF();
        grid = gridOf(layout, frames);
        fits = isLargeEnough(grid.shape, sides, s);
        if (fits)
            break;
    }
    if (!fits && !last)
        return false;
    layout.squares.order = SquareOrder::Ring;
    layout.squares.devices = devicesOfSquare;
    layout.squares.framesAreNodes = source.framesAreNodes;
    layout.squares.framesAreStateGroups = source.framesAreStateGroups && devicesOfSquare == 1;
    layout.squares.perFrame = devicesOfSquare == 1 ? source.framePlaces : 8 * devicesOfSquare;
    layout.columns = grid.columns;
    layout.cards = std::move(frames.squares);
    placeFrames(layout, grid, frames);
    placeRing(layout, grid);
    placeLineLabels(layout, source, grid, frames.label);
    return true;
}

} // namespace ui
