// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/span_search.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

#include <vector>

namespace ui {

// What a search has found, of the rows that were searched.
struct TimelineHits
{
    std::vector<core::SearchRow> rows;
    std::size_t firstRows = 0; // of these, the ones of the first run; the others are of the second
    core::SpanHits found;      // of both, in order
    std::size_t current = 0;   // index into found.hits

    [[nodiscard]] int runOf(std::size_t row) const { return row < firstRows ? 0 : 1; }
};

// The rows to be searched: each device of a few, of many those that are alike.
[[nodiscard]] std::vector<core::SearchRow> searchRows(const core::RunView &run);
// What was found in both runs, each searched alone.
[[nodiscard]] TimelineHits joined(TimelineHits first, TimelineHits second);
// The TimelineRow::index of a row that shows it; -1: none does.
[[nodiscard]] int hitUnit(const std::vector<TimelineRow> &rows, const TimelineHits &hits,
                          const core::SpanHit &hit);
// Where a hit lies; empty: out of sight.
[[nodiscard]] QRectF hitRect(const TimelineLayout &layout, const TimelineHits &hits,
                             const core::SpanHit &hit);
// A line along the top of every hit in sight; a frame around the current one.
void paintHits(QPainter &painter, const TimelineLayout &layout, const TimelineHits &hits,
               const Look &look);

} // namespace ui
