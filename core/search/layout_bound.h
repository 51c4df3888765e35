// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/scenario/scenario.h"

#include <algorithm>

namespace core {

// What a device holds at least.
struct MemoryBound
{
    Bytes states;    // between visits
    Bytes once;      // activations of one micro-batch
    double held = 0; // bytes x nanoseconds that activations are kept for in a step

    // At its peak, in a step that is no longer than this. 0: of whatever length.
    [[nodiscard]] Bytes within(Nanos step) const;
};

// What no simulation of a layout falls below. Proofs: layout_bound.cpp.
struct LayoutBound
{
    Nanos step;
    MemoryBound stateful; // of the device that holds most with one micro-batch
    MemoryBound busy;     // of the one that holds activations longest

    [[nodiscard]] Bytes memoryWithin(Nanos length) const
    {
        return std::max(stateful.within(length), busy.within(length));
    }
};

// Of every valid order of a scenario with this layout, whatever its schedule and chunks.
[[nodiscard]] LayoutBound boundOfLayout(Scenario scenario);
// The same, and whatever its sharding, recomputation and sequence parallelism. named: as a layout
// has it.
[[nodiscard]] LayoutBound boundOfFamily(Scenario scenario, Framework named = Framework::Usual);

} // namespace core
