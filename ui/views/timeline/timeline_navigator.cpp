// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_navigator.h"

#include "ui/views/timeline/timeline_navigation.h"

#include <algorithm>

namespace ui {

TimelineNavigator::TimelineNavigator(TimelineSheet &sheet, const TimelineSheet::Accents &accents,
                                     const TimelinePointer &pointer, QObject *parent)
    : QObject(parent), m_sheet(sheet), m_accents(accents), m_pointer(pointer)
{}

void TimelineNavigator::goTo(const TimelineViewport &viewport, ViewHistory::Change change)
{
    if (!m_sheet.hasPicture())
        return;
    m_sheet.goTo(viewport, change);
    Q_EMIT moved();
}

void TimelineNavigator::fit()
{
    goTo(fitted(m_sheet.viewport(), m_sheet.stop()), ViewHistory::Change::Jump);
}

void TimelineNavigator::zoom(double factor)
{
    if (m_sheet.hasPicture())
        goTo(zoomed(m_sheet.viewport(), factor, zoomCentre(), m_sheet.stop()),
             ViewHistory::Change::Movement);
}

void TimelineNavigator::zoomTo(core::TimeInterval time)
{
    goTo(zoomedTo(m_sheet.viewport(), time), ViewHistory::Change::Jump);
}

void TimelineNavigator::zoomToSelection()
{
    if (m_accents.area)
        zoomTo(m_accents.area->time());
    else if (m_accents.measure)
        zoomTo(m_accents.measure->interval());
}

void TimelineNavigator::pan(double pixels)
{
    if (m_sheet.hasPicture())
        goTo(panned(m_sheet.viewport(), pixels, m_sheet.stop()), ViewHistory::Change::Movement);
}

void TimelineNavigator::panBy(int steps)
{
    pan(steps * kPanShare * m_sheet.viewport().body().width());
}

void TimelineNavigator::back()
{
    m_sheet.goBack();
    Q_EMIT moved();
}

void TimelineNavigator::forward()
{
    m_sheet.goForward();
    Q_EMIT moved();
}

void TimelineNavigator::turnPage(core::Nanos moment)
{
    const TimelineViewport &view = m_sheet.viewport();
    const double x = view.xOf(moment) - view.body().left();
    m_sheet.setViewport(panned(view, x - view.body().width() / 10, m_sheet.stop()));
    Q_EMIT moved();
}

double TimelineNavigator::zoomCentre() const
{
    const TimelineViewport &view = m_sheet.viewport();
    const std::optional<QPointF> pointer = m_pointer.position();
    if (pointer && view.body().contains(*pointer))
        return pointer->x();
    return view.xOf(std::clamp(m_accents.moment, view.begin, view.end));
}

} // namespace ui
