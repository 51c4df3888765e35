// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_pixels.h"

#include <algorithm>
#include <cmath>

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

StripWriter::StripWriter(const PixelRange &range, const QRectF &rect, int row,
                         std::span<const WorkClass> kinds, TimelineLayout &layout)
    : m_range(range), m_layout(layout)
{
    m_strip.rect = rect;
    m_strip.row = row;
    m_strip.pixels = ShareColumns(kinds);
    m_strip.pixels.reserve(static_cast<std::size_t>(range.count));
}

StripWriter::~StripWriter()
{
    finish();
}

void StripWriter::close()
{
    const bool idle = m_strip.pixels.lastIsIdle();
    const bool first = m_strip.pixels.size() == 1;
    if (m_column++ > 0 && first && idle)
        return m_strip.pixels.clear();
    m_idle = idle ? m_idle + 1 : 0;
    if (m_idle == kIdleRun)
        finish();
}

// Without the idle time at its end.
void StripWriter::finish()
{
    const std::size_t columns = m_strip.pixels.size();
    const std::size_t worked = columns - static_cast<std::size_t>(m_idle);
    m_idle = 0;
    if (worked == 0)
        return m_strip.pixels.clear();
    const int begin = m_column - static_cast<int>(columns);
    TimelineStrip strip = m_strip; // no larger than it must be
    strip.pixels.resize(worked);
    strip.rect.setLeft((m_range.first + begin) / m_range.ratio);
    strip.rect.setWidth(static_cast<double>(worked) / m_range.ratio);
    m_strip.pixels.clear();
    m_layout.strips.push_back(std::move(strip));
}

void addStrips(const ColumnShares &shares, const PixelRange &range, const QRectF &rect, int row,
               TimelineLayout &layout)
{
    std::vector<WorkClass> kinds;
    for (std::size_t work = 0; work < static_cast<std::size_t>(WorkClass::Idle); ++work) {
        if (std::ranges::any_of(shares.work,
                                [work](const WorkShares &column) { return column[work] > 0; }))
            kinds.push_back(static_cast<WorkClass>(work));
    }
    StripWriter writer(range, rect, row, kinds, layout);
    for (const WorkShares &column : shares.work) {
        ShareColumns::Shares pixel{};
        std::ranges::transform(column, pixel.begin(),
                               [](double share) { return static_cast<float>(share); });
        writer.add(pixel);
    }
}

} // namespace ui
