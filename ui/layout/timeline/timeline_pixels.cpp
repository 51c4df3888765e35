// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_pixels.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {

namespace {

constexpr int kIdleRun = 3; // device pixels: from here on the hatch shows

} // namespace

double roundedPixels(double pixels)
{
    constexpr double parts = 4096;
    return std::round(pixels * parts) / parts;
}

PixelRange pixelsOf(const TimelineLayout &layout)
{
    const TimelineViewport &view = layout.viewport;
    const QRectF body = view.body();
    PixelRange range;
    range.ratio = view.pixelRatio;
    range.perNano = view.pixelsPerNano() * range.ratio;
    range.left = body.left() * range.ratio;
    range.first = static_cast<int>(std::floor(range.left));
    const double end = std::min(body.right(), view.xOf(std::min(view.end, layout.stop)));
    range.count = std::max(0, static_cast<int>(std::ceil(end * range.ratio)) - range.first);
    return range;
}

PixelRange laidOutPixels(const TimelineLayout &layout, int beside)
{
    PixelRange range = pixelsOf(layout);
    if (!layout.part)
        return range;
    const int end = std::min(range.first + range.count, layout.part->end + beside);
    range.first = std::max(range.first, layout.part->first - beside);
    range.count = std::max(0, end - range.first);
    return range;
}

TimeColumns columnsOf(const TimelineLayout &layout, const PixelRange &range)
{
    const double begin =
        roundedPixels(static_cast<double>(layout.viewport.begin.count) * range.perNano) +
        range.first - range.left;
    return {begin / range.perNano, 1 / range.perNano, range.count};
}

void addStrips(ShareColumns columns, const PixelRange &range, const QRectF &rect, int row,
               RowSpans &spans)
{
    const std::size_t count = columns.size();
    const auto add = [&](std::size_t first, std::size_t end) {
        if (first >= end)
            return;
        QRectF area = rect;
        area.setLeft((range.first + static_cast<int>(first)) / range.ratio);
        area.setWidth(static_cast<double>(end - first) / range.ratio);
        const bool all = first == 0 && end == count;
        spans.strips.push_back(
            {area, row, all ? std::move(columns) : columns.part(first, end - first)});
    };
    std::size_t first = 0; // of the strip
    int idle = 0;          // columns at its end
    for (std::size_t x = 0; x < count; ++x) {
        const bool isIdle = columns.isIdle(x);
        if (isIdle && x > 0 && x == first) {
            ++first;
            continue;
        }
        idle = isIdle ? idle + 1 : 0;
        if (idle == kIdleRun) {
            add(first, x + 1 - kIdleRun);
            first = x + 1;
            idle = 0;
        }
    }
    add(first, count - static_cast<std::size_t>(idle));
}

void addStrips(const ColumnShares &shares, const PixelRange &range, const QRectF &rect, int row,
               RowSpans &spans)
{
    std::vector<WorkClass> kinds;
    for (std::size_t work = 0; work < static_cast<std::size_t>(WorkClass::Idle); ++work) {
        if (std::ranges::any_of(shares.work,
                                [work](const WorkShares &column) { return column[work] > 0; }))
            kinds.push_back(static_cast<WorkClass>(work));
    }
    ShareColumns columns(kinds);
    columns.reserve(shares.work.size());
    for (const WorkShares &column : shares.work) {
        ShareColumns::Shares pixel{};
        std::ranges::transform(column, pixel.begin(),
                               [](double share) { return static_cast<float>(share); });
        columns.push_back(pixel);
    }
    addStrips(std::move(columns), range, rect, row, spans);
}

} // namespace ui
