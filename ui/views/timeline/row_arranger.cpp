// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/row_arranger.h"

#include "ui/layout/timeline/row_arrangement.h"

#include <algorithm>

namespace ui {

void RowArranger::arrange(const RowArrangement &arrangement)
{
    if (arrangement == m_sheet.arrangement())
        return;
    m_sheet.setArrangement(arrangement);
    Q_EMIT arranged();
}

void RowArranger::setGrouping(RowGrouping grouping)
{
    RowArrangement arrangement = m_sheet.arrangement();
    arrangement.grouping = grouping;
    arrangement.collapsed.clear();
    arrange(arrangement);
}

void RowArranger::nextGrouping()
{
    const int next = static_cast<int>(m_sheet.arrangement().grouping) + 1;
    setGrouping(static_cast<RowGrouping>(next % kRowGroupings));
}

void RowArranger::toggleGroup(int number)
{
    arrange(withGroup(m_sheet.arrangement(), number));
}

void RowArranger::toggleGroups()
{
    if (!m_sheet.hasPicture())
        return;
    const RowArrangement all = collapsedAll(m_sheet.runs(), m_sheet.arrangement(), true);
    const bool some = m_sheet.arrangement().collapsed.size() < all.collapsed.size();
    arrange(some ? all : collapsedAll(m_sheet.runs(), m_sheet.arrangement(), false));
}

void RowArranger::togglePin(int device)
{
    if (!m_sheet.hasPicture() || device >= m_sheet.runs().first.deviceCount())
        return;
    const std::vector<TimelineRow> &rows = m_sheet.firstRows();
    const int row = arrangedRowOf(m_sheet.runs().first, rows, device);
    if (row >= 0)
        arrange(withPin(m_sheet.arrangement(), rows[static_cast<std::size_t>(row)].device));
}

bool RowArranger::isPinned(int device) const
{
    const std::vector<int> &pinned = m_sheet.arrangement().pinned;
    return std::ranges::find(pinned, device) != pinned.end();
}

} // namespace ui
