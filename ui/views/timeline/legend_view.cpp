// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/legend_view.h"

#include <QPainter>

#include <cmath>

namespace ui {

LegendView::LegendView(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize LegendView::sizeHint() const
{
    return {static_cast<int>(std::ceil(legendWidth(m_entries, m_look))), m_look.ipx(24)};
}

QSize LegendView::minimumSizeHint() const
{
    return {0, m_look.ipx(24)};
}

void LegendView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_entries = snapshot ? workLegend(*snapshot) : QList<LegendEntry>{};
    updateGeometry();
    update();
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
    paintLegend(painter, rect(), m_entries, m_look);
}

} // namespace ui
