// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

namespace ui {

// Rows in groups, and rows that stay on top: see arrangedRows().

// Of a node: what node a device is in is its number divided by this. A trace without a scenario is
// taken to have nodes of eight, as most machines have.
[[nodiscard]] int devicesPerNode(const core::RunView &run);

// Index of the one of these rows that shows the device, alone or with others; -1: none does.
[[nodiscard]] int arrangedRowOf(const core::RunView &run, const std::vector<TimelineRow> &rows,
                                int device);
// Pins the row that begins with this device, or lets it go.
[[nodiscard]] RowArrangement withPin(RowArrangement arrangement, int device);
// Collapses the group of this number into a band, or shows its rows again.
[[nodiscard]] RowArrangement withGroup(RowArrangement arrangement, int number);
[[nodiscard]] RowArrangement collapsedAll(const TimelineRuns &runs, RowArrangement arrangement,
                                          bool collapsed);

} // namespace ui
