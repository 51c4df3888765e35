// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_view.h"

namespace ui {

TimelineView::TimelineView(QWidget *parent) : QWidget(parent), m_scrollBar(Qt::Vertical, this) {}
QSize TimelineView::sizeHint() const
{
    return {1000, m_look.ipx(180)};
}
QSize TimelineView::minimumSizeHint() const
{
    return {m_look.ipx(240), m_look.ipx(90)};
}
void TimelineView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
}
void TimelineView::setMoment(core::Nanos moment)
{
    m_moment = moment;
}
void TimelineView::setLook(const Look &look)
{
    m_look = look;
}
void TimelineView::setSelectedDevice(std::optional<int> device)
{
    m_selectedDevice = device;
}
void TimelineView::fit() {}
void TimelineView::zoomIn() {}
void TimelineView::zoomOut() {}
void TimelineView::toggleFollow() {}
bool TimelineView::event(QEvent *event)
{
    return QWidget::event(event);
}
void TimelineView::paintEvent(QPaintEvent *) {}
void TimelineView::resizeEvent(QResizeEvent *) {}
void TimelineView::mousePressEvent(QMouseEvent *) {}
void TimelineView::mouseMoveEvent(QMouseEvent *) {}
void TimelineView::mouseReleaseEvent(QMouseEvent *) {}
void TimelineView::mouseDoubleClickEvent(QMouseEvent *) {}
void TimelineView::wheelEvent(QWheelEvent *) {}
void TimelineView::keyPressEvent(QKeyEvent *) {}
void TimelineView::leaveEvent(QEvent *) {}
void TimelineView::focusInEvent(QFocusEvent *) {}
void TimelineView::focusOutEvent(QFocusEvent *) {}

} // namespace ui
