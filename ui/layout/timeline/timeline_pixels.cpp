// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_pixels.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double kAllIdle = 0.999;
constexpr std::size_t kIdleRun = 3; // device pixels: from here on the hatch shows

} // namespace

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

TimeColumns columnsOf(const TimelineLayout &layout, const PixelRange &range)
{
    return {static_cast<double>(layout.viewport.begin.count) +
                (range.first - range.left) / range.perNano,
            1 / range.perNano, range.count};
}

void addStrips(const ColumnShares &shares, const PixelRange &range, const QRectF &rect, int row,
               TimelineLayout &layout)
{
    constexpr auto idle = static_cast<std::size_t>(WorkClass::Idle);
    const auto &pixels = shares.work;
    const auto isIdle = [&pixels](std::size_t x) {
        double worked = 0;
        for (std::size_t work = 0; work < idle; ++work)
            worked += pixels[x][work];
        return worked < 1 - kAllIdle;
    };
    for (std::size_t begin = 0; begin < pixels.size();) {
        std::size_t end = begin;
        std::size_t run = 0; // of idle pixels at the end
        for (; end < pixels.size() && run < kIdleRun; ++end)
            run = isIdle(end) ? run + 1 : 0;
        const std::size_t worked = end - run;
        if (worked > begin) {
            TimelineStrip strip;
            strip.row = row;
            strip.rect =
                QRectF((range.first + static_cast<double>(begin)) / range.ratio, rect.top(),
                       static_cast<double>(worked - begin) / range.ratio, rect.height());
            for (std::size_t x = begin; x < worked; ++x)
                std::ranges::transform(pixels[x], strip.pixels.emplace_back().begin(),
                                       [](double share) { return static_cast<float>(share); });
            layout.strips.push_back(std::move(strip));
        }
        while (end < pixels.size() && isIdle(end))
            ++end;
        begin = end;
    }
}

} // namespace ui
