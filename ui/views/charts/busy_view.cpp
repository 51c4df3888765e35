// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/busy_view.h"

namespace ui {

BusyView::BusyView(QWidget *parent) : QAbstractScrollArea(parent) {}
QString BusyView::caption() const
{
    return tr("whole step");
}
QSize BusyView::sizeHint() const
{
    return {m_look.ipx(340), m_look.ipx(200)};
}
QSize BusyView::minimumSizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(90)};
}
void BusyView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
}
void BusyView::setLook(const Look &look)
{
    m_look = look;
}
void BusyView::setSelectedDevice(std::optional<int> device)
{
    m_selectedDevice = device;
}
bool BusyView::viewportEvent(QEvent *event)
{
    return QAbstractScrollArea::viewportEvent(event);
}
void BusyView::paintEvent(QPaintEvent *) {}
void BusyView::resizeEvent(QResizeEvent *) {}
void BusyView::mousePressEvent(QMouseEvent *) {}

} // namespace ui
