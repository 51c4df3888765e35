// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

namespace core {

// The same order with full recomputation: only the input of a stage visit is kept, and its forward
// runs again directly before its Backward or BackwardInput (before the pair, if that is one). No
// visit is left out, also where the forward has only just run. With GPipe this is the
// re-materialization of arXiv:1811.06965.
[[nodiscard]] ScheduleOrder withRecompute(ScheduleOrder order);
// Whether any forward of it runs again.
[[nodiscard]] bool holdsRecomputation(const ScheduleOrder &order);

} // namespace core
