// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/layout/timeline/timeline_shares.h"

#include <cstdint>
#include <span>

namespace ui {

// The visible part of the step, device pixel by device pixel: what rows of too many spans for cells
// are laid out from.

// To small parts of a pixel. A view that has moved by whole pixels begins at a whole nanosecond
// near by: rounded, what it shows is the same all the same.
[[nodiscard]] double roundedPixels(double pixels);

struct PixelRange
{
    double ratio = 1; // device pixels per logical one
    double perNano = 0;
    double left = 0; // of the visible time, in device pixels
    int first = 0;
    int count = 0;
};
[[nodiscard]] PixelRange pixelsOf(const TimelineLayout &layout);
// Of these the ones that are laid out: all, or those of a part with so many more beside it.
[[nodiscard]] PixelRange laidOutPixels(const TimelineLayout &layout, int beside = 4);

// The same as stretches of time.
[[nodiscard]] TimeColumns columnsOf(const TimelineLayout &layout, const PixelRange &range);

// Takes the shares of one column of pixels after the other. Strips are where any device works;
// elsewhere the hatched background is seen.
class StripWriter
{
public:
    // Of these kinds of work.
    StripWriter(const PixelRange &range, const QRectF &rect, int row,
                std::span<const WorkClass> kinds, TimelineLayout &layout);
    StripWriter(const StripWriter &) = delete;
    StripWriter &operator=(const StripWriter &) = delete;
    ~StripWriter();

    // By the kinds without idle time, of a whole that is as large.
    void add(std::span<const std::int64_t> times, double whole)
    {
        m_strip.pixels.add(times, whole);
        close();
    }
    void add(const ShareColumns::Shares &shares)
    {
        m_strip.pixels.push_back(shares);
        close();
    }

private:
    void close(); // the column that was added
    void finish();

    PixelRange m_range;
    TimelineStrip m_strip; // under way
    TimelineLayout &m_layout;
    int m_column = 0;
    int m_idle = 0; // columns at its end
};

void addStrips(const ColumnShares &shares, const PixelRange &range, const QRectF &rect, int row,
               TimelineLayout &layout);

} // namespace ui
