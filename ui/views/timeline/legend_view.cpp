// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/legend_view.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

LegendView::LegendView(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setWhatsThis(tr("What the colours and patterns of the timeline stand for."));
}

QSize LegendView::sizeHint() const
{
    return {static_cast<int>(std::ceil(legendWidth(shownEntries(), m_look))), m_look.ipx(24)};
}

QSize LegendView::minimumSizeHint() const
{
    return {static_cast<int>(std::ceil(narrowestLegend(shownEntries(), m_look))), m_look.ipx(24)};
}

void LegendView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    renew();
}

void LegendView::showTimeline(const TimelineOptions &marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    renew();
}

void LegendView::showBusyBars()
{
    if (!m_marks)
        return;
    m_marks.reset();
    renew();
}

void LegendView::renew()
{
    m_entries.clear();
    if (m_snapshot && m_marks)
        m_entries = marksLegend(*m_marks) + workLegend(*m_snapshot);
    else if (m_snapshot)
        m_entries = busyLegend(*m_snapshot);
    updateGeometry();
    update();
}

void LegendView::setRoom(int width)
{
    m_room = width;
    const QList<LegendEntry> shown = shownEntries();
    const bool whole =
        std::ranges::equal(m_entries, shown, {}, &LegendEntry::text, &LegendEntry::text);
    setToolTip(whole ? QString() : legendTip(m_entries, m_look));
    updateGeometry();
    update();
}

bool LegendView::isWorthShowing() const
{
    return 2 * shownEntries().size() >= m_entries.size();
}

QList<LegendEntry> LegendView::shownEntries() const
{
    return fittedLegend(m_entries, m_room, m_look);
}

void LegendView::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void LegendView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLegend(painter, rect(), shownEntries(), m_look);
}

} // namespace ui
