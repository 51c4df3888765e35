// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/memory_steps.h"

#include <array>
#include <vector>

namespace ui {

constexpr int kMemoryParts = 5; // weights, gradients, optimizer, activations, buffers

[[nodiscard]] std::array<core::Bytes, kMemoryParts> partsOf(const core::MemoryParts &parts);

// At most two steps per column: the fullest and the last one. Peaks are never lost.
[[nodiscard]] std::vector<core::MemoryStep> decimated(const std::vector<core::MemoryStep> &steps,
                                                      core::Nanos stop, int columns);

} // namespace ui
