// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_items.h"

#include "core/base/text.h"
#include "ui/layout/timeline/row_arrangement.h"
#include "ui/views/timeline/timeline_tips.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

namespace ui {

int TimelineItems::rowOfSelected() const
{
    if (!m_marked.selectedDevice || !m_shown.hasPicture())
        return -1;
    const core::RunView run = m_shown.runs().first;
    if (*m_marked.selectedDevice >= run.deviceCount())
        return -1;
    return arrangedRowOf(run, m_shown.firstRows(), *m_marked.selectedDevice);
}

int TimelineItems::deviceOf(int index) const
{
    return m_shown.firstRows()[static_cast<std::size_t>(index)].device;
}

int TimelineItems::unitOfSelected() const
{
    const int row = rowOfSelected();
    return row < 0 ? -1 : m_shown.firstRows()[static_cast<std::size_t>(row)].index;
}

QString TimelineItems::description() const
{
    if (!m_shown.hasPicture())
        return QCoreApplication::translate("Timeline", "No result yet.");
    return QCoreApplication::translate(
               "Timeline",
               "%n rows, one per GPU; the step takes %1. W and S zoom, A and D pan, 0 shows all, "
               "Shift with arrows selects.",
               "", itemCount())
        .arg(textOf(core::figureOf(m_shown.stop()).text()));
}

int TimelineItems::itemCount() const
{
    return static_cast<int>(m_shown.firstRows().size());
}

AccessibleItems::Item TimelineItems::itemAt(int index) const
{
    const core::RunView run = m_shown.runs().first;
    const TimelineRow &row = m_shown.firstRows()[static_cast<std::size_t>(index)];
    Item item = timelineItem(run, row, m_marked.moment);
    const TimelineLayout &layout = m_shown.lastLayout();
    const QRectF unit = unitRect(layout, row.index);
    const QRectF area(0, unit.top(), layout.viewport.size.width(), unit.height());
    item.area = area.intersected(layout.rowsArea.adjusted(-layout.rowsArea.left(), 0, 0, 0));
    item.selected = rowOfSelected() == index;
    return item;
}

} // namespace ui
