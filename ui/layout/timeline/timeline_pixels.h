// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/row_spans.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/layout/timeline/timeline_shares.h"

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

// So many pixels of all its rows are worth another thread.
inline constexpr std::size_t kSharedPixels = 1 << 14;

// The same as stretches of time.
[[nodiscard]] TimeColumns columnsOf(const TimelineLayout &layout, const PixelRange &range);

// Of a row: strips where any device works; elsewhere the hatched background is seen.
void addStrips(ShareColumns columns, const PixelRange &range, const QRectF &rect, int row,
               RowSpans &spans);
void addStrips(const ColumnShares &shares, const PixelRange &range, const QRectF &rect, int row,
               RowSpans &spans);

} // namespace ui
