// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ideal_finish.h"

#include <algorithm>

namespace core {

Nanos busiestWithoutWaiting(const Snapshot &snapshot)
{
    constexpr auto sync = static_cast<std::size_t>(IdleCause::GradientSync);
    std::int64_t longest = 0;
    for (const RowMetrics &row : snapshot.metrics.rows) {
        const std::int64_t waited = row.idleTotal().count - row.idle[sync].count;
        longest = std::max(longest, snapshot.metrics.step.count - waited);
    }
    return {longest};
}

std::optional<Nanos> idealFinish(const Snapshot &snapshot)
{
    if (!snapshot.trace.completed)
        return {};
    const std::int64_t longest = busiestWithoutWaiting(snapshot).count;
    // Next to the end of the step the line would only be noise.
    if (longest <= 0 || longest > snapshot.trace.stop - snapshot.trace.stop / 100)
        return {};
    return Nanos{longest};
}

} // namespace core
