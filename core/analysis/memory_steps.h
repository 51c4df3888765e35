// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <vector>

namespace core {

// Of a row, from the begin of the step to its end.
[[nodiscard]] std::vector<MemoryStep> memorySteps(const Snapshot &snapshot, int row);

} // namespace core
