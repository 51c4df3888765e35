// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace core::live {

// How many of the samples that it was not trained on the network takes for something else.
struct TestAnswers
{
    std::int64_t wrong = 0;
    std::int64_t tested = 0; // at least 1

    // Share of right answers.
    [[nodiscard]] double accuracy() const
    {
        return static_cast<double>(tested - wrong) / static_cast<double>(tested);
    }
};

// A test image, and what the network takes it for.
struct ImageAnswer
{
    int row = 0;                    // of the table
    int width = 0;                  // pixels of a row
    std::vector<float> pixels = {}; // 0 to 1
    int answer = 0;
    int right = 0;
};

// Points of the plane and how the network divides it.
struct PlaneAnswer
{
    struct Point
    {
        float x = 0;
        float y = 0;
        int label = 0;
    };
    int side = 0;    // cells of a row and of a column
    float reach = 0; // the cells cover [-reach, reach] in both directions
    int classes = 0;
    std::vector<float> probabilities; // [(row * side + column) * classes + class], row 0 below
    std::vector<Point> points;
};

} // namespace core::live
