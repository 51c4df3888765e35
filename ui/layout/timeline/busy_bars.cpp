// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/busy_bars.h"

namespace ui {

namespace {

class BarBuilder
{
public:
    BarBuilder(BusyBar &bar, core::Nanos step) : m_bar(bar), m_step(static_cast<double>(step.count))
    {}

    void add(StepPart work, core::Nanos time, core::IdleCause cause = core::IdleCause::Fill)
    {
        if (time.count <= 0)
            return;
        BusyPart part{work, cause, static_cast<double>(m_used.count) / m_step, 0, time};
        m_used += time;
        part.to = static_cast<double>(m_used.count) / m_step;
        m_bar.parts.push_back(part);
    }

private:
    BusyBar &m_bar;
    double m_step;
    core::Nanos m_used;
};

void fillBar(BusyBar &bar, const core::RowMetrics &metrics, core::Nanos step)
{
    using enum core::IdleCause;
    BarBuilder builder(bar, step);
    for (const StepPart work : kStepParts) // what waits for gradients is among the data's
        builder.add(work, metrics.breakdown.*work);
    for (const core::IdleCause cause : {Fill, Dependency, Drain, Barrier, Link, Straggler})
        builder.add(nullptr, metrics.idle[static_cast<std::size_t>(cause)], cause);
}

} // namespace

std::vector<BusyBar> busyBars(const core::Snapshot &snapshot)
{
    std::vector<BusyBar> bars;
    const core::Nanos step{snapshot.trace.stop};
    if (step.count <= 0)
        return bars;
    for (const TimelineRow &row : traceRows(snapshot)) {
        const auto traceRow = static_cast<std::size_t>(row.traceRow);
        if (traceRow >= snapshot.metrics.rows.size())
            continue;
        const core::RowMetrics &metrics = snapshot.metrics.rows[traceRow];
        BusyBar bar;
        bar.row = row;
        bar.busyShare = static_cast<double>(metrics.busy().count) / static_cast<double>(step.count);
        fillBar(bar, metrics, step);
        bars.push_back(std::move(bar));
    }
    return bars;
}

} // namespace ui
