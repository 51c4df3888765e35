// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/training/learned.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kFrame = 28;
constexpr double kLargestFrame = 44;
constexpr double kAnswer = 15;
constexpr double kColumnGap = 4;
constexpr double kRowGap = 1;

} // namespace

std::vector<PictureCell> layoutPictures(int count, const QRectF &area, double scale)
{
    std::vector<PictureCell> cells;
    if (count <= 0 || area.width() <= 0 || area.height() <= 0)
        return cells;
    const double s = scale;
    const auto fit = [](double room, double cell, double gap) {
        return std::max(0, static_cast<int>((room + gap) / (cell + gap)));
    };
    // The largest frames with which all of them have room, else the smallest.
    double frame = kLargestFrame;
    while (frame > kFrame && fit(area.width(), frame * s, kColumnGap * s) *
                                     fit(area.height(), (frame + kAnswer) * s, kRowGap * s) <
                                 count)
        frame -= 1;
    const int columns = std::min(count, fit(area.width(), frame * s, kColumnGap * s));
    const int rows = fit(area.height(), (frame + kAnswer) * s, kRowGap * s);
    if (columns == 0 || rows == 0)
        return cells;
    const int shown = std::min(count, columns * rows);
    const int usedRows = (shown + columns - 1) / columns;
    const double spareX = area.width() - columns * frame * s;
    const double gapX = columns > 1 ? std::min(10 * s, spareX / (columns - 1)) : 0;
    const double spareY = area.height() - usedRows * (frame + kAnswer) * s;
    const double gapY = usedRows > 1 ? std::min(6 * s, spareY / (usedRows - 1)) : 0;
    const double left = area.left() + (spareX - gapX * (columns - 1)) / 2;
    for (int i = 0; i < shown; ++i) {
        const double x = left + (i % columns) * (frame * s + gapX);
        const double y = area.top() + (i / columns) * ((frame + kAnswer) * s + gapY);
        const QRectF place(std::round(x), std::round(y), std::floor(frame * s),
                           std::floor(frame * s));
        const QRectF answer(place.left() - 4 * s, place.bottom(), place.width() + 8 * s,
                            kAnswer * s);
        cells.push_back({place, answer});
    }
    return cells;
}

WrongCount wrongCount(const Learned &learned)
{
    if (const auto *pictures = std::get_if<LearnedPictures>(&learned))
        return {pictures->wrong, pictures->tested};
    if (const auto *boundary = std::get_if<LearnedBoundary>(&learned))
        return {boundary->wrong, boundary->tested};
    return {};
}

} // namespace ui
