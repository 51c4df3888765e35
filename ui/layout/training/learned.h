// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

#include <cstdint>
#include <variant>
#include <vector>

namespace ui {

// What a network has learned so far, as it is shown beside its curves.

// Pictures that the network did not see in training, with what it takes them for.
struct LearnedPictures
{
    struct Picture
    {
        std::vector<float> pixels; // side x side, 0 (ground) to 1
        int label = 0;
        int answer = 0;

        [[nodiscard]] bool isRight() const { return label == answer; }
    };

    int side = 8;
    bool digits = true; // the label is what is written there; else it is the number of a class
    std::vector<Picture> shown;
    std::int64_t tested = 0;
    std::int64_t wrong = 0;
};

// Of points in a plane: which class the network sees where.
struct LearnedBoundary
{
    struct Point
    {
        float x = 0; // in the square from -1 to 1
        float y = 0;
        int label = 0;
        bool right = true;
    };

    int side = 0;             // of the grid
    std::vector<float> share; // of class 1, row by row from the top, 0 to 1
    std::vector<Point> points;
    std::int64_t tested = 0;
    std::int64_t wrong = 0;
};

// Of text: what the network writes when it goes on from a few words.
struct LearnedText
{
    QString prompt;
    QString written;
};

using Learned = std::variant<std::monostate, LearnedPictures, LearnedBoundary, LearnedText>;

// A picture in the gallery and the line for its answer.
struct PictureCell
{
    QRectF frame;
    QRectF answer; // below it
};
// As many columns and rows of cells as have room, at most count of them, row by row.
[[nodiscard]] std::vector<PictureCell> layoutPictures(int count, const QRectF &area, double scale);

// "10 of 360 wrong"; nothing was tested: empty.
struct WrongCount
{
    std::int64_t wrong = 0;
    std::int64_t tested = 0;
};
[[nodiscard]] WrongCount wrongCount(const Learned &learned);

} // namespace ui
