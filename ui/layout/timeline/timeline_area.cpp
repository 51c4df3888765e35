// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_area.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ui {

QRectF areaRect(const TimelineLayout &layout, const TimelineArea &area)
{
    const TimelineViewport &view = layout.viewport;
    const core::TimeInterval time = area.time();
    const double left = view.xOf(std::max(core::Nanos{time.begin}, view.begin));
    const double right = view.xOf(std::min(core::Nanos{time.end}, view.end));
    const QRectF first = unitRect(layout, area.firstRow());
    const QRectF last = unitRect(layout, area.lastRow());
    const double top = std::max(first.top(), layout.rowsArea.top());
    const double bottom = std::min(last.bottom(), layout.rowsArea.bottom());
    return right < left || bottom <= top ? QRectF() : QRectF(left, top, right - left, bottom - top);
}

int rowAt(const TimelineLayout &layout, double y)
{
    const double pitch = layout.contentHeight / std::max(1, layout.rowCount);
    if (pitch <= 0)
        return 0;
    const auto unitAt = [&](int from) {
        return from + static_cast<int>(std::floor((y - unitRect(layout, from).top()) / pitch));
    };
    const int pinned = unitAt(0);
    return std::clamp(pinned < layout.pinnedCount ? pinned : unitAt(layout.pinnedCount), 0,
                      std::max(0, layout.rowCount - 1));
}

core::Nanos snappedTime(const TimelineRuns &runs, const TimelineLayout &layout,
                        const QPointF &position, double reach)
{
    const TimelineViewport &view = layout.viewport;
    const core::Nanos there = view.timeAt(position.x());
    core::Nanos nearest = there;
    double distance = reach;
    for (const TimelineRow &row : layout.rows) {
        if (position.y() < row.rect.top() || position.y() >= row.rect.bottom())
            continue;
        const core::Trace &trace = runs.of(row).trace();
        const core::Trace::RowRange range = trace.rows[static_cast<std::size_t>(row.traceRow)];
        if (range.count == 0 || !row.parts.empty())
            continue;
        const std::size_t span = trace.spanAt(row.traceRow, there.count);
        for (const std::int64_t edge : {trace.begin[span], trace.end[span]}) {
            const double away = std::abs(view.xOf({edge}) - position.x());
            if (away < distance) {
                distance = away;
                nearest = {edge};
            }
        }
    }
    return nearest;
}

std::vector<core::AreaRow> areaRows(const TimelineRuns &runs, const TimelineArea &area, int run,
                                    const RowArrangement &arrangement)
{
    std::map<int, int> devices; // by row of the trace
    const core::RunView &view = run == 0 ? runs.first : *runs.second;
    for (const TimelineRow &row : arrangedRows(runs, arrangement)) {
        if (row.run != run || row.index < area.firstRow() || row.index > area.lastRow())
            continue;
        if (row.parts.empty())
            devices[row.traceRow] += row.deviceCount;
        for (const BandPart &part : row.parts)
            devices[part.traceRow] += part.devices;
    }
    std::vector<core::AreaRow> rows;
    for (const auto &[row, count] : devices) // a slow device has a row beside the band it is in
        rows.push_back({row, std::min(count, static_cast<int>(view.row(row).devices.size()))});
    return rows;
}

AreaOfRuns statisticsOf(const TimelineRuns &runs, const TimelineArea &area,
                        const RowArrangement &arrangement)
{
    AreaOfRuns all;
    all.first = core::areaStatistics(runs.first, areaRows(runs, area, 0, arrangement), area.time());
    if (runs.second)
        all.second =
            core::areaStatistics(*runs.second, areaRows(runs, area, 1, arrangement), area.time());
    return all;
}

} // namespace ui
