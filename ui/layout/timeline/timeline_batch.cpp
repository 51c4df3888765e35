// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_batch.h"

#include <algorithm>

namespace ui {

namespace {

bool showsBatch(const TimelineRow &row, const TimelineBatch &batch)
{
    return row.deviceCount > 1 || batch.replica < 0 || row.replica == batch.replica;
}

void addCells(const core::Trace &trace, const TimelineLayout &layout, const TimelineRow &row,
              int microBatch, std::vector<QRectF> &cells)
{
    const TimelineViewport &view = layout.viewport;
    const QRectF body = view.body();
    const core::Trace::RowRange &spans = trace.rows[static_cast<std::size_t>(row.traceRow)];
    if (spans.count == 0)
        return;
    for (std::size_t i = trace.spanAt(row.traceRow, view.begin.count);
         i < spans.first + spans.count && trace.begin[i] < view.end.count; ++i) {
        if (workClassOf(trace.tag[i]) > WorkClass::WeightGradient ||
            static_cast<int>(trace.tag[i].microBatch) != microBatch)
            continue;
        const double left = std::max(body.left(), view.xOf({trace.begin[i]}));
        const double right = std::min(body.right(), view.xOf({trace.end[i]}));
        if (right > left)
            cells.push_back({left, row.rect.top(), right - left, row.rect.height()});
    }
}

// Index of the visible row of this trace row and replica, -1: none.
int visibleRow(const TimelineLayout &layout, int traceRow, const TimelineRow &like)
{
    for (std::size_t i = 0; i < layout.rows.size(); ++i) {
        const TimelineRow &row = layout.rows[i];
        if (row.run == like.run && row.traceRow == traceRow &&
            (row.deviceCount > 1 || row.replica == like.replica))
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace

TimelineTrail trailOf(const TimelineRuns &runs, const TimelineLayout &layout,
                      const TimelineBatch &batch)
{
    TimelineTrail trail;
    const TimelineViewport &view = layout.viewport;
    for (const TimelineRow &row : layout.rows) {
        if (!showsBatch(row, batch))
            continue;
        const core::Trace &trace = runs.of(row).trace();
        addCells(trace, layout, row, batch.microBatch, trail.cells);
        if (static_cast<std::size_t>(row.traceRow) >= trace.transfers.size())
            continue;
        for (const core::Transfer &transfer :
             trace.transfers[static_cast<std::size_t>(row.traceRow)]) {
            if (transfer.begin > view.end.count) // they are in order
                break;
            if (static_cast<int>(transfer.microBatch) != batch.microBatch ||
                transfer.end < view.begin.count)
                continue;
            const int to = visibleRow(layout, transfer.toRow, row);
            if (to < 0)
                continue;
            const QRectF target = layout.rows[static_cast<std::size_t>(to)].rect;
            trail.arrows.push_back({{view.xOf({transfer.begin}), row.rect.center().y()},
                                    {view.xOf({transfer.end}), target.center().y()},
                                    transfer.gradient});
        }
    }
    return trail;
}

} // namespace ui
