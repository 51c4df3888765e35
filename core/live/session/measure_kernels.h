// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/kernel_table.h"
#include "core/live/session/paced_timer.h"

#include <stop_token>

namespace core::live {

// Products of all kinds and sizes, and the kernels between them, far and near, in less than a
// second; nothing once it is stopped. Of what the engine takes to begin an instruction it knows
// nothing. Values are random, since signs decide how well a processor foresees branches.
[[nodiscard]] KernelTable measureKernels(PacedTimer &timer, const std::stop_token &stop);

} // namespace core::live
