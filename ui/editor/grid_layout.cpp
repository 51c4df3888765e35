// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/grid_layout.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kLabelWidth = 58;
constexpr double kAxisHeight = 22;
constexpr double kLeastUnit = 15;
constexpr double kMostUnit = 40;
constexpr double kLeastPitch = 26;
constexpr double kCellGap = 1;

// 1, 2, 5, 10 … units between two figures that need so much room.
std::int64_t stepFor(double unitWidth, double needed)
{
    for (std::int64_t decade = 1;; decade *= 10) {
        for (const std::int64_t each : {1, 2, 5}) {
            if (static_cast<double>(decade * each) * unitWidth >= needed)
                return decade * each;
        }
    }
}

void addCells(EditorLayout::Row &row, const EditorLayout &layout, int rank,
              const std::vector<core::VisitTime> &visits, double scale)
{
    const double gap = kCellGap * scale;
    std::int64_t free = 0;
    for (std::size_t index = 0; index < visits.size(); ++index) {
        const core::VisitTime &visit = visits[index];
        if (visit.start > free)
            row.idle.push_back({layout.xOf(free), row.track.top(),
                                layout.xOf(visit.start) - layout.xOf(free), row.track.height()});
        const double left = layout.xOf(visit.start);
        row.cells.push_back(
            {{rank, index},
             {left + gap / 2, row.track.top(), std::max(gap, layout.xOf(visit.end) - left - gap),
              row.track.height()}});
        free = visit.end;
    }
}

// Several that are ready at once stand one behind the other, gradients first, where there is room.
void addGhosts(EditorLayout &layout, const std::vector<core::ReadyVisit> &ready)
{
    std::vector<std::int64_t> taken(layout.rows.size(), 0); // up to here by other ghosts
    for (std::size_t at = 0; at < ready.size(); ++at) {
        const core::ReadyVisit &visit = ready[at];
        const auto rank = static_cast<std::size_t>(visit.before.rank);
        const EditorLayout::Row &row = layout.rows[rank];
        const std::int64_t start = std::max(visit.start, taken[rank]);
        const std::int64_t end = start + visit.end - visit.start;
        const QRectF area(layout.xOf(start), row.track.top(), layout.xOf(end) - layout.xOf(start),
                          row.track.height());
        const bool isFree =
            std::ranges::none_of(row.cells, [&area](const EditorLayout::Cell &cell) {
                return cell.area.intersects(area);
            });
        if (!isFree)
            continue;
        taken[rank] = end;
        layout.ghosts.push_back({at, visit.before.rank, area});
    }
}

} // namespace

const EditorLayout::Cell *EditorLayout::cellAt(QPointF position) const
{
    for (const Row &row : rows) {
        for (const Cell &cell : row.cells) {
            if (cell.area.contains(position))
                return &cell;
        }
    }
    return nullptr;
}

const EditorLayout::Ghost *EditorLayout::ghostAt(QPointF position) const
{
    const auto found = std::ranges::find_if(
        ghosts, [position](const Ghost &ghost) { return ghost.area.contains(position); });
    return found == ghosts.end() ? nullptr : &*found;
}

const EditorLayout::Cell *EditorLayout::cellOf(core::VisitPlace place) const
{
    const Row &row = rows[static_cast<std::size_t>(place.rank)];
    return place.index < row.cells.size() ? &row.cells[place.index] : nullptr;
}

std::size_t EditorLayout::indexAt(int rank, double x) const
{
    const Row &row = rows[static_cast<std::size_t>(rank)];
    const auto after = std::ranges::find_if(
        row.cells, [x](const Cell &cell) { return cell.area.center().x() > x; });
    return static_cast<std::size_t>(after - row.cells.begin());
}

EditorLayout layoutEditor(const core::ScheduleOrder &order, const core::OrderGrid &grid,
                          const std::vector<core::ReadyVisit> &ready,
                          const EditorLayoutRequest &request)
{
    EditorLayout layout;
    const double scale = request.scale;
    layout.labelWidth = kLabelWidth * scale;
    layout.axisHeight = request.hasAxis ? kAxisHeight * scale : 0;
    std::int64_t shown = std::max<std::int64_t>(request.ticksShown, grid.makespan);
    for (const core::ReadyVisit &visit : ready)
        shown = std::max(shown, visit.end + (visit.end - visit.start));
    const double units = std::max(1.0, grid.units(shown) + 1);
    const double room = request.room.width() - layout.labelWidth;
    const double unit = std::clamp(room / units, kLeastUnit * scale, kMostUnit * scale);
    layout.perTick = unit / grid.ticksPerUnit;
    const double ranks = std::max(1, order.ranks);
    const double pitch = std::clamp((request.room.height() - layout.axisHeight) / ranks,
                                    kLeastPitch * scale, request.rowPitch * scale);
    const double gap = std::min(request.rowGap * scale, pitch / 4);
    layout.size = {layout.labelWidth + units * unit, layout.axisHeight + ranks * pitch};
    for (int rank = 0; rank < order.ranks; ++rank) {
        const double top = layout.axisHeight + rank * pitch;
        EditorLayout::Row row;
        row.label = {0, top, layout.labelWidth, pitch - gap};
        row.track = {layout.labelWidth, top, layout.size.width() - layout.labelWidth, pitch - gap};
        addCells(row, layout, rank, grid.visits[static_cast<std::size_t>(rank)], scale);
        layout.rows.push_back(std::move(row));
    }
    addGhosts(layout, ready);
    const std::int64_t step = stepFor(unit, 34 * scale);
    for (std::int64_t at = 0; static_cast<double>(at) < units; at += step)
        layout.marks.push_back({layout.labelWidth + static_cast<double>(at) * unit, at});
    return layout;
}

} // namespace ui
