// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/stage_operations.h"

namespace core {

// The update of its weights; the first stage of a rank also has the host's work. And, hidden or
// not, the collectives of its gradients, of whose time is exposed what the rank waits for them.
[[nodiscard]] StageCosts stepEndCosts(const Snapshot &snapshot, int stage);

} // namespace core
