// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/sweep.h"

#include "core/runner/spread_work.h"

#include <algorithm>
#include <utility>

namespace core {

std::size_t SweepResults::done() const
{
    return static_cast<std::size_t>(std::ranges::count_if(
        points, [](const std::optional<SweepPoint> &point) { return point.has_value(); }));
}

const SweepPoint *SweepResults::running(std::size_t index) const
{
    const std::optional<SweepPoint> &point = points[index];
    return point && point->state == PointState::Runs ? &*point : nullptr;
}

SweepResults emptyResults(SweepPlan plan)
{
    SweepResults results = {.plan = std::move(plan), .points = {}};
    results.points.resize(results.plan.pointCount());
    return results;
}

SweepResults sweep(const SweepPlan &plan, int threads, const std::stop_token &stop,
                   const TakesPoint &take)
{
    SweepResults results = emptyResults(plan);
    spreadWork(
        results.points.size(), threads > 0 ? threads : coreCount(), stop,
        [&](std::size_t index) { return pointAt(plan, index, stop); },
        [&](std::size_t index, SweepPoint point) {
            if (stop.stop_requested()) // it may have been left half done
                return;
            if (take)
                take(point);
            results.points[index] = std::move(point);
        });
    return results;
}

} // namespace core
