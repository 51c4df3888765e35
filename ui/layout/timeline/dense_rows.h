// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <cstdint>
#include <vector>

namespace ui {

// What rows of one run have in common of which so many spans are in sight that their pixels tell
// more of them than cells would.
struct DenseColumns
{
    std::vector<std::int64_t> moments; // of columnsOf(): their begins, and the end of the last one
    std::vector<float> lengths;        // ns; none: one is too long for sums of 32 bits

    DenseColumns(const core::RunView &run, const TimelineLayout &layout);
};

// From the index: the strips of such a row, and the lines of its collectives.
void layoutDenseRow(const core::RunView &run, const DenseColumns &known, int row,
                    TimelineLayout &layout);

} // namespace ui
