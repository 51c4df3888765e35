// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/kernel_table.h"
#include "core/live/session/paced_timer.h"

#include <stop_token>

namespace core::live {

// Products of all kinds and sizes with what they read and write spread over as much memory as a
// small network has in training; the same in as little as stays in the nearest caches; and how far
// what lies between is on the way. False once it is stopped.
[[nodiscard]] bool measureProducts(PacedTimer &timer, const std::stop_token &stop,
                                   KernelTable &table);

} // namespace core::live
