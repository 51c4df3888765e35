// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/memory_view.h"

#include <qcustomplot.h>

namespace ui {

MemoryView::MemoryView(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {}
QString MemoryView::caption() const
{
    return {};
}
QSize MemoryView::sizeHint() const
{
    return {m_look.ipx(340), m_look.ipx(240)};
}
QSize MemoryView::minimumSizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(90)};
}
void MemoryView::render(QPainter &, const QSize &) {}
void MemoryView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
}
void MemoryView::setMoment(core::Nanos moment)
{
    m_moment = moment;
}
void MemoryView::setLook(const Look &look)
{
    m_look = look;
}
void MemoryView::setSelectedDevice(std::optional<int> device)
{
    m_selectedDevice = device;
}
void MemoryView::resizeEvent(QResizeEvent *) {}
bool MemoryView::eventFilter(QObject *watched, QEvent *event)
{
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
