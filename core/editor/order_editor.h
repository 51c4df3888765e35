// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/editor/fill_in.h"
#include "core/editor/lower_bound.h"
#include "core/editor/order_edit.h"
#include "core/editor/order_grid.h"
#include "core/schedule/validate_order.h"

#include <optional>
#include <vector>

namespace core {

// The lists of a schedule without what only its name says of it: an edited order runs as it stands.
[[nodiscard]] ScheduleOrder forEditing(ScheduleOrder order);

// An order that a person changes, edit by edit. It can run at any moment: an edit after which some
// visit could not is refused, with the words of the validator. Visits may be missing.
class OrderEditor
{
public:
    // costs: of this order; costs of another shape are a fault of the program.
    OrderEditor(ScheduleOrder order, GridCosts costs);

    [[nodiscard]] const ScheduleOrder &order() const { return m_order; }
    [[nodiscard]] const GridCosts &costs() const { return m_costs; }
    [[nodiscard]] const OrderGrid &grid() const { return m_grid; }
    // Other prices of the same shape; what was edited stays, and can be undone.
    void setCosts(GridCosts costs);
    // Nothing is missing: it can be run and saved.
    [[nodiscard]] bool isWhole() const;

    // Why this cannot be done; nothing: it can. Of several errors the one about the visit that the
    // edit is about.
    [[nodiscard]] std::optional<OrderError> refusalOf(const OrderEdit &edit) const;
    // Does it unless it is refused.
    std::optional<OrderError> edit(OrderEdit edit);

    [[nodiscard]] bool canUndo() const { return m_done > 0; }
    [[nodiscard]] bool canRedo() const { return m_done < m_edits.size(); }
    // The edit that was taken back or done again; there must be one.
    const OrderEdit &undo();
    const OrderEdit &redo();

private:
    void renew();

    ScheduleOrder m_order;
    GridCosts m_costs;
    OrderGrid m_grid;
    std::vector<OrderEdit> m_edits;
    std::size_t m_done = 0; // of them; the others were taken back
};

// What an order under way is worth. Times in ticks.
struct OrderFigures
{
    std::int64_t visits = 0;
    std::int64_t visitsOfWhole = 0;
    std::int64_t makespan = 0; // with the rest filled in where that is possible
    bool isFilledIn = false;   // else so far
    std::int64_t bound = 0;
    double bubble = 0;          // so far
    std::int64_t idle = 0;      // of all ranks, from 0 to the end so far
    std::int64_t wholeTime = 0; // of all ranks together
    int keptAtMost = 0;
    int keptRank = 0; // the first that keeps so many
    std::int64_t keptFrom = 0;
};

[[nodiscard]] OrderFigures figuresOf(const OrderEditor &editor, const ReadyRequest &request);

} // namespace core
