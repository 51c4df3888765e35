// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_difference.h"

#include <algorithm>

namespace ui {

namespace {

void addDevices(const core::RunView &run, int traceRow, const core::StepDifference &difference,
                core::Compared &busy)
{
    for (const int device : run.row(traceRow).devices) {
        const auto found = std::ranges::lower_bound(difference.devices, device, {},
                                                    &core::DeviceDifference::device);
        if (found == difference.devices.end() || found->device != device)
            continue;
        busy.predicted += found->busy.predicted;
        busy.measured += found->busy.measured;
    }
}

core::Compared busyOf(const core::RunView &run, const TimelineRow &row,
                      const core::StepDifference &difference)
{
    core::Compared busy;
    if (row.deviceCount == 1) { // of a row that others share, its own
        const auto found = std::ranges::lower_bound(difference.devices, row.device, {},
                                                    &core::DeviceDifference::device);
        return found != difference.devices.end() && found->device == row.device ? found->busy
                                                                                : busy;
    }
    if (row.parts.empty())
        addDevices(run, row.traceRow, difference, busy);
    for (const BandPart &part : row.parts)
        addDevices(run, part.traceRow, difference, busy);
    return busy;
}

} // namespace

std::vector<DifferenceNote> differenceNotes(const TimelineRuns &runs, const TimelineLayout &layout,
                                            const core::StepDifference &difference)
{
    std::vector<DifferenceNote> notes;
    const TimelineViewport &view = layout.viewport;
    const QRectF body = view.body();
    for (std::size_t i = 0; i + 1 < layout.rows.size(); ++i) {
        const TimelineRow &upper = layout.rows[i];
        const TimelineRow &lower = layout.rows[i + 1];
        if (upper.index != lower.index || upper.run != 0 || lower.run != 1)
            continue;
        QRectF rect(body.right(), upper.rect.top(), 0, 0);
        rect.setRight(view.size.width());
        rect.setBottom(lower.rect.bottom());
        notes.push_back({rect, busyOf(runs.first, upper, difference)});
    }
    return notes;
}

} // namespace ui
