// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <vector>

namespace ui {

// A stretch of a bar; positions are shares of the step.
struct BusyPart
{
    WorkClass work = WorkClass::Idle;
    core::IdleCause cause = core::IdleCause::Fill; // of idle time
    double from = 0;
    double to = 0;
    core::Nanos time;
};

// How one row of the timeline spends the step. The parts tile [0, 1] and their times sum to the
// step to the nanosecond.
struct BusyBar
{
    TimelineRow row;
    std::vector<BusyPart> parts;
    double busyShare = 0;
};

[[nodiscard]] std::vector<BusyBar> busyBars(const core::Snapshot &snapshot);

} // namespace ui
