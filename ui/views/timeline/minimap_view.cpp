// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/minimap_view.h"

namespace ui {

MinimapView::MinimapView(QWidget *parent) : QWidget(parent) {}
QSize MinimapView::sizeHint() const
{
    return {600, m_look.ipx(34)};
}
QSize MinimapView::minimumSizeHint() const
{
    return {m_look.ipx(120), m_look.ipx(34)};
}
double MinimapView::xOf(core::Nanos) const
{
    return 0;
}
core::Nanos MinimapView::timeAt(double) const
{
    return {};
}
void MinimapView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
}
void MinimapView::setMoment(core::Nanos moment)
{
    m_moment = moment;
}
void MinimapView::setLook(const Look &look)
{
    m_look = look;
}
void MinimapView::paintEvent(QPaintEvent *) {}
void MinimapView::resizeEvent(QResizeEvent *) {}
void MinimapView::mousePressEvent(QMouseEvent *) {}
void MinimapView::mouseMoveEvent(QMouseEvent *) {}
void MinimapView::keyPressEvent(QKeyEvent *) {}
void MinimapView::focusInEvent(QFocusEvent *) {}
void MinimapView::focusOutEvent(QFocusEvent *) {}

} // namespace ui
