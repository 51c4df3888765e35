// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/layout.h"
#include "core/live/run/device.h"
#include "core/sim/trace.h"

#include <vector>

namespace core::live {

// How full a device was over a step that it has made, in virtual time. states: its weights,
// gradients and optimizer states, which stay as they are; what it sends or shares beside its work
// takes nothing. Activations are what is kept from visit to visit, as a plan counts them. What a
// visit takes beside that, and gives back before its end, is its workspace, and goes as buffers:
// gradients of activations above all.
[[nodiscard]] std::vector<MemoryStep> memoryOver(const Layout &layout, int device,
                                                 const Program &program, const DeviceRecord &record,
                                                 const MemoryParts &states);

// The fullest of them, the first where there are several.
[[nodiscard]] MemoryParts fullestOf(const std::vector<MemoryStep> &steps);

} // namespace core::live
