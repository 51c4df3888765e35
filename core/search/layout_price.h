// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/scenario/scenario.h"

#include <stop_token>

namespace core {

// What a search compares.
struct LayoutPrice
{
    Nanos step;        // 0: it does not fit, or does not end
    Bytes memory;      // of the fullest device, at its peak
    bool fits = false; // into the memory that a device has
    bool ends = false; // false: it does not fit, or a link is cut
};

// The plan and the engine of run(), to the nanosecond and the byte, without what is only shown.
// Error: what is wrong with the scenario, or why its schedule cannot have this shape.
[[nodiscard]] Result<LayoutPrice> priceLayout(const Scenario &scenario);

} // namespace core
