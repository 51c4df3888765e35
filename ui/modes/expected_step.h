// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

namespace ui {

// What the workers of a scenario are predicted to do in a step, as a training run of it will say
// beside its first measured one: a row for each worker, called by its name. Null: it cannot be
// trained.
[[nodiscard]] core::SnapshotPtr expectedStep(const core::Scenario &scenario);

} // namespace ui
