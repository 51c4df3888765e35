// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <cstdint>
#include <string>

namespace core {

// How far an order is from another of the same shape.
struct OrderDifference
{
    std::int64_t distance = 0; // 0: equal; else how much would have to be changed
    std::string words;         // "one extra warm-up forward on rank 0"
};

// order, seen from reference. Gives up, with a larger distance, beyond limit. O(actions).
[[nodiscard]] OrderDifference differenceOf(const ScheduleOrder &order,
                                           const ScheduleOrder &reference, std::int64_t limit);

} // namespace core
