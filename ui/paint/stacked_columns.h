// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/share_columns.h"

#include <QRgb>

#include <array>

namespace ui {

// Of the lines of a picture the lowest one, and how far a line is from the one above.
struct PixelLines
{
    QRgb *bottom = nullptr;
    qsizetype stride = 0; // pixels
    int count = 0;

    PixelLines(QRgb *top, qsizetype width, int height)
        : bottom(top + width * (height - 1)), stride(width), count(height)
    {}
    [[nodiscard]] QRgb *at(int line) const { return bottom - line * stride; } // from below
};

// Columns of one phase.
struct Stretch
{
    int begin = 0;
    int end = 0;
};

// The shares of columns stacked upon each other in these colours, idle time on top. A pixel in
// which one kind ends and another begins is their mix by area, in 256 parts. The first of shares is
// the column 0 of the lines.
void paintStacks(const PixelLines &lines, const ShareColumns &shares, int first,
                 const Stretch &part, const std::array<QRgb, core::kWorkClassCount> &colours);

} // namespace ui
