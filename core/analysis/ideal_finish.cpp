// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ideal_finish.h"

#include <algorithm>
#include <cmath>

namespace core {

namespace {

// What a slow device of the row would save if it were healthy: a visit takes 1 / speed of its time,
// but for what links take of it.
Nanos savedAtFullSpeed(const RowMetrics &metrics, const RowPlan &row)
{
    Nanos visits;
    for (const Nanos spent : metrics.spent)
        visits += spent;
    visits -= metrics.idleTotal() + metrics.breakdown.pipelineComm;
    return {std::llround(static_cast<double>(visits.count) * (1 - row.ownSpeed))};
}

} // namespace

Nanos busiestWithoutWaiting(const Snapshot &snapshot)
{
    constexpr auto sync = static_cast<std::size_t>(IdleCause::GradientSync);
    std::int64_t longest = 0;
    for (std::size_t i = 0; i < snapshot.metrics.rows.size(); ++i) {
        const RowMetrics &row = snapshot.metrics.rows[i];
        const Nanos waited = row.idleTotal() - row.idle[sync];
        const Nanos saved = savedAtFullSpeed(row, snapshot.plan.rows[i]);
        longest = std::max(longest, (snapshot.metrics.step - waited - saved).count);
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
