// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/square_frames.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

// Logical pixels.
constexpr double kWidest = 26;
constexpr double kHighest = 18;
constexpr double kWideOverHigh = 1.45; // 12 x 8 and 10 x 7 read best
constexpr double kBestScore = 8;       // larger squares read no better

} // namespace

std::vector<SquareGaps> squareGaps(double scale)
{
    std::vector<SquareGaps> all = {{3, 2, 7, 5}, {2, 1, 4, 2}, {1, 1, 2, 1}};
    for (SquareGaps &gaps : all)
        gaps = {std::round(gaps.margin * scale), std::round(gaps.between * scale),
                std::round(gaps.frames * scale), std::round(gaps.lines * scale)};
    return all;
}

QSizeF FrameShape::frame(const SquareGaps &gaps, double token) const
{
    const double middle = lines % 2 == 0 ? gaps.middle : 0;
    return {token + columns * (square.width() + gaps.between) - gaps.between + 2 * gaps.margin,
            lines * (square.height() + gaps.between) - gaps.between + 2 * gaps.margin + middle};
}

FrameShape frameShape(const FrameNeeds &needs, const SquareGaps &gaps)
{
    FrameShape best;
    const double across = needs.room.width() - 2 * gaps.margin - needs.token + gaps.between;
    const double down = needs.room.height() - 2 * gaps.margin + gaps.between;
    for (int columns = 1; columns <= needs.squares; ++columns) {
        FrameShape shape;
        shape.columns = columns;
        shape.lines = (needs.squares + columns - 1) / columns;
        const double width = std::floor(across / columns - gaps.between);
        const double middle = shape.lines % 2 == 0 ? gaps.middle : 0;
        const double height = std::floor((down - middle) / shape.lines - gaps.between);
        if (width < 1 || height < 1)
            continue;
        shape.square = {std::min(width, std::round(kWidest * needs.scale)),
                        std::min(height, std::round(kHighest * needs.scale))};
        shape.score = std::min(shape.square.width() / kWideOverHigh, shape.square.height());
        shape.score = std::min(shape.score / needs.scale, kBestScore);
        const bool full = needs.squares % columns == 0; // no empty places in the last line
        if (!full)
            shape.score *= 0.8;
        if (needs.twoLines && shape.lines != 2)
            shape.score *= 0.6;
        if (shape.score > best.score)
            best = shape;
    }
    return best;
}

void placeInFrame(SceneLayout &layout, const TileGeometry &frame, const FrameShape &shape,
                  const SquareGaps &gaps, double token)
{
    const QPointF origin = frame.tile.topLeft() + QPointF(gaps.margin + token, gaps.margin);
    for (int i = 0; i < frame.cardCount; ++i) {
        const int column = i % shape.columns;
        const int line = i / shape.columns;
        const bool below = shape.lines % 2 == 0 && 2 * line >= shape.lines;
        layout.cards[static_cast<std::size_t>(frame.firstCard + i)].card =
            QRectF(origin + QPointF(column * (shape.square.width() + gaps.between),
                                    line * (shape.square.height() + gaps.between) +
                                        (below ? gaps.middle : 0)),
                   shape.square);
    }
}

std::vector<SquareSides> squareSides()
{
    return {{256, true, {7, 5}},  {256, false, {7, 5}}, {208, true, {6, 5}},
            {208, false, {5, 5}}, {0, true, {5, 4}},    {0, false, {3, 3}}};
}

bool isLargeEnough(const FrameShape &shape, const SquareSides &sides, double scale)
{
    return shape.square.width() >= sides.least.width() * scale &&
           shape.square.height() >= sides.least.height() * scale;
}

} // namespace ui
