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
    core::SpanHits found;
    std::size_t current = 0; // index into found.hits
};

// The rows to be searched: each device of a few, of many those that are alike.
[[nodiscard]] std::vector<core::SearchRow> searchRows(const core::RunView &run);
// Where a hit lies; empty: out of sight.
[[nodiscard]] QRectF hitRect(const TimelineLayout &layout, const TimelineHits &hits,
                             const core::SpanHit &hit);
// A line along the top of every hit in sight; a frame around the current one.
void paintHits(QPainter &painter, const TimelineLayout &layout, const TimelineHits &hits,
               const Look &look);

} // namespace ui
