// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/work_pieces.h"
#include "core/base/units.h"
#include "ui/layout/timeline/time_part.h"

#include <QRectF>
#include <QSizeF>

#include <optional>

namespace ui {

// Which part of a step is shown, and where. All lengths are logical pixels already multiplied by
// the zoom of the window (scale).
struct TimelineViewport
{
    QSizeF size;
    double scale = 1;       // View > Zoom
    double pixelRatio = 1;  // device pixels per logical pixel
    double labelWidth = 40; // of the widest row label
    double groupWidth = 0;  // part of that, at its left: of the widest heading of a group
    double headRoom = 0;    // above the rows, for a line about two runs
    double noteWidth = 0;   // right of them, for notes about each pair
    core::Nanos begin;      // visible time; end > begin
    core::Nanos end;
    // Lowest row, logical at scale 1, with its gap: only then do rows scroll. More is a wish for
    // higher ones.
    double shortestRow = 2;
    double scroll = 0; // of the rows, 0 at the top

    bool operator==(const TimelineViewport &) const = default;

    [[nodiscard]] QRectF body() const; // where rows and gridlines are, left of it the labels
    [[nodiscard]] double xOf(core::Nanos time) const;
    [[nodiscard]] core::Nanos timeAt(double x) const; // clamped to the visible time
    [[nodiscard]] double pixelsPerNano() const;
    [[nodiscard]] double onPixel(double pixels) const; // rounded to a device pixel
    // The visible part of a step that ends at stop; nothing: all of it, or none.
    [[nodiscard]] std::optional<TimePart> partOf(core::Nanos stop) const;
};

// Keeps the time at x under x, stays within [0, stop] and above kShortestView.
[[nodiscard]] TimelineViewport zoomed(const TimelineViewport &viewport, double factor, double x,
                                      core::Nanos stop);
// By whole device pixels: what stays in sight looks the same.
[[nodiscard]] TimelineViewport panned(const TimelineViewport &viewport, double pixels,
                                      core::Nanos stop);
// This time and no other, but no less than kShortestView.
[[nodiscard]] TimelineViewport zoomedTo(const TimelineViewport &viewport, core::TimeInterval time);
[[nodiscard]] TimelineViewport fitted(const TimelineViewport &viewport, core::Nanos stop);

constexpr std::int64_t kShortestView = 100; // ns

} // namespace ui
