// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <QString>

#include <vector>

namespace ui {

struct TimeTick
{
    core::Nanos time;
    QString text; // "1.5 s"
};

// Ticks at 1, 2 or 5 times a power of ten within [begin, end], at most one per minSpacing pixels
// of width. The unit follows the whole step, so that it stays the same at every zoom.
[[nodiscard]] std::vector<TimeTick> timeTicks(core::Nanos begin, core::Nanos end, core::Nanos step,
                                              double width, double minSpacing);

// A moment in the unit of the axis, to as many decimals as a pixel can show: "1.12 s" of a whole
// step, "1.1234567 s" where ten nanoseconds are a pixel wide.
[[nodiscard]] QString timeAtZoom(core::Nanos time, core::Nanos step, double pixelsPerNano);

} // namespace ui
