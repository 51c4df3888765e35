// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/order_editor.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace core {
namespace {

// Errors count pairs as one.
int positionOf(const std::vector<Action> &actions, std::size_t index)
{
    int position = 0;
    for (std::size_t at = 0; at < index && at < actions.size(); ++at)
        position += !actions[at].pairedWithNext;
    return position;
}

const OrderError &mostFitting(const OrderErrors &errors, const ScheduleOrder &order,
                              const VisitPlace &focus)
{
    const int position =
        positionOf(order.actions[static_cast<std::size_t>(focus.rank)], focus.index);
    const auto exact = std::ranges::find_if(errors.listed, [&](const OrderError &each) {
        return each.rank == focus.rank && each.position == position;
    });
    if (exact != errors.listed.end())
        return *exact;
    const auto near = std::ranges::find(errors.listed, focus.rank, &OrderError::rank);
    return near != errors.listed.end() ? *near : errors.listed.front();
}

} // namespace

ScheduleOrder forEditing(ScheduleOrder order)
{
    order.schedule.clear();
    order.notes.clear();
    order.oneAtATime = false;
    order.asynchronous = false;
    return order;
}

OrderEditor::OrderEditor(ScheduleOrder order, GridCosts costs)
    : m_order(std::move(order)), m_costs(std::move(costs))
{
    assert(m_costs.duration[0].size() == static_cast<std::size_t>(m_order.stages));
    renew();
}

void OrderEditor::renew()
{
    m_grid = placeOnGrid(m_order, m_costs);
}

void OrderEditor::setCosts(GridCosts costs)
{
    assert(costs.duration[0].size() == static_cast<std::size_t>(m_order.stages));
    m_costs = std::move(costs);
    renew();
}

bool OrderEditor::isWhole() const
{
    return validateOrder(m_order, 1).none();
}

std::optional<OrderError> OrderEditor::refusalOf(const OrderEdit &edit) const
{
    ScheduleOrder changed = m_order;
    apply(changed, edit);
    const OrderErrors errors = validateSoFar(changed);
    if (errors.none())
        return {};
    return mostFitting(errors, changed, edit.focus);
}

std::optional<OrderError> OrderEditor::edit(OrderEdit edit)
{
    if (edit.changesNothing())
        return {};
    if (std::optional<OrderError> refusal = refusalOf(edit))
        return refusal;
    apply(m_order, edit);
    m_edits.resize(m_done);
    m_edits.push_back(std::move(edit));
    ++m_done;
    renew();
    return {};
}

const OrderEdit &OrderEditor::undo()
{
    assert(canUndo());
    const OrderEdit &edit = m_edits[--m_done];
    apply(m_order, inverseOf(edit));
    renew();
    return edit;
}

const OrderEdit &OrderEditor::redo()
{
    assert(canRedo());
    const OrderEdit &edit = m_edits[m_done++];
    apply(m_order, edit);
    renew();
    return edit;
}

OrderFigures figuresOf(const OrderEditor &editor, const ReadyRequest &request)
{
    const OrderGrid &grid = editor.grid();
    OrderFigures figures;
    figures.visits = visitCount(editor.order());
    figures.visitsOfWhole = PlacedVisits(editor.order()).wholeCount(request.form);
    figures.makespan = grid.makespan;
    if (figures.visits < figures.visitsOfWhole) {
        const std::optional<ScheduleOrder> whole =
            filledIn(editor.order(), editor.costs(), request);
        figures.isFilledIn = whole.has_value();
        if (whole)
            figures.makespan = placeOnGrid(*whole, editor.costs()).makespan;
    }
    figures.bound = lowerBound(editor.order(), editor.costs()).ticks;
    figures.bubble = grid.bubble();
    figures.wholeTime = grid.makespan * static_cast<std::int64_t>(grid.ranks.size());
    figures.idle = figures.wholeTime - grid.busy();
    figures.keptAtMost = grid.keptAtMost();
    for (std::size_t rank = grid.ranks.size(); rank-- > 0;) {
        if (grid.ranks[rank].keptAtMost == figures.keptAtMost) {
            figures.keptRank = static_cast<int>(rank);
            figures.keptFrom = grid.ranks[rank].keptFrom;
        }
    }
    return figures;
}

} // namespace core
