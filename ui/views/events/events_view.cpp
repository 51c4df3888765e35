// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/events/events_view.h"

namespace ui {

EventsView::EventsView(QWidget *parent) : QWidget(parent) {}
void EventsView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
}
void EventsView::setMoment(core::Nanos moment)
{
    m_moment = moment;
}
void EventsView::setLook(const Look &look)
{
    m_look = look;
}
void EventsView::setSelectedDevice(std::optional<int>) {}
void EventsView::showEvent(QShowEvent *) {}

} // namespace ui
