// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/trace.h"

#include <algorithm>

namespace core {

std::size_t Trace::spanAt(int row, std::int64_t time) const
{
    const RowRange range = rows[static_cast<std::size_t>(row)];
    const std::int64_t *first = begin.data() + range.first;
    const std::int64_t *found = std::upper_bound(first, first + range.count, time);
    const std::size_t index = found == first ? 0 : static_cast<std::size_t>(found - first) - 1;
    return range.first + index;
}

std::size_t Trace::spanCount() const
{
    std::size_t count = 0;
    for (const RowRange &row : rows)
        count += row.count;
    return count;
}

} // namespace core
