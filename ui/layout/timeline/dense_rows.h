// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/row_spans.h"
#include "ui/layout/timeline/timeline_layout.h"

#include <cstdint>
#include <vector>

namespace ui {

// What rows of one run have in common of which so many spans are in sight that their pixels tell
// more of them than cells would.
struct DenseColumns
{
    // Of columnsOf(): their begins, and the end of the last one. Each lasts at least a nanosecond.
    std::vector<std::int64_t> moments;
    std::vector<float> lengths; // ns; none: one is too long for sums of 32 bits

    DenseColumns(const core::RunView &run, const TimelineLayout &layout);
};

// From the index: the strips of such a row, and the lines of its collectives.
void layoutDenseRow(const core::RunView &run, const DenseColumns &known, int row,
                    const TimelineLayout &layout, RowSpans &spans);

} // namespace ui
