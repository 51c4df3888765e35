// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <array>
#include <vector>

namespace ui {

// The visible part of the step, device pixel by device pixel: what rows of too many spans for cells
// are laid out from.

struct PixelRange
{
    double ratio = 1; // device pixels per logical one
    double perNano = 0;
    double left = 0; // of the visible time, in device pixels
    int first = 0;
    int count = 0;
};
[[nodiscard]] PixelRange pixelsOf(const TimelineLayout &layout);

// The share of each kind of work, and of collectives beside work.
struct PixelShares
{
    std::vector<std::array<float, kWorkClassCount>> work;
    std::vector<float> besideWork;

    explicit PixelShares(const PixelRange &range)
        : work(static_cast<std::size_t>(range.count)), besideWork(work.size())
    {}
};

// Adds weight times the shares of a row of the trace; of the run's index, if it has one, in a time
// that does not depend on the number of spans.
void addShares(const core::RunView &run, int traceRow, float weight, const TimelineLayout &layout,
               const PixelRange &range, PixelShares &shares);

// Strips where any device works; elsewhere the hatched background is seen.
void addStrips(const PixelShares &shares, const PixelRange &range, const QRectF &rect, int row,
               TimelineLayout &layout);

} // namespace ui
