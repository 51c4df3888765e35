// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_marks.h"

#include <algorithm>

namespace ui {

namespace {

constexpr double kUnderline = 3; // logical pixels at scale 1

void addRanges(const std::vector<core::TimeRange> &ranges, const TimelineRow &row,
               const TimelineViewport &view, std::vector<QRectF> &marks)
{
    const QRectF body = view.body();
    const std::size_t first = marks.size();
    for (const core::TimeRange &range : ranges) {
        const double left = std::max(body.left(), view.xOf({range.begin}));
        const double right = std::min(body.right(), view.xOf({range.end}));
        if (right <= left)
            continue;
        // What falls on one pixel is one mark.
        if (marks.size() > first && left - marks.back().right() < 1 / view.pixelRatio &&
            (right - left < 1 || marks.back().width() < 1))
            marks.back().setRight(right);
        else
            marks.push_back({left, row.rect.top(), right - left, row.rect.height()});
    }
}

// The visible rows that show a row of the trace.
std::vector<const TimelineRow *> rowsOf(const TimelineLayout &layout, int traceRow)
{
    std::vector<const TimelineRow *> rows;
    for (const TimelineRow &row : layout.rows) {
        if (row.run == 0 && row.traceRow == traceRow)
            rows.push_back(&row);
    }
    return rows;
}

} // namespace

BubbleMarks bubbleMarks(const core::Snapshot &snapshot, const TimelineLayout &layout,
                        core::BubbleDefinition definition)
{
    BubbleMarks marks;
    const bool worstAlone = definition == core::BubbleDefinition::SpanIdle;
    const int worst = worstAlone ? core::worstSpanRow(snapshot) : -1;
    for (const TimelineRow &row : layout.rows) {
        if (row.run != 0 || (worstAlone && row.traceRow != worst))
            continue;
        const core::BubbleRow ranges = core::bubbleOfRow(snapshot, definition, row.traceRow);
        addRanges(ranges.numerator, row, layout.viewport, marks.numerator);
        addRanges(ranges.denominator, row, layout.viewport, marks.denominator);
    }
    return marks;
}

PathMarks pathMarks(const core::CriticalPath &path, const TimelineLayout &layout)
{
    PathMarks marks;
    const TimelineViewport &view = layout.viewport;
    const QRectF body = view.body();
    const double height = kUnderline * view.scale;
    for (const core::PathStep &step : path.steps) {
        const double left = std::max(body.left(), view.xOf({step.begin}));
        const double right = std::min(body.right(), view.xOf({step.end}));
        if (right < left || step.row < 0 || step.end < view.begin.count ||
            step.begin > view.end.count)
            continue;
        const std::vector<const TimelineRow *> from = rowsOf(layout, step.row);
        if (step.toRow < 0 || step.toRow == step.row) {
            for (const TimelineRow *row : from)
                marks.underlines.push_back(
                    {left, row->rect.bottom() - height, right - left, height});
            continue;
        }
        const std::vector<const TimelineRow *> to = rowsOf(layout, step.toRow);
        for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i)
            marks.messages.push_back({left, from[i]->rect.bottom() - height / 2, right,
                                      to[i]->rect.bottom() - height / 2});
    }
    return marks;
}

} // namespace ui
