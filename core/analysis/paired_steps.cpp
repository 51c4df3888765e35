// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/paired_steps.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

// moment · to / from, to the nearest nanosecond. Exact for equal lengths and at both ends.
Nanos scaledMoment(Nanos moment, Nanos from, Nanos to)
{
    if (from == to || from.count <= 0)
        return moment;
    if (moment == from)
        return to;
    const double share = static_cast<double>(moment.count) / static_cast<double>(from.count);
    return {std::llround(share * static_cast<double>(to.count))};
}

} // namespace

Nanos PairedSteps::end() const
{
    if (pace == Pace::Progress && second.count > 0)
        return second;
    return std::max(first, second);
}

Nanos PairedSteps::momentOf(Nanos stop, Nanos clock) const
{
    return pace == Pace::Progress ? scaledMoment(clock, end(), stop) : std::min(clock, stop);
}

Nanos PairedSteps::clockOf(Nanos stop, Nanos moment) const
{
    return pace == Pace::Progress ? scaledMoment(moment, stop, end()) : moment;
}

} // namespace core
