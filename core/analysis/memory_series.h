// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/memory_steps.h"

#include <array>
#include <vector>

namespace core {

constexpr int kMemoryParts = 5; // weights, gradients, optimizer, activations, buffers

[[nodiscard]] std::array<Bytes, kMemoryParts> partsOf(const MemoryParts &parts);

// At most two steps per column: the fullest and the last one. Peaks are never lost.
[[nodiscard]] std::vector<MemoryStep> decimated(const std::vector<MemoryStep> &steps, Nanos stop,
                                                int columns);

} // namespace core
