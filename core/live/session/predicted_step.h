// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/scenario/scenario.h"

namespace core::live {

// What the workers of a training run are predicted to do in a step: a row for each of them, called
// by its name. Null: the scenario cannot be trained here, or does not fit.
[[nodiscard]] SnapshotPtr predictedStep(const Scenario &scenario);

} // namespace core::live
