// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <vector>

namespace core {

// Memory of a row over time: each step holds until the next; the first is at 0.
struct MemoryStep
{
    Nanos time;
    MemoryParts parts;
};
[[nodiscard]] std::vector<MemoryStep> memorySteps(const Snapshot &snapshot, int row);

} // namespace core
