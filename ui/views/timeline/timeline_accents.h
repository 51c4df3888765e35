// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_area.h"
#include "ui/paint/timeline/hits_painter.h"
#include "ui/paint/timeline/timeline_overlays.h"

#include <algorithm>
#include <optional>

namespace ui {

struct TimeSpan
{
    core::Nanos from;
    core::Nanos to;

    [[nodiscard]] core::TimeInterval interval() const
    {
        return {std::min(from, to).count, std::max(from, to).count};
    }
};

// What a picture of the timeline has besides its runs.
struct TimelineAccents
{
    core::Nanos moment;
    std::optional<int> selectedDevice;
    std::optional<TimeSpan> measure;
    std::optional<core::Nanos> endBefore;
    std::optional<TimelineEnd> end = {};
    std::optional<TimelineArea> area;      // selected
    std::optional<TimelineHits> hits = {}; // of a search
};

} // namespace ui
