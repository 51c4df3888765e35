// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <array>
#include <vector>

namespace ui {

// What devices spend a step on, in the order in which it is drawn; idle time by its cause is last.
using StepPart = core::Nanos core::Breakdown::*;
inline constexpr std::array<StepPart, 10> kStepParts = {
    &core::Breakdown::forward,      &core::Breakdown::recompute,   &core::Breakdown::backward,
    &core::Breakdown::tensorComm,   &core::Breakdown::contextComm, &core::Breakdown::expertComm,
    &core::Breakdown::pipelineComm, &core::Breakdown::dataComm,    &core::Breakdown::optimizer,
    &core::Breakdown::host};

// A stretch of a bar; positions are shares of the step.
struct BusyPart
{
    StepPart work = nullptr;                       // null: idle
    core::IdleCause cause = core::IdleCause::Fill; // of idle time
    double from = 0;
    double to = 0;
    core::Nanos time;
};

// How one row of the timeline spends the step, in the parts of the mean over all devices. They tile
// [0, 1] and their times sum to the step to the nanosecond.
struct BusyBar
{
    TimelineRow row;
    std::vector<BusyPart> parts;
    double busyShare = 0;
};

[[nodiscard]] std::vector<BusyBar> busyBars(const core::Snapshot &snapshot);

} // namespace ui
