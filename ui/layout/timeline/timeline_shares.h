// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ui {

// Equal stretches of time, ns: the first begins at begin.
struct TimeColumns
{
    double begin = 0;
    double each = 0;
    int count = 0;
};

using WorkShares = std::array<double, kWorkClassCount>; // what visits exchange is Sync

// Where the columns begin, and the last one ends, cut to the step of the run.
[[nodiscard]] std::vector<std::int64_t> momentsOf(const core::RunView &run,
                                                  const TimeColumns &columns);

// Of each column.
struct ColumnShares
{
    std::vector<WorkShares> work;

    explicit ColumnShares(int columns) : work(static_cast<std::size_t>(columns)) {}
};

// Adds weight times the shares of a row of the trace: by a walk through its spans or, where there
// are more of them than could be told apart, from the index, in a time that does not depend on
// their number.
void addShares(const core::RunView &run, int traceRow, double weight, const TimeColumns &columns,
               ColumnShares &shares);
// For each of columns equal stretches of the step: the exact share of device time in each kind of
// work. The shares of a column sum to 1.
[[nodiscard]] std::vector<WorkShares> workShares(const core::RunView &run, int columns);

} // namespace ui
