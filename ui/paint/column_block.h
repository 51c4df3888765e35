// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/share_columns.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ui {

// Columns are painted in blocks, one kind and one channel after the other, so that the processor
// works on several columns at once.
constexpr std::size_t kColumnBlock = 32;
template <class Number>
using ColumnLane = std::array<Number, kColumnBlock>; // of the columns of a block

// Where the share of one kind ends in each column of a block; behind the last one it is as there.
inline void readEnds(const ShareColumns &columns, std::size_t first, std::size_t count,
                     std::size_t kind, ColumnLane<ShareColumns::End> &ends)
{
    const ShareColumns::End *const from = columns.endsOf(kind).data() + first;
    std::copy_n(from, count, ends.begin());
    std::fill(ends.begin() + count, ends.end(), from[count - 1]);
}

} // namespace ui
