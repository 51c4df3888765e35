// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/compare_axes.h"

#include <cmath>

namespace ui {

std::optional<core::TimeInterval> seenOfOther(const core::PairedSteps &steps, bool isFirst,
                                              const TimelineViewport &seen)
{
    const core::Nanos source = isFirst ? steps.first : steps.second;
    const core::Nanos target = isFirst ? steps.second : steps.first;
    const bool sameTime = steps.pace == core::Pace::ClockTime;
    const core::Nanos whole = sameTime ? steps.end() : source;
    if (seen.begin.count == 0 && seen.end >= withAxisRoom(whole))
        return {};
    const auto across = [&](core::Nanos moment) -> std::int64_t {
        if (sameTime || source.count == 0)
            return moment.count;
        return std::llround(static_cast<double>(moment.count) / static_cast<double>(source.count) *
                            static_cast<double>(target.count));
    };
    return core::TimeInterval{across(seen.begin), across(seen.end)};
}

} // namespace ui
