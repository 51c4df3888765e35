// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/editor/order_editor.h"
#include "core/schedule/order_builder.h"

#include <utility>

// Orders to be edited, for tests.
namespace editor_orders {

inline core::ScheduleOrder made(std::string_view id, int ranks, int microBatches)
{
    return core::forEditing(
        core::makeOrder(id, {.ranks = ranks, .microBatches = microBatches}).value());
}

inline core::ScheduleOrder empty(int ranks, int microBatches)
{
    return core::forEditing(core::emptyOrder(
        {}, {.ranks = ranks, .microBatches = microBatches, .chunks = 1}, core::Placement::Loop));
}

inline core::OrderEditor editorOf(core::ScheduleOrder order, const core::UnitCosts &costs = {})
{
    core::GridCosts ticks = core::gridCosts(order, costs).value();
    return {std::move(order), std::move(ticks)};
}

inline core::Action visit(core::Op op, int stage, int microBatch)
{
    return {.microBatch = static_cast<std::uint32_t>(microBatch),
            .stage = static_cast<std::uint16_t>(stage),
            .op = op};
}

} // namespace editor_orders
