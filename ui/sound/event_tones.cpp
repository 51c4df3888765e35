// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sound/event_tones.h"

#include "core/analysis/events.h"

#include <utility>

namespace ui {

namespace {

Tone toneOf(const core::Snapshot &snapshot, const core::Event &event)
{
    if (event.collective < 0 && event.span.tag.kind == core::SpanKind::Wait)
        return toneOfIdle();
    const std::vector<int> &devices =
        snapshot.trace.info[static_cast<std::size_t>(event.row)].devices;
    return toneOfDevice(devices.empty() ? event.row : devices.front());
}

} // namespace

std::optional<Tone> EventTones::at(const core::SnapshotPtr &snapshot, core::Nanos moment)
{
    const core::Nanos before = std::exchange(m_moment, moment);
    const bool isSame = std::exchange(m_snapshot, snapshot) == snapshot;
    if (!snapshot || !isSame || moment <= before)
        return {};
    const core::Nanos end{snapshot->trace.stop};
    if (before < end && moment >= end)
        return toneOfEnd();
    const std::optional<core::Event> last =
        core::previousEvent(*snapshot, core::Nanos{moment.count + 1});
    if (!last || last->time <= before)
        return {};
    return toneOf(*snapshot, *last);
}

} // namespace ui
