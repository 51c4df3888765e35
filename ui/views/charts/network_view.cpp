// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/network_view.h"

#include <qcustomplot.h>

namespace ui {

NetworkView::NetworkView(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {}
QSize NetworkView::sizeHint() const
{
    return {m_look.ipx(600), m_look.ipx(180)};
}
QSize NetworkView::minimumSizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(90)};
}
void NetworkView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
}
void NetworkView::setMoment(core::Nanos moment)
{
    m_moment = moment;
}
void NetworkView::setLook(const Look &look)
{
    m_look = look;
}
void NetworkView::setSelectedDevice(std::optional<int> device)
{
    m_selectedDevice = device;
}
void NetworkView::resizeEvent(QResizeEvent *) {}
bool NetworkView::eventFilter(QObject *watched, QEvent *event)
{
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
