// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_viewport.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Margins of the pictures, in logical pixels at scale 1.
constexpr double kLabelMargin = 16;
constexpr double kGapAfterLabel = 11;
constexpr double kRightMargin = 17;
constexpr double kTopMargin = 20;
constexpr double kBottomMargin = 24;

core::Nanos rounded(double nanos)
{
    return {std::llround(nanos)};
}

TimelineViewport placed(TimelineViewport viewport, double begin, double length, core::Nanos stop)
{
    const double total = static_cast<double>(std::max<std::int64_t>(stop.count, kShortestView));
    const double shown = std::clamp(length, static_cast<double>(kShortestView), total);
    viewport.begin = rounded(std::clamp(begin, 0.0, total - shown));
    viewport.end = {viewport.begin.count + std::max(rounded(shown).count, kShortestView)};
    return viewport;
}

} // namespace

QRectF TimelineViewport::body() const
{
    const double left = kLabelMargin * scale + labelWidth + kGapAfterLabel * scale;
    const double top = kTopMargin * scale + headRoom;
    const double right = kRightMargin * scale + noteWidth;
    return {left, top, std::max(1.0, size.width() - left - right),
            std::max(1.0, size.height() - top - kBottomMargin * scale)};
}

double TimelineViewport::pixelsPerNano() const
{
    return body().width() / static_cast<double>(std::max<std::int64_t>(1, end.count - begin.count));
}

double TimelineViewport::xOf(core::Nanos time) const
{
    return body().left() + static_cast<double>(time.count - begin.count) * pixelsPerNano();
}

core::Nanos TimelineViewport::timeAt(double x) const
{
    const double nanos = (x - body().left()) / pixelsPerNano();
    return std::clamp(core::Nanos{begin.count + std::llround(nanos)}, begin, end);
}

double TimelineViewport::onPixel(double pixels) const
{
    return std::round(pixels * pixelRatio) / pixelRatio;
}

std::optional<TimePart> TimelineViewport::partOf(core::Nanos stop) const
{
    if (begin.count <= 0 && end >= stop)
        return {};
    const TimePart part = {std::max(begin, core::Nanos{0}), std::min(end, stop)};
    return part.end > part.begin ? std::optional(part) : std::nullopt;
}

TimelineViewport zoomed(const TimelineViewport &viewport, double factor, double x, core::Nanos stop)
{
    const QRectF body = viewport.body();
    const double share = std::clamp((x - body.left()) / body.width(), 0.0, 1.0);
    const double total = static_cast<double>(std::max<std::int64_t>(stop.count, kShortestView));
    const double length = static_cast<double>(viewport.end.count - viewport.begin.count);
    const double anchor = static_cast<double>(viewport.begin.count) + share * length;
    const double shown = std::clamp(length / factor, static_cast<double>(kShortestView), total);
    return placed(viewport, anchor - share * shown, shown, stop);
}

TimelineViewport panned(const TimelineViewport &viewport, double pixels, core::Nanos stop)
{
    const double length = static_cast<double>(viewport.end.count - viewport.begin.count);
    const double begin = static_cast<double>(viewport.begin.count) +
                         viewport.onPixel(pixels) / viewport.pixelsPerNano();
    return placed(viewport, begin, length, stop);
}

TimelineViewport zoomedTo(const TimelineViewport &viewport, core::TimeInterval time)
{
    TimelineViewport closer = viewport;
    closer.begin = {time.begin};
    closer.end = {std::max(time.end, time.begin + kShortestView)};
    return closer;
}

TimelineViewport fitted(const TimelineViewport &viewport, core::Nanos stop)
{
    return placed(viewport, 0, static_cast<double>(stop.count), stop);
}

} // namespace ui
