// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <string>

namespace core {

// Which named schedule an order is, or is most like.
struct Recognition
{
    std::string schedule; // id; empty if nothing is near
    bool exact = false;
    std::string sentence; // "This is 1F1B with one extra warm-up forward on rank 0."
};

// Compares with every schedule of this shape that can be made at little cost: with a search only
// for orders of up to kMostRecognised actions.
// costs: what a searched order may have been made for.
constexpr std::int64_t kMostRecognised = 20'000;
[[nodiscard]] Recognition recognise(const ScheduleOrder &order, const UnitCosts &costs = {});

} // namespace core
