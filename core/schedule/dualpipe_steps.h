// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

namespace core {

// DualPipe on ranks that hold a stage of either direction (TwoWay), and its half, DualPipeV, where
// the second stage of a rank is that of the way back (V). Needs an even number of ranks for TwoWay.
[[nodiscard]] ScheduleOrder makeDualPipeOrder(std::string_view id, const ScheduleShape &shape,
                                              Placement placement);

} // namespace core
