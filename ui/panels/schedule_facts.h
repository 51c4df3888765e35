// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/schedule/schedule.h"

#include <QCoreApplication>

namespace ui {

// Translation context of the left panel.
struct Controls
{
    Q_DECLARE_TR_FUNCTIONS(Controls)
};

// What the controls of schedules ask about a scenario.

[[nodiscard]] inline bool isPipelineNow(const core::Scenario &scenario)
{
    return core::isPipelined(scenario);
}

[[nodiscard]] inline bool runsOwnSchedule(const core::Scenario &scenario)
{
    return scenario.parallel.schedule == core::kOwnSchedule && scenario.parallel.own.order;
}

// Of a pipeline; nullptr: none, or one of the user's own.
[[nodiscard]] inline const core::ScheduleEntry *scheduleEntryOf(const core::Scenario &scenario)
{
    return isPipelineNow(scenario) ? core::findSchedule(scenario.parallel.schedule) : nullptr;
}

} // namespace ui
