// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/mystery.h"

namespace core {

// The set-up of a box as a class may see it before the fault is named: it tells no fault. Too few
// micro-batches and states that are too large are settings, without which it would be another one.
[[nodiscard]] Scenario shownScenario(const Mystery &mystery);

// The run of the box as a class may see it: everything happens as it does, and nothing says why.
// Speeds, links, layers and causes of waiting are named as without the fault. Its scenario is the
// one that is shown.
[[nodiscard]] SnapshotPtr shownRun(const Mystery &mystery);

} // namespace core
