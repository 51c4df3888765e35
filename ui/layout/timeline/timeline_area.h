// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/area_statistics.h"
#include "ui/layout/timeline/timeline_layout.h"

#include <optional>
#include <vector>

namespace ui {

// A stretch of time over neighbouring rows, from where it was begun to where its free corner is.
struct TimelineArea
{
    core::Nanos anchor;
    core::Nanos end;
    int anchorRow = 0; // TimelineRow::index
    int endRow = 0;

    [[nodiscard]] core::TimeInterval time() const
    {
        return {std::min(anchor, end).count, std::max(anchor, end).count};
    }
    [[nodiscard]] int firstRow() const { return std::min(anchorRow, endRow); }
    [[nodiscard]] int lastRow() const { return std::max(anchorRow, endRow); }

    bool operator==(const TimelineArea &) const = default;
};

// Where it lies on the surface, cut where it leaves the visible part; empty: out of sight.
[[nodiscard]] QRectF areaRect(const TimelineLayout &layout, const TimelineArea &area);
// The row at this height, or the nearest one: TimelineRow::index.
[[nodiscard]] int rowAt(const TimelineLayout &layout, double y);
// The begin or end of a span of the row at position that is within reach (logical pixels) of it, or
// else the moment there.
[[nodiscard]] core::Nanos snappedTime(const TimelineRuns &runs, const TimelineLayout &layout,
                                      const QPointF &position, double reach);
// Whom the rows of the area stand for in the run of this number; a device that is in several of
// them counts once.
[[nodiscard]] std::vector<core::AreaRow> areaRows(const TimelineRuns &runs,
                                                  const TimelineArea &area, int run,
                                                  const RowArrangement &arrangement = {});

// What is in the area, of the first run and of the second one.
struct AreaOfRuns
{
    core::AreaStatistics first;
    std::optional<core::AreaStatistics> second;
};
[[nodiscard]] AreaOfRuns statisticsOf(const TimelineRuns &runs, const TimelineArea &area,
                                      const RowArrangement &arrangement = {});

} // namespace ui
