// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace ui {

// Whether the change of a scenario leaves a run what it is: learning rate, sharing and the number
// of steps do.
[[nodiscard]] bool continuesRun(const core::Scenario &before, const core::Scenario &after);

} // namespace ui
