// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

namespace core {

// What the views show of a step that threads took, or of its prediction: the trace has a row for
// each row of the plan, which is called what a class calls it.
[[nodiscard]] SnapshotPtr recordedSnapshot(Scenario scenario, Plan plan, Trace trace);

} // namespace core
