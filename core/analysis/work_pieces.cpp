// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/work_pieces.h"

#include <utility>
#include <vector>

namespace core {

WorkClass workClassOf(const SpanTag &tag)
{
    using enum WorkClass;
    // In the order of SpanKind.
    constexpr WorkClass classes[kSpanKindCount] = {Forward,   Backward,  Backward,  WeightGradient,
                                                   Recompute, Optimizer, Idle,      Sync,
                                                   Other,     Product,   Attention, Copy};
    if (tag.kind == SpanKind::Wait && tag.cause == IdleCause::GradientSync)
        return Sync;
    return classes[static_cast<std::size_t>(tag.kind)];
}

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
