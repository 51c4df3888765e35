// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/hits_painter.h"

#include "ui/paint/primitives.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kLine = 3;
constexpr double kNarrowest = 2;
constexpr double kFrame = 2;
constexpr std::size_t kMostLines = 20'000;

bool shows(const TimelineRow &row, const TimelineHits &hits, std::size_t number)
{
    const core::SearchRow &searched = hits.rows[number];
    if (row.run != hits.runOf(number))
        return false;
    if (!row.parts.empty())
        return std::ranges::find(row.parts, searched.row, &BandPart::traceRow) != row.parts.end();
    if (row.traceRow != searched.row)
        return false;
    return row.deviceCount > 1 || !searched.alone || row.device == searched.device;
}

QRectF spanRect(const TimelineLayout &layout, const TimelineRow &row, const core::SpanHit &hit)
{
    const TimelineViewport &view = layout.viewport;
    const double left = view.xOf(std::max(core::Nanos{hit.begin}, view.begin));
    const double right = view.xOf(std::min(core::Nanos{hit.end}, view.end));
    return {left, row.rect.top(), right - left, row.rect.height()};
}

bool inSight(const TimelineLayout &layout, const core::SpanHit &hit)
{
    return hit.end > layout.viewport.begin.count && hit.begin < layout.viewport.end.count;
}

} // namespace

std::vector<core::SearchRow> searchRows(const core::RunView &run)
{
    std::vector<core::SearchRow> rows;
    for (const TimelineRow &row : traceRows(run))
        rows.push_back(
            {row.traceRow, row.device, row.deviceCount == 1, row.replica, row.lastReplica});
    return rows;
}

TimelineHits joined(TimelineHits first, TimelineHits second)
{
    const auto offset = static_cast<std::int32_t>(first.rows.size());
    first.rows.insert(first.rows.end(), second.rows.begin(), second.rows.end());
    std::vector<core::SpanHit> hits;
    hits.reserve(first.found.hits.size() + second.found.hits.size());
    for (core::SpanHit &hit : second.found.hits)
        hit.row += offset;
    // Of the same begin those of the first run come first.
    std::ranges::merge(first.found.hits, second.found.hits, std::back_inserter(hits), {},
                       &core::SpanHit::begin, &core::SpanHit::begin);
    first.found.hits = std::move(hits);
    first.found.count += second.found.count;
    return first;
}

int hitUnit(const std::vector<TimelineRow> &rows, const TimelineHits &hits,
            const core::SpanHit &hit)
{
    const auto row = std::ranges::find_if(rows, [&](const TimelineRow &candidate) {
        return shows(candidate, hits, static_cast<std::size_t>(hit.row));
    });
    return row == rows.end() ? -1 : row->index;
}

QRectF hitRect(const TimelineLayout &layout, const TimelineHits &hits, const core::SpanHit &hit)
{
    for (const TimelineRow &row : layout.rows) {
        if (inSight(layout, hit) && shows(row, hits, static_cast<std::size_t>(hit.row)))
            return spanRect(layout, row, hit);
    }
    return {};
}

void paintHits(QPainter &painter, const TimelineLayout &layout, const TimelineHits &hits,
               const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    std::vector<std::vector<std::size_t>> shownIn(hits.rows.size()); // rows of the layout
    for (std::size_t searched = 0; searched < hits.rows.size(); ++searched) {
        for (std::size_t i = 0; i < layout.rows.size(); ++i) {
            if (shows(layout.rows[i], hits, searched))
                shownIn[searched].push_back(i);
        }
    }
    std::vector<double> painted(layout.rows.size(), -1); // up to here, per row
    std::size_t lines = 0;
    for (const core::SpanHit &hit : hits.found.hits) {
        if (hit.begin >= layout.viewport.end.count || lines >= kMostLines)
            break;
        if (!inSight(layout, hit))
            continue;
        for (const std::size_t i : shownIn[static_cast<std::size_t>(hit.row)]) {
            const QRectF rect = spanRect(layout, layout.rows[i], hit);
            const double right = std::max(rect.right(), rect.left() + look.px(kNarrowest));
            if (right <= painted[i])
                continue;
            painted[i] = right;
            const double height =
                std::min(look.px(kLine), rect.height() / 3); // work stays to be seen
            painter.fillRect(QRectF(rect.left(), rect.top(), right - rect.left(), height),
                             look.theme.text1);
            ++lines;
        }
    }
    if (hits.current >= hits.found.hits.size())
        return;
    const QRectF current = hitRect(layout, hits, hits.found.hits[hits.current]);
    if (current.isNull())
        return;
    const double line = look.px(kFrame);
    const QRectF frame = current.adjusted(-line, -line, line, line);
    drawRounded(painter, frame.adjusted(-line, -line, line, line), line * 2, {}, look.theme.surface,
                line);
    drawRounded(painter, frame, line * 1.5, {}, look.theme.accent, line);
}

} // namespace ui
