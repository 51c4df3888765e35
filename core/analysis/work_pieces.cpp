// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/work_pieces.h"

#include <utility>
#include <vector>

namespace core {

IntervalSet syncIntervals(const Trace &trace, int group)
{
    std::vector<TimeInterval> times;
    for (const Collective &collective : trace.collectives) {
        if (collective.group == group && collective.end > collective.begin)
            times.push_back({collective.begin, collective.end});
    }
    return IntervalSet(std::move(times));
}

} // namespace core
