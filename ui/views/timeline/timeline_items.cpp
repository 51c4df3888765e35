// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_items.h"

#include "core/base/text.h"
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
    return timelineRowOf(run, timelineRows(run), *m_marked.selectedDevice);
}

int TimelineItems::deviceOf(int index) const
{
    return timelineRows(m_shown.runs().first)[static_cast<std::size_t>(index)].device;
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
    return m_shown.hasPicture() ? static_cast<int>(timelineRows(m_shown.runs().first).size()) : 0;
}

AccessibleItems::Item TimelineItems::itemAt(int index) const
{
    const core::RunView run = m_shown.runs().first;
    Item item =
        timelineItem(run, timelineRows(run)[static_cast<std::size_t>(index)], m_marked.moment);
    const TimelineLayout &layout = m_shown.lastLayout();
    const QRectF unit = unitRect(layout, index);
    const QRectF area(0, unit.top(), layout.viewport.size.width(), unit.height());
    item.area = area.intersected(layout.rowsArea.adjusted(-layout.rowsArea.left(), 0, 0, 0));
    item.selected = rowOfSelected() == index;
    return item;
}

} // namespace ui
