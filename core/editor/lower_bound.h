// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/editor/order_grid.h"

#include <cstdint>

namespace core {

// A time, in ticks, that no order of these routes and costs can beat, whatever it keeps and whether
// it splits backwards or not. The largest of these, for each rank r:
//
// 1. head(r) + work(r). Nothing runs on r before the forwards of all earlier stages and the hops
//    between them have passed, of the stage of r that comes first: its own visits need a forward on
//    r, and that needs those. Then r runs its visits one at a time. work: forwards, and of each
//    backward the cheaper of full and split.
// 2. head(r) + forwards(r) + gradients(r) + tail(r). The last gradient of r ends no earlier than
//    the first three terms: every forward of r comes before a gradient of r. Behind it the gradient
//    still passes the earlier stages, and stage 0 has its weights to finish: of the stage of r with
//    the shortest such way.
// 3. A micro-batch all the way down and up again.
//
// Pairs that hide one visit behind another take at least their longer half: forwards and backwards
// then count the larger sum alone, or the factor's share of both.
struct LowerBound
{
    std::int64_t ticks = 0;
    int rank = 0; // that determines it; -1: a micro-batch's way does
};

// Of the shape of an order; its actions are not looked at.
[[nodiscard]] LowerBound lowerBound(const ScheduleOrder &order, const GridCosts &costs);

} // namespace core
