// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"

namespace ui {

// How squares are arranged in a frame, and how large they are.

// Space around squares, in painter units.
struct SquareGaps
{
    double margin = 0; // within a frame
    double between = 0;
    double frames = 0; // from frame to frame
    double lines = 0;  // from line to line of frames
    double middle = 0; // more of it between two halves of a frame: a ring passes there
};
// Roomy ones, and tight ones for where the squares need every pixel.
[[nodiscard]] std::vector<SquareGaps> squareGaps(double scale);

struct FrameShape
{
    int columns = 1;
    int lines = 1;
    QSizeF square;    // on whole pixels; empty: there is no room
    double score = 0; // how well it reads: the shorter side, wide squares counting as high ones

    [[nodiscard]] QSizeF frame(const SquareGaps &gaps, double token) const;
};

// Of so many squares in a frame of this room, left of which a token may stand.
struct FrameNeeds
{
    int squares = 1;
    QSizeF room;
    double token = 0; // width that it takes
    double scale = 1;
    bool twoLines = false; // wanted, for a ring to pass between them
};
[[nodiscard]] FrameShape frameShape(const FrameNeeds &needs, const SquareGaps &gaps);

// Sets the rectangles of the cards of this frame, line by line.
void placeInFrame(SceneLayout &layout, const TileGeometry &frame, const FrameShape &shape,
                  const SquareGaps &gaps, double token);

// What is beside the squares gives way before they get too small.
struct SquareSides
{
    double panel = 0; // logical
    bool notes = false;
    QSizeF least; // of a square, logical
};
[[nodiscard]] std::vector<SquareSides> squareSides();
[[nodiscard]] bool isLargeEnough(const FrameShape &shape, const SquareSides &sides, double scale);

constexpr int kMostSquares = 1024;

} // namespace ui
