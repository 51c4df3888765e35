// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core::live {

// Nanoseconds of processor time that this thread has used. Other programs, and the other devices of
// the run, do not count; a wall clock would mostly measure those.
[[nodiscard]] std::int64_t threadProcessorTime();

} // namespace core::live
