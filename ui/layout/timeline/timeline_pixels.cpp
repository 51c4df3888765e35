// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_pixels.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr float kSomeWork = 0.001F;
constexpr int kIdleRun = 3; // device pixels: from here on the hatch shows

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
    return {static_cast<double>(layout.viewport.begin.count) +
                (range.first - range.left) / range.perNano,
            1 / range.perNano, range.count};
}

StripWriter::StripWriter(const PixelRange &range, const QRectF &rect, int row,
                         TimelineLayout &layout)
    : m_range(range), m_layout(layout)
{
    m_strip.rect = rect;
    m_strip.row = row;
}

StripWriter::~StripWriter()
{
    finish();
}

void StripWriter::add(const Pixel &pixel)
{
    float worked = 0;
    for (std::size_t work = 0; work < static_cast<std::size_t>(WorkClass::Idle); ++work)
        worked += pixel[work];
    const bool idle = worked < kSomeWork;
    const int column = m_column++;
    if (m_strip.pixels.empty()) {
        if (idle && column > 0)
            return;
        m_strip.pixels.reserve(static_cast<std::size_t>(m_range.count - column));
    }
    m_strip.pixels.push_back(pixel);
    m_idle = idle ? m_idle + 1 : 0;
    if (m_idle == kIdleRun)
        finish();
}

// Without the idle time at its end.
void StripWriter::finish()
{
    const std::size_t worked = m_strip.pixels.size() - static_cast<std::size_t>(m_idle);
    m_idle = 0;
    if (worked == 0)
        return m_strip.pixels.clear();
    const int begin = m_column - static_cast<int>(m_strip.pixels.size());
    TimelineStrip strip = {m_strip.rect, m_strip.row, {}};
    strip.pixels.swap(m_strip.pixels);
    strip.pixels.resize(worked);
    strip.rect.setLeft((m_range.first + begin) / m_range.ratio);
    strip.rect.setWidth(static_cast<double>(worked) / m_range.ratio);
    m_layout.strips.push_back(std::move(strip));
}

void addStrips(const ColumnShares &shares, const PixelRange &range, const QRectF &rect, int row,
               TimelineLayout &layout)
{
    StripWriter writer(range, rect, row, layout);
    for (const WorkShares &column : shares.work) {
        StripWriter::Pixel pixel{};
        std::ranges::transform(column, pixel.begin(),
                               [](double share) { return static_cast<float>(share); });
        writer.add(pixel);
    }
}

} // namespace ui
