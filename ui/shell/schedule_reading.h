// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/opening.h"

namespace ui {

// Whether a file holds a schedule rather than a scenario, judged by its name, else by its
// beginning.
[[nodiscard]] bool isScheduleFile(const QString &path);

// Reads and checks a schedule and makes it the scenario's own. Runs on any thread.
[[nodiscard]] Opening readSchedule(const QString &path, const core::Scenario &base,
                                   core::Watch watch);

} // namespace ui
